package dev.snapclone.sandbox.discord;

import dev.snapclone.sandbox.discord.chat.Channel;
import dev.snapclone.sandbox.discord.chat.Permission;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The initial state of a sandbox.
 *
 * @param clock real, running time; {@link DiscordSandbox#advance} moves the sandbox ahead of it
 * @param port to listen on, 0 for any free one
 * @param token the bot's token
 * @param realRateLimits whether to apply realistic rate limits, for example 5 messages per channel
 *     in 5 s; otherwise only planned faults limit requests
 * @param privilegedIntents the privileged intents that the application has (bit set)
 */
public record DiscordSandboxOptions(
    InstantSource clock,
    int port,
    String token,
    boolean realRateLimits,
    int privilegedIntents,
    List<GuildPlan> guilds) {

  /** A guild, its channels, roles and people. */
  public record GuildPlan(
      String name,
      String locale,
      List<ChannelPlan> channels,
      List<RolePlan> roles,
      List<PersonPlan> people) {
    /** Copies the lists. */
    public GuildPlan {
      channels = List.copyOf(channels);
      roles = List.copyOf(roles);
      people = List.copyOf(people);
    }
  }

  /**
   * A channel, and what the bot may not do there.
   *
   * @param type {@link Channel#TEXT} or {@link Channel#ANNOUNCEMENT}
   */
  public record ChannelPlan(String name, int type, Set<Permission> botMayNot) {
    /** Copies the set. */
    public ChannelPlan {
      botMayNot = Set.copyOf(botMayNot);
    }

    /** A text channel. */
    public ChannelPlan(String name, Set<Permission> botMayNot) {
      this(name, Channel.TEXT, botMayNot);
    }
  }

  /** A role; people can ping it when it is mentionable. */
  public record RolePlan(String name, boolean mentionable) {}

  /**
   * A person in the guild.
   *
   * @param administrator whether the person has a role with ADMINISTRATOR
   */
  public record PersonPlan(String name, Set<String> roles, String locale, boolean administrator) {
    /** Copies the set. */
    public PersonPlan {
      roles = Set.copyOf(roles);
    }
  }

  /** Copies the guilds. */
  public DiscordSandboxOptions {
    guilds = List.copyOf(guilds);
  }

  /**
   * The guild "Acme": channels ops, approvals, audit and random; anna and olaf are operators, ben
   * an approver, carla an admin, greta an administrator of the guild, nina has no role at all;
   * olaf's client speaks German.
   */
  public static DiscordSandboxOptions standard(InstantSource clock) {
    return acme(clock, List.of());
  }

  /**
   * The same guild with two more operators, for the demo: sven's client is in Swedish, kari's in
   * Norwegian.
   */
  public static DiscordSandboxOptions demo(InstantSource clock) {
    return acme(
        clock,
        List.of(
            new PersonPlan("sven", Set.of("operator"), "sv-SE", false),
            new PersonPlan("kari", Set.of("operator"), "no", false)));
  }

  private static DiscordSandboxOptions acme(InstantSource clock, List<PersonPlan> more) {
    List<PersonPlan> people =
        new ArrayList<>(
            List.of(
                new PersonPlan("anna", Set.of("operator"), "en-US", false),
                new PersonPlan("olaf", Set.of("operator"), "de", false),
                new PersonPlan("ben", Set.of("approver"), "en-GB", false),
                new PersonPlan("carla", Set.of("admin"), "en-US", false),
                new PersonPlan("greta", Set.of(), "en-US", true),
                new PersonPlan("nina", Set.of(), "en-US", false)));
    people.addAll(more);
    return empty(clock)
        .with(
            new GuildPlan(
                "Acme",
                "en-US",
                List.of(
                    new ChannelPlan("ops", Set.of()),
                    new ChannelPlan("approvals", Set.of()),
                    new ChannelPlan("audit", Set.of()),
                    new ChannelPlan("random", Set.of())),
                List.of(
                    new RolePlan("operator", true),
                    new RolePlan("approver", true),
                    new RolePlan("admin", false)),
                people));
  }

  /** No guild yet. */
  public static DiscordSandboxOptions empty(InstantSource clock) {
    return new DiscordSandboxOptions(clock, 0, "sandbox.discord.token", true, 0, List.of());
  }

  /** Adds a guild. */
  public DiscordSandboxOptions with(GuildPlan guild) {
    List<GuildPlan> more = new ArrayList<>(guilds);
    more.add(guild);
    return new DiscordSandboxOptions(clock, port, token, realRateLimits, privilegedIntents, more);
  }

  /** Removes the rate limits, for tests about something else. */
  public DiscordSandboxOptions withoutRateLimits() {
    return new DiscordSandboxOptions(clock, port, token, false, privilegedIntents, guilds);
  }

  /** Listens on a fixed port. */
  public DiscordSandboxOptions onPort(int fixed) {
    return new DiscordSandboxOptions(
        clock, fixed, token, realRateLimits, privilegedIntents, guilds);
  }

  /** Gives the application privileged intents (bit set). */
  public DiscordSandboxOptions withPrivilegedIntents(int intents) {
    return new DiscordSandboxOptions(clock, port, token, realRateLimits, intents, guilds);
  }
}
