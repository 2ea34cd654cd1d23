package dev.snapclone.approval;

import dev.snapclone.access.Actor;
import dev.snapclone.access.Reasons;
import dev.snapclone.access.Rule;
import dev.snapclone.access.RuleBook;
import dev.snapclone.access.Terms;
import dev.snapclone.i18n.Text;
import dev.snapclone.i18n.Text.Arg;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** Describes the policy in sentences. */
public final class PolicyText {
  private PolicyText() {}

  /** All rules in order, then the defaults, a line each. */
  public static List<Text> of(RuleBook rules) {
    List<Text> lines = new ArrayList<>();
    for (Rule rule : rules.rules()) {
      Terms usual = rules.defaultsFor("");
      lines.add(
          Text.of(
              "approval.rule",
              Arg.number(lines.size() + 1L),
              Arg.name(rule.name()),
              Arg.text(match(rule.match())),
              Arg.text(effect(rule, rule.withDefaults(usual)))));
    }
    Map<String, Integer> required = new TreeMap<>(rules.required());
    required.forEach(
        (command, count) ->
            lines.add(
                Text.of(
                    rules.rules().isEmpty() ? "approval.rule.usual" : "approval.rule.otherwise",
                    Arg.code(command),
                    Arg.text(needs(rules.defaultsFor(command))))));
    return lines;
  }

  /** What a rule applies to. */
  public static Text match(Rule.Match match) {
    List<Text> parts = new ArrayList<>();
    parts.add(
        match.commands().isEmpty()
            ? Text.of("approval.rule.match.all")
            : Text.of("approval.rule.match.command", listed(match.commands())));
    add(parts, "approval.rule.match.cloud", match.clouds());
    add(parts, "approval.rule.match.project", match.projects());
    add(parts, "approval.rule.match.instance", match.instances());
    add(parts, "approval.rule.match.os", match.os());
    if (match.vcpus() > 0) {
      parts.add(Text.of("approval.rule.match.vcpus", Arg.number(match.vcpus())));
    }
    if (match.ramGb() > 0) {
      parts.add(Text.of("approval.rule.match.ram", Arg.gigabytes(match.ramGb())));
    }
    if (match.diskGb() > 0) {
      parts.add(Text.of("approval.rule.match.disk", Arg.gigabytes(match.diskGb())));
    }
    return joined("approval.rule.words", parts);
  }

  private static void add(List<Text> parts, String key, List<String> words) {
    if (!words.isEmpty()) {
      parts.add(Text.of(key, listed(words)));
    }
  }

  private static Text effect(Rule rule, Terms terms) {
    if (rule.ask().denied() != null) {
      return Text.of("approval.rule.denied");
    }
    List<Text> parts = new ArrayList<>();
    add(parts, "approval.rule.askers", rule.ask().askers());
    add(parts, "approval.rule.channels", rule.ask().channels());
    parts.add(
        rule.needs().required() == null && rule.needs().approvers().isEmpty()
            ? Text.of("approval.rule.as-usual")
            : needs(terms));
    if (rule.ask().reason() != null && rule.ask().reason().required()) {
      parts.add(Text.of("approval.rule.reason.request"));
    }
    return joined("approval.rule.and", parts);
  }

  public static Text needs(Terms terms) {
    if (terms.required() == 0 && terms.approvers().isEmpty()) {
      return Text.of("approval.rule.none");
    }
    List<Text> parts = new ArrayList<>();
    parts.add(
        terms.approvers().isEmpty()
            ? Text.of("approval.rule.required", Arg.number(terms.required()))
            : Text.of(
                "approval.rule.required-from",
                Arg.number(terms.required()),
                listed(terms.approvers())));
    if (terms.fourEyes()) {
      parts.add(Text.of("approval.rule.four-eyes"));
    }
    parts.add(Text.of("approval.rule.within", Arg.duration(terms.expireAfter())));
    if (terms.reasons() != Reasons.NONE) {
      parts.add(Text.of("approval.rule.reason." + terms.reasons().name().toLowerCase(Locale.ROOT)));
    }
    return joined("approval.rule.and", parts);
  }

  /**
   * Why a person may not request what a rule is about.
   *
   * @param name what a configured id or name is called
   */
  static Text whyNot(Rule rule, Actor actor, UnaryOperator<String> name) {
    if (rule.ask().denied() != null) {
      return Text.of("approval.help.rule.denied");
    }
    return rule.allowsRequester(actor)
        ? Text.of(
            "approval.help.rule.channel", listed(rule.ask().channels().stream().map(name).toList()))
        : Text.of(
            "approval.help.rule.person", listed(rule.ask().askers().stream().map(name).toList()));
  }

  private static Arg listed(List<String> words) {
    return Arg.name(String.join(", ", words));
  }

  private static Text joined(String key, List<Text> parts) {
    Text all = Objects.requireNonNull(parts.get(0));
    for (Text part : parts.subList(1, parts.size())) {
      all = Text.of(key, Arg.text(all), Arg.text(part));
    }
    return all;
  }
}
