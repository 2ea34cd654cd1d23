package dev.snapclone.approval;

import dev.snapclone.access.AccessPolicy;
import dev.snapclone.access.Place;
import dev.snapclone.access.ReasonDemand;
import dev.snapclone.access.Role;
import dev.snapclone.access.Rule;
import dev.snapclone.access.RuleBook;
import dev.snapclone.access.VisibleClouds;
import dev.snapclone.command.Authorization;
import dev.snapclone.command.Command;
import dev.snapclone.command.Invocation;
import dev.snapclone.command.OptionSpec;
import dev.snapclone.command.Reply;
import dev.snapclone.i18n.Text;
import dev.snapclone.i18n.Text.Arg;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** {@code /help}: what this person may run here, how it works, and what needs approval. */
public final class HelpCommand implements Command {
  private final Authorization rights;
  private final AccessPolicy access;
  private final RuleBook rules;
  private final Supplier<List<Command>> commands;

  /**
   * @param rules what jobs need
   * @param commands a supplier, since this command is one of them
   */
  public HelpCommand(Authorization rights, RuleBook rules, Supplier<List<Command>> commands) {
    this.rights = rights;
    this.access = rights.access();
    this.rules = rules;
    this.commands = commands;
  }

  @Override
  public String name() {
    return "help";
  }

  @Override
  public Role role() {
    return Role.NONE;
  }

  @Override
  public List<OptionSpec> options() {
    return List.of();
  }

  @Override
  public boolean makesJob() {
    return false;
  }

  @Override
  public Reply run(Invocation invocation) {
    VisibleClouds may = access.visible(invocation.actor(), invocation.place(), Role.OPERATOR);
    List<String> clouds = access.cloudNames().stream().filter(may::include).toList();
    String usual = access.usualCloud(invocation.place()).orElse("");
    String cloud = clouds.isEmpty() || clouds.contains(usual) ? usual : clouds.get(0);
    Place place = invocation.place();
    if (access.highestRole(invocation.actor(), place) == Role.NONE) {
      return Reply.of(
          Reply.Tone.INFO,
          Text.of("approval.help"),
          Text.of("approval.help.role.none"),
          whoMay(place, cloud),
          rights.whomToAsk(place, cloud));
    }
    Map<String, List<Command>> open = new LinkedHashMap<>();
    List<Text> rest = new ArrayList<>();
    Map<List<Text>, List<String>> needs = new LinkedHashMap<>();
    for (Command command : commands.get()) {
      Arg name = Arg.plain(command.name());
      Text why = whyNot(command, invocation, cloud);
      if (why != null) {
        rest.add(Text.of("approval.help.not", name, Arg.text(why)));
        continue;
      }
      open.computeIfAbsent(command.name().split(" ")[0], same -> new ArrayList<>()).add(command);
      if (command.makesJob()) {
        needs
            .computeIfAbsent(rulesOf(command, invocation, cloud), same -> new ArrayList<>())
            .add("/" + command.name());
      }
    }
    List<Text> lines = new ArrayList<>();
    open.forEach((word, same) -> lines.add(line(word, same)));
    lines.addAll(rest);
    if (clouds.size() < access.cloudNames().size() && !clouds.isEmpty()) {
      lines.add(Text.of("approval.help.clouds", Arg.name(String.join(", ", clouds))));
    }
    lines.add(Text.of("approval.help.flow"));
    Role role = access.roleOf(invocation.actor(), invocation.place(), cloud);
    lines.add(Text.of("approval.help.role." + role.name().toLowerCase(Locale.ROOT)));
    lines.add(whoMay(place, cloud));
    if (role == Role.NONE) {
      lines.add(rights.whomToAsk(place, cloud));
    }
    needs.forEach(
        (said, names) -> {
          Arg joined = Arg.plain(String.join(", ", names));
          lines.add(Text.of("approval.help.needs", joined, Arg.text(said.get(0))));
          lines.addAll(said.subList(1, said.size()));
        });
    return Reply.of(Reply.Tone.INFO, Text.of("approval.help"), lines.toArray(Text[]::new));
  }

  /** Who has which role, by the names that it has in the guild. */
  /** A line a command; subcommands share one. */
  private static Text line(String word, List<Command> same) {
    String seconds =
        same.stream()
            .map(command -> command.name().substring(word.length()))
            .collect(Collectors.joining(" |"));
    String key = seconds.isEmpty() ? same.get(0).key() : "command." + word;
    return Text.of("approval.help.line", Arg.plain(word + seconds), Arg.text(Text.of(key)));
  }

  private Text whoMay(Place place, String cloud) {
    List<String> admins = access.holders(Role.ADMIN, place, cloud);
    return Text.of(
        "approval.help.who",
        holders(Role.OPERATOR, place, cloud),
        holders(Role.APPROVER, place, cloud),
        Arg.text(
            admins.isEmpty()
                ? Text.of("approval.help.admins")
                : Text.of(
                    "approval.help.admins-and",
                    Arg.name(rights.names().list(place.guild(), admins)))));
  }

  private Arg holders(Role role, Place place, String cloud) {
    List<String> holders = access.holders(role, place, cloud);
    return holders.isEmpty()
        ? Arg.text(Text.of("approval.help.nobody"))
        : Arg.name(rights.names().list(place.guild(), holders));
  }

  /** Null when they may. */
  private @Nullable Text whyNot(Command command, Invocation invocation, String cloud) {
    boolean about = command.options().stream().anyMatch(o -> o.name().equals(Invocation.CLOUD));
    if (about && !cloud.isEmpty() && !access.mayUse(invocation.place().guild(), cloud)) {
      return Text.of("approval.help.not.cloud", Arg.name(cloud));
    }
    Role role =
        about
            ? access.roleOf(invocation.actor(), invocation.place(), cloud)
            : access.highestRole(invocation.actor(), invocation.place());
    if (role.covers(command.role())) {
      return null;
    }
    List<String> holders = access.holders(command.role(), invocation.place(), cloud);
    return holders.isEmpty()
        ? Text.of("approval.help.not.role." + command.role().name().toLowerCase(Locale.ROOT))
        : Text.of(
            holders.size() == 1 ? "approval.help.not.role" : "approval.help.not.roles",
            Arg.name(rights.names().list(invocation.place().guild(), holders)));
  }

  /** First the approvals that a command needs, then what this person may not use it for. */
  private List<Text> rulesOf(Command command, Invocation invocation, String cloud) {
    List<Text> lines = new ArrayList<>();
    lines.add(PolicyText.needs(rules.defaultsFor(command.ruledAs())));
    if (rules.reasons().usual().required()) {
      lines.add(Text.of("approval.help.reason", Arg.text(PolicyText.match(Rule.Match.ALL))));
    }
    for (Rule rule : rules.rules()) {
      if (!rule.match().mayFit(command.ruledAs(), cloud)) {
        continue;
      }
      ReasonDemand reason = rule.ask().reason();
      if (reason != null && reason.required()) {
        lines.add(Text.of("approval.help.reason", Arg.text(PolicyText.match(rule.match()))));
      }
      if (!rule.mayRequest(invocation.actor(), invocation.place())) {
        lines.add(
            Text.of(
                "approval.help.rule",
                Arg.text(PolicyText.match(rule.match())),
                Arg.name(rule.name()),
                Arg.text(
                    PolicyText.whyNot(
                        rule,
                        invocation.actor(),
                        one -> rights.names().of(invocation.place().guild(), one)))));
      }
    }
    return lines;
  }
}
