package dev.snapclone.sandbox.discord;

import dev.snapclone.sandbox.discord.chat.Channel;
import dev.snapclone.sandbox.discord.chat.ChatWorld;
import dev.snapclone.sandbox.discord.chat.Guild;
import dev.snapclone.sandbox.discord.chat.GuildRole;
import dev.snapclone.sandbox.discord.chat.Member;
import dev.snapclone.sandbox.discord.chat.Overwrite;
import dev.snapclone.sandbox.discord.chat.Permission;
import dev.snapclone.sandbox.discord.chat.ShiftedClock;
import dev.snapclone.sandbox.discord.chat.Snowflakes;
import dev.snapclone.sandbox.discord.chat.User;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Makes a world from options. */
final class Founding {
  private static final long BOT_MAY =
      Permission.mask(Permission.ofMembers())
          | Permission.MANAGE_MESSAGES.bit()
          | Permission.MANAGE_THREADS.bit()
          | Permission.USE_EXTERNAL_EMOJIS.bit();
  private static final long EVERYONE_MAY = Permission.mask(Permission.ofMembers());

  private final ChatWorld world;

  private Founding(ChatWorld world) {
    this.world = world;
  }

  static ChatWorld found(DiscordSandboxOptions options) {
    ShiftedClock clock = new ShiftedClock(options.clock());
    Snowflakes ids = new Snowflakes(clock);
    User bot = new User(ids.next(), "snapclone", true, "en-US");
    ChatWorld world = new ChatWorld(clock, ids, bot, options.token());
    Founding founding = new Founding(world);
    options.guilds().forEach(founding::guild);
    return world;
  }

  private void guild(DiscordSandboxOptions.GuildPlan plan) {
    Map<String, User> people = new HashMap<>();
    String owner = "";
    for (DiscordSandboxOptions.PersonPlan person : plan.people()) {
      User user = user(person);
      people.put(person.name(), user);
      owner = owner.isEmpty() && person.administrator() ? user.id() : owner;
    }
    if (owner.isEmpty()) {
      owner =
          user(new DiscordSandboxOptions.PersonPlan(
                  "owner of " + plan.name(), Set.of(), "en-US", true))
              .id();
    }
    Guild guild = new Guild(world.newId(), plan.name(), owner, plan.locale());
    world.add(guild);
    Map<String, String> roleIds = roles(guild, plan);
    for (DiscordSandboxOptions.PersonPlan person : plan.people()) {
      User user = people.get(person.name());
      if (user != null) {
        guild.add(new Member(user, rolesOf(person, roleIds), world.now()));
      }
    }
    String botRole = world.newId();
    guild.add(new GuildRole(botRole, "snapclone", BOT_MAY, 1, false, true));
    guild.add(new Member(world.bot(), List.of(botRole), world.now()));
    channels(guild, plan);
  }

  private User user(DiscordSandboxOptions.PersonPlan plan) {
    for (User known : world.users()) {
      if (known.name().equals(plan.name())) {
        return known;
      }
    }
    User user = new User(world.newId(), plan.name(), false, plan.locale());
    world.add(user);
    return user;
  }

  private Map<String, String> roles(Guild guild, DiscordSandboxOptions.GuildPlan plan) {
    guild.add(new GuildRole(guild.id(), "@everyone", EVERYONE_MAY, 0, false, false));
    Map<String, String> ids = new HashMap<>();
    int position = 2;
    for (DiscordSandboxOptions.RolePlan role : plan.roles()) {
      String id = world.newId();
      ids.put(role.name(), id);
      guild.add(new GuildRole(id, role.name(), 0, position++, role.mentionable(), false));
    }
    String administrators = world.newId();
    ids.put("", administrators);
    long bits = Permission.ADMINISTRATOR.bit();
    guild.add(new GuildRole(administrators, "Administrators", bits, position, false, false));
    return ids;
  }

  private static List<String> rolesOf(
      DiscordSandboxOptions.PersonPlan person, Map<String, String> ids) {
    List<String> result = new ArrayList<>();
    for (String name : person.roles()) {
      String id = ids.get(name);
      if (id == null) {
        throw new IllegalArgumentException(person.name() + " has the unknown role " + name);
      }
      result.add(id);
    }
    String administrators = ids.get("");
    if (person.administrator() && administrators != null) {
      result.add(administrators);
    }
    return result;
  }

  private void channels(Guild guild, DiscordSandboxOptions.GuildPlan plan) {
    int position = 0;
    for (DiscordSandboxOptions.ChannelPlan channelPlan : plan.channels()) {
      Channel channel =
          Channel.inGuild(world.newId(), channelPlan.type(), channelPlan.name(), guild, position++);
      forbid(channel, world.bot(), channelPlan.botMayNot());
      world.add(channel);
    }
  }

  /** Denies exactly these permissions to a user in a channel. */
  static void forbid(Channel channel, User user, Set<Permission> permissions) {
    if (permissions.isEmpty()) {
      channel.overwrites().remove(user.id());
      return;
    }
    long denied = Permission.mask(EnumSet.copyOf(permissions));
    channel.overwrites().put(user.id(), new Overwrite(user.id(), false, 0, denied));
  }
}
