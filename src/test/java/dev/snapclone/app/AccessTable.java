package dev.snapclone.app;

import dev.snapclone.access.Role;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Who may what where, written out by hand: what {@link AccessTableTest} holds the bot to. */
final class AccessTable {
  /** The usual cloud, and one that has its own people. */
  static final List<String> CLOUDS = List.of("demo", "other");

  /**
   * What each Discord role makes of a person, where: in the cloud {@code demo}, in {@code other},
   * and where no cloud or any is meant. In the channel lab others are operators; the guild limited
   * has other operators, and may use {@code other} alone.
   */
  static final Map<String, Map<String, Role>> TABLE =
      table(
          """
          role    ops/demo ops/other ops/any   lab/demo lab/other lab/any  limited/demo limited/other limited/any
          nobody  none     none      none      none     none      none     none         none          none
          op      operator none      operator  none     none      none     none         none          none
          ap      approver none      approver  approver none      approver none         none          approver
          ad      admin    none      admin     admin    none      admin    none         none          admin
          gop     none     none      none      none     none      none     none         none          operator
          chop    none     none      none      operator none      operator none         none          none
          cop     none     operator  operator  none     operator  operator none         operator      operator
          cap     none     approver  approver  none     approver  approver none         approver      approver
          cad     none     admin     admin     none     admin     admin    none         admin         admin
          owner   admin    admin     admin     admin    admin     admin    none         admin         admin
          """);

  /** People with one role, and with different ones in different clouds. */
  static final List<String> PEOPLE =
      List.of(
          "nobody", "op", "ap", "ad", "gop", "chop", "cop", "cap", "cad", "owner", "ap cop",
          "ad cop", "op cad", "ad cap");

  /** The least role of each command, and of what it is about: a cloud, or none or all of them. */
  static final Map<String, String> COMMANDS =
      Map.ofEntries(
          Map.entry("snapshot", "operator cloud"),
          Map.entry("clone", "operator cloud"),
          Map.entry("copy", "operator cloud"),
          Map.entry("verify", "operator cloud"),
          Map.entry("delete", "operator cloud"),
          Map.entry("orphans", "operator cloud"),
          Map.entry("instances", "operator cloud"),
          Map.entry("snapshots", "operator cloud"),
          Map.entry("schedule add", "operator cloud"),
          Map.entry("schedule list", "operator any"),
          Map.entry("schedule pause", "operator any"),
          Map.entry("schedule resume", "operator any"),
          Map.entry("schedule remove", "operator any"),
          Map.entry("jobs", "operator any"),
          Map.entry("job", "operator any"),
          Map.entry("notify", "operator any"),
          Map.entry("audit", "admin any"),
          Map.entry("help", "none any"));

  /** What an option's completion shows: a cloud's things, clouds, all clouds' things, or words. */
  static final Map<String, String> COMPLETIONS =
      Map.ofEntries(
          Map.entry("server-name", "cloud"),
          Map.entry("snapshot-id", "cloud"),
          Map.entry("clone", "cloud"),
          Map.entry("older-than", "cloud"),
          Map.entry("flavor", "cloud"),
          Map.entry("availability-zone", "cloud"),
          Map.entry("volume-type", "cloud"),
          Map.entry("server-group", "cloud"),
          Map.entry("network", "cloud"),
          Map.entry("keypair", "cloud"),
          Map.entry("security-groups", "cloud"),
          Map.entry("cloud", "clouds"),
          Map.entry("instance", "all"),
          Map.entry("id", "jobs"),
          Map.entry("schedule-id", "jobs"),
          Map.entry("at", "cloud"),
          Map.entry("time-zone", "cloud"),
          Map.entry("count", "cloud"),
          Map.entry("since", "words"));

  /** What is about a job: the least role, and that on somebody else's. */
  static final Map<String, String> JOB_BUTTONS =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("approve", "none none"),
              Map.entry("approve-why", "none none"),
              Map.entry("deny", "none none"),
              Map.entry("deny-why", "none none"),
              Map.entry("details", "none none"),
              Map.entry("details-more", "none none"),
              Map.entry("add-reason", "operator operator"),
              Map.entry("cancel-job", "operator admin"),
              Map.entry("retry", "operator admin"),
              Map.entry("clean-up", "operator admin"),
              Map.entry("open-console", "operator approver"),
              Map.entry("clone-this", "operator operator"),
              Map.entry("verify", "operator operator"),
              Map.entry("delete-clone", "operator operator"),
              Map.entry("delete-snapshot", "operator operator"),
              Map.entry("lift-isolation", "operator operator"),
              Map.entry("extend-lease", "operator operator"),
              Map.entry("keep-lease", "operator operator"),
              Map.entry("windows-steps", "operator operator"),
              Map.entry("linux-checklist", "operator operator"),
              Map.entry("i-have-done-it", "operator operator"),
              Map.entry("guide-back", "operator operator"),
              Map.entry("guide-next", "operator operator"),
              Map.entry("guide-short", "operator operator"),
              Map.entry("guide-steps", "operator operator"),
              Map.entry("guide-center", "operator operator"),
              Map.entry("guide-sconfig", "operator operator"),
              Map.entry("guide-powershell", "operator operator"),
              Map.entry("guide-other", "operator operator"),
              Map.entry("guide-labels", "operator operator")));

  /** What answers a private question: the command that asks it, and the least role. */
  static final Map<String, String> DRAFT_BUTTONS =
      Map.ofEntries(
          Map.entry("go-ahead", "snapshot operator"),
          Map.entry("cancel-draft", "snapshot operator"),
          Map.entry("choose", "snapshot operator"),
          Map.entry("give-reason", "snapshot operator"),
          Map.entry("list-newer", "instances operator"),
          Map.entry("list-older", "audit admin"),
          Map.entry("list-back", "audit admin"),
          Map.entry("list-entry", "instances operator"),
          Map.entry("list-snapshot", "instances operator"),
          Map.entry("list-copy", "instances operator"),
          Map.entry("list-clone", "instances operator"),
          Map.entry("list-verify", "instances operator"),
          Map.entry("list-delete", "instances operator"),
          Map.entry("delete-foreign", "snapshot operator"),
          Map.entry("clean-orphans", "snapshot operator"),
          Map.entry("audit-older", "audit admin"));

  private AccessTable() {}

  private static Map<String, Map<String, Role>> table(String text) {
    List<String[]> rows = text.lines().map(line -> line.strip().split(" +")).toList();
    Map<String, Map<String, Role>> table = new HashMap<>();
    for (String[] row : rows.subList(1, rows.size())) {
      Map<String, Role> roles = new HashMap<>();
      for (int i = 1; i < row.length; i++) {
        roles.put(rows.get(0)[i], role(row[i]));
      }
      table.put(row[0], roles);
    }
    return table;
  }

  static Role role(String word) {
    return Role.valueOf(word.toUpperCase(Locale.ROOT));
  }

  static boolean may(String person, String place, String about, Role needed) {
    return List.of(person.split(" ")).stream()
        .map(
            role -> TABLE.getOrDefault(role, Map.of()).getOrDefault(place + "/" + about, Role.NONE))
        .anyMatch(role -> role.ordinal() >= needed.ordinal());
  }
}
