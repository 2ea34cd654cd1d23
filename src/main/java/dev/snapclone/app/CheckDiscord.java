package dev.snapclone.app;

import dev.snapclone.access.AccessPolicy;
import dev.snapclone.config.DiscordSettings;
import dev.snapclone.config.Settings;
import dev.snapclone.discord.DiscordException;
import dev.snapclone.i18n.Text;
import dev.snapclone.i18n.Text.Arg;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Checks the token, the guilds, permissions, and that named roles and channels exist. */
final class CheckDiscord {
  private static final String PART = "discord";

  private final CheckReport report;
  private final Settings settings;
  private final DiscordSettings wanted;
  private final DiscordProbe discord;

  CheckDiscord(
      CheckReport report, Settings settings, DiscordSettings wanted, DiscordProbe discord) {
    this.report = report;
    this.settings = settings;
    this.wanted = wanted;
    this.discord = discord;
  }

  void run() {
    DiscordProbe.Bot bot;
    List<DiscordProbe.Guild> guilds = new ArrayList<>();
    try {
      bot = discord.signIn();
      report.works(PART, Text.of("check.discord.ok", Arg.name(bot.name())));
      for (String id : wanted.guilds()) {
        guild(bot, id).ifPresent(guilds::add);
      }
    } catch (RuntimeException e) {
      report.problem(
          PART,
          Text.of("check.discord.failed", Arg.quote(CheckReport.reason(e))),
          Text.of(mend(e)));
      return;
    }
    if (!guilds.isEmpty()) {
      roles(guilds);
      channels(guilds);
    }
  }

  private static String mend(RuntimeException failure) {
    return failure instanceof DiscordException told
        ? switch (told.kind()) {
          case TOKEN -> "check.discord.failed.token.mend";
          case NETWORK -> "check.discord.failed.network.mend";
          case BUSY -> "check.discord.failed.busy.mend";
          case VERSION -> "check.discord.failed.version.mend";
          case OTHER -> "check.discord.failed.mend";
        }
        : "check.discord.failed.mend";
  }

  private Optional<DiscordProbe.Guild> guild(DiscordProbe.Bot bot, String id) {
    Optional<DiscordProbe.Guild> found = discord.guild(id, named());
    String invite = NeededPermission.inviteLink(bot.applicationId());
    if (found.isEmpty()) {
      report.problem(
          PART,
          Text.of("check.discord.guild.absent", Arg.code(id)),
          Text.of("check.discord.guild.mend", Arg.plain(invite)));
      return found;
    }
    DiscordProbe.Guild guild = found.get();
    List<NeededPermission> missing = NeededPermission.missingFrom(guild.permissions());
    if (missing.isEmpty()) {
      if (gaps(id, guild)) {
        return found;
      }
      report.works(PART, Text.of("check.discord.guild.ok", Arg.name(guild.name()), Arg.code(id)));
    } else {
      report.problem(
          PART,
          Text.of(
              "check.discord.permissions.missing",
              Arg.name(guild.name()),
              Arg.plain(
                  missing.stream().map(NeededPermission::label).collect(Collectors.joining(", ")))),
          Text.of("check.discord.permissions.mend", Arg.plain(invite)));
    }
    return found;
  }

  private List<String> named() {
    List<String> named = new ArrayList<>(settings.access().channels());
    named.addAll(wanted.postedIn());
    return named;
  }

  /** Whether a channel's own settings remove permissions of the guild. */
  private boolean gaps(String id, DiscordProbe.Guild guild) {
    List<DiscordProbe.Gap> gaps = discord.gaps(id, named(), settings.access().channels().isEmpty());
    for (DiscordProbe.Gap gap : gaps) {
      Text what =
          Text.of(
              "check.discord.channel.lacks",
              Arg.name(gap.channel()),
              Arg.name(guild.name()),
              Arg.plain(String.join(", ", gap.missing())));
      if (gap.needed()) {
        report.problem(PART, what, Text.of("check.discord.channel.lacks.mend"));
      } else {
        report.warning(PART, what, Text.of("check.discord.channel.rooms.mend"));
      }
    }
    return !gaps.isEmpty();
  }

  private void roles(List<DiscordProbe.Guild> guilds) {
    AccessPolicy access = settings.access();
    Map<String, List<String>> named = new TreeMap<>();
    named.put("access.roles.operator", access.operators());
    named.put("access.roles.approver", access.approvers());
    named.put("access.roles.admin", access.admins());
    CheckedRoles.add(settings, named);
    named.entrySet().stream()
        .forEach(
            entry ->
                entry.getValue().stream()
                    .filter(role -> guilds.stream().noneMatch(g -> knows(g.roles(), role)))
                    .forEach(
                        role ->
                            report.problem(
                                PART,
                                Text.of(
                                    "check.discord.role.absent",
                                    Arg.code(entry.getKey()),
                                    Arg.name(role)),
                                Text.of("check.discord.role.mend"))));
    if (named.values().stream().allMatch(List::isEmpty)) {
      report.warning(
          PART, Text.of("check.discord.roles.none"), Text.of("check.discord.roles.mend"));
    } else if (access.approvers().isEmpty()
        && access.admins().isEmpty()
        && settings.approvals().required().values().stream().anyMatch(n -> n > 0)) {
      report.warning(
          PART, Text.of("check.discord.approvers.none"), Text.of("check.discord.approvers.mend"));
    }
  }

  private void channels(List<DiscordProbe.Guild> guilds) {
    settings.access().channels().forEach(c -> channel(guilds, "access.channels", c, false));
    if (wanted.approvalsChannel() != null) {
      channel(guilds, "discord.approvals-channel", wanted.approvalsChannel(), true);
    }
    if (wanted.auditChannel() != null) {
      channel(guilds, "discord.audit-channel", wanted.auditChannel(), true);
    }
  }

  /**
   * @param posted whether the bot posts there; otherwise commands are accepted in every channel of
   *     that name
   */
  private void channel(
      List<DiscordProbe.Guild> guilds, String key, String channel, boolean posted) {
    String idOrName = channel.startsWith("#") ? channel.substring(1) : channel;
    boolean found = false;
    for (DiscordProbe.Guild guild : guilds) {
      List<String> meant = meant(guild, idOrName);
      found |= !meant.isEmpty();
      if (posted && !meant.isEmpty() && guild.silent().containsAll(meant)) {
        report.problem(
            PART,
            Text.of("check.discord.channel.silent", Arg.code(key), Arg.name(channel)),
            Text.of("check.discord.channel.silent.mend"));
      } else if (posted && meant.size() > 1) {
        report.warning(
            PART,
            Text.of(
                "check.discord.channel.several",
                Arg.code(key),
                Arg.name(channel),
                Arg.number(meant.size()),
                Arg.name(guild.name())),
            Text.of("check.discord.channel.several.mend", Arg.code(meant.get(0))));
      }
    }
    if (!found) {
      report.problem(
          PART,
          Text.of("check.discord.channel.absent", Arg.code(key), Arg.name(channel)),
          Text.of("check.discord.channel.mend"));
    }
  }

  /** The ids of the channels with this id or name, the oldest first. */
  private static List<String> meant(DiscordProbe.Guild guild, String idOrName) {
    return guild.channels().containsKey(idOrName)
        ? List.of(idOrName)
        : guild.channels().entrySet().stream()
            .filter(c -> c.getValue().equals(idOrName))
            .map(Map.Entry::getKey)
            .sorted(Comparator.comparingInt(String::length).thenComparing(id -> id))
            .toList();
  }

  private static boolean knows(Map<String, String> namesById, String idOrName) {
    return namesById.containsKey(idOrName) || namesById.containsValue(idOrName);
  }
}
