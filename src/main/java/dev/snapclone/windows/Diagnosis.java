package dev.snapclone.windows;

import dev.snapclone.cloud.Port;
import dev.snapclone.cloud.SecurityGroup;
import dev.snapclone.command.Button;
import dev.snapclone.command.Reply;
import dev.snapclone.i18n.Text;
import dev.snapclone.i18n.Text.Arg;
import dev.snapclone.procedure.CloneMade;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Describes the result of a check of a clone, and what to do about it. */
final class Diagnosis {
  static final String DONE = "i-have-done-it";

  /** No security group allows RDP. */
  static final String GROUPS_CLOSED = "windows.done.groups-closed";

  private static final String ISOLATED = "windows.done.isolated";
  private static final String GROUPS_OPEN = "windows.done.groups-open";
  private static final String NO_PORT_SECURITY = "windows.done.no-port-security";
  private static final Set<String> NO_REASON = Set.of(GROUPS_OPEN, NO_PORT_SECURITY);

  private static final Arg PORT = Arg.plain(Integer.toString(ReachCheck.RDP));
  private static final Set<String> ANYWHERE = Set.of("0.0.0.0/0", "::/0");

  private Diagnosis() {}

  static Reply answers(CloneMade clone, String ip) {
    return answers("windows.done.answers", clone, ip);
  }

  /** It answers without a person's help. */
  static Reply arrived(CloneMade clone, String ip) {
    return answers("windows.automatic.answers", clone, ip);
  }

  private static Reply answers(String headline, CloneMade clone, String ip) {
    return Reply.of(
        Reply.Tone.SUCCESS,
        Text.of(headline, Arg.name(clone.copy().name()), Arg.code(ip)),
        Text.of("windows.done.connect", Arg.code(ip)),
        Text.of("windows.page.check.look"),
        Text.of("windows.guide.ready"));
  }

  /**
   * It does not answer, and the likely reasons, in four lines at most; the guide has the rest.
   *
   * @param until the end of the automatic checks; null for none
   */
  static Reply notYet(CloneMade clone, ReachCheck.Seen seen, @Nullable Instant until) {
    List<Text> lines = new ArrayList<>();
    Text headline =
        Text.of(
            "windows.done.not-yet",
            Arg.name(clone.copy().name()),
            Arg.code(String.join(", ", seen.results().keySet())));
    if (!seen.instance().running()) {
      // As long as this holds, nothing else can be the reason.
      lines.add(Text.of("windows.done.not-running", Arg.code(seen.instance().state().status())));
    } else if (isolated(clone, seen)) {
      lines.add(securityGroups(clone, seen));
    } else if (onlyNoRoute(seen)) {
      headline = Text.of("windows.done.no-way", Arg.name(clone.copy().name()));
      lines.add(yourself(seen));
      inTheWay(clone, seen).ifPresent(lines::add);
    } else {
      Optional<Text> blocked = inTheWay(clone, seen);
      blocked.ifPresent(lines::add);
      if (seen.any(Reachability.Result.REFUSED)) {
        headline = Text.of("windows.done.is-there", Arg.name(clone.copy().name()));
        lines.add(Text.of("windows.done.rdp-off"));
      } else {
        lines.add(Text.of("windows.done.wait"));
        if (blocked.isEmpty()) {
          lines.add(Text.of("windows.done.bot-network"));
        }
      }
    }
    if (until != null) {
      lines.add(Text.of("windows.done.until", Arg.time(until)));
    }
    return new Reply(Reply.Tone.INFO, headline, lines, buttons(clone), null, null);
  }

  static List<Button> buttons(CloneMade clone) {
    return List.of(
        new Button(DONE, clone.job(), Button.Style.SUCCESS),
        new Button(OpenConsolePress.NAME, clone.job(), Button.Style.SECONDARY));
  }

  /** The result for each address. */
  static List<Text> results(ReachCheck.Seen seen) {
    List<Text> lines = new ArrayList<>();
    seen.results().forEach((ip, result) -> lines.add(said(ip, result)));
    return lines;
  }

  /** Whether another check can give another result. */
  static boolean worthAsking(CloneMade clone, ReachCheck.Seen seen) {
    return seen.instance().running() && !onlyNoRoute(seen) && !isolated(clone, seen);
  }

  /** Whether its isolation allows no RDP at all. */
  private static boolean isolated(CloneMade clone, ReachCheck.Seen seen) {
    return clone.isolated() && securityGroups(clone, seen).key().equals(ISOLATED);
  }

  static boolean onlyNoRoute(ReachCheck.Seen seen) {
    return seen.results().values().stream().allMatch(r -> r == Reachability.Result.NO_ROUTE);
  }

  static Text yourself(ReachCheck.Seen seen) {
    String ip = seen.results().keySet().iterator().next();
    return Text.of(
        "windows.done.yourself",
        Arg.code("Test-NetConnection " + ip + " -Port " + ReachCheck.RDP),
        Arg.code("nc -vz " + ip + " " + ReachCheck.RDP));
  }

  private static Text said(String ip, Reachability.Result result) {
    String key =
        switch (result) {
          case OPEN, REFUSED -> "windows.done.refused";
          case SILENT -> "windows.done.silent";
          case NO_ROUTE -> "windows.done.no-route";
        };
    return Text.of(key, Arg.code(ip), PORT);
  }

  /** Whether the security groups allow RDP; they are the usual reason. */
  static Text securityGroups(CloneMade clone, ReachCheck.Seen seen) {
    List<Port> ports = seen.cloud().ports(seen.instance().id());
    if (!ports.isEmpty() && ports.stream().noneMatch(Port::portSecurity)) {
      return Text.of(NO_PORT_SECURITY);
    }
    Set<String> ids =
        ports.stream().flatMap(p -> p.securityGroupIds().stream()).collect(Collectors.toSet());
    List<SecurityGroup> groups =
        seen.cloud().securityGroups().stream().filter(g -> ids.contains(g.id())).toList();
    if (groups.isEmpty()) {
      return Text.of("windows.done.no-groups", PORT);
    }
    Arg names =
        Arg.name(groups.stream().map(SecurityGroup::name).collect(Collectors.joining(", ")));
    List<SecurityGroup.Rule> rules =
        groups.stream()
            .flatMap(g -> g.rules().stream())
            .filter(r -> r.allowsTcp(ReachCheck.RDP))
            .toList();
    Arg count = Arg.number(groups.size());
    if (clone.isolated() && rules.stream().noneMatch(Diagnosis::fromAnywhere)) {
      // Blocked on purpose, so suggest no rule that would undo it.
      return rules.isEmpty()
          ? Text.of(ISOLATED)
          : Text.of(
              "windows.done.isolated-some",
              Arg.text(sources(rules, seen.cloud().securityGroups())));
    }
    if (rules.isEmpty()) {
      return Text.of(GROUPS_CLOSED, names, count, PORT, Arg.name(groups.get(0).name()));
    }
    if (rules.stream().anyMatch(Diagnosis::fromAnywhere)) {
      return Text.of(GROUPS_OPEN, names, count, PORT);
    }
    return Text.of(
        "windows.done.groups-some",
        names,
        count,
        PORT,
        Arg.text(sources(rules, seen.cloud().securityGroups())));
  }

  /** The security groups, unless they are not the reason. */
  private static Optional<Text> inTheWay(CloneMade clone, ReachCheck.Seen seen) {
    return Optional.of(securityGroups(clone, seen)).filter(it -> !NO_REASON.contains(it.key()));
  }

  /** Whether {@link #securityGroups} says that nobody can connect. */
  static boolean closed(Text groups) {
    return groups.key().equals(GROUPS_CLOSED) || groups.key().equals(ISOLATED);
  }

  private static boolean fromAnywhere(SecurityGroup.Rule rule) {
    return rule.remoteGroupId() == null
        && (rule.remoteCidr() == null || ANYWHERE.contains(rule.remoteCidr()));
  }

  /** The networks, then the groups whose members may connect. */
  private static Text sources(List<SecurityGroup.Rule> rules, List<SecurityGroup> all) {
    Set<String> networks = new TreeSet<>();
    Set<String> groups = new TreeSet<>();
    for (SecurityGroup.Rule rule : rules) {
      String group = rule.remoteGroupId();
      if (group != null) {
        groups.add(
            all.stream()
                .filter(g -> g.id().equals(group))
                .map(SecurityGroup::name)
                .findFirst()
                .orElse(group));
      } else if (rule.remoteCidr() != null) {
        networks.add(rule.remoteCidr());
      }
    }
    Arg from = Arg.name(String.join(", ", networks));
    Arg members = Arg.name(String.join(", ", groups));
    if (groups.isEmpty()) {
      return Text.of("windows.done.from-networks", from);
    }
    return networks.isEmpty()
        ? Text.of("windows.done.from-groups", members)
        : Text.of("windows.done.from-both", from, members);
  }
}
