package dev.snapclone.config;

import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigValue;
import dev.snapclone.access.RequestedAction;
import dev.snapclone.access.Rule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads {@code approvals.rules}. */
final class RulesReader {
  static final String KEY = "approvals.rules";

  private static final List<String> SYSTEMS = List.of("windows", "linux");
  private static final int BIG = 1_000_000;

  private final Values values;
  private final Problems problems;
  private final List<String> clouds;

  /**
   * @param clouds the configured clouds' names; empty when they could not be read
   */
  RulesReader(Values values, Problems problems, List<String> clouds) {
    this.values = values;
    this.problems = problems;
    this.clouds = clouds;
  }

  List<Rule> read() {
    List<Rule> rules = new ArrayList<>();
    if (!(values.value(KEY) instanceof ConfigList list)) {
      values.wrong(KEY, "must be a list, not " + values.shown(KEY), "Write rules = [ { … } ]");
      return rules;
    }
    int number = 0;
    for (ConfigValue item : list) {
      number++;
      String path = KEY + "[" + number + "]";
      int position = number;
      Block.at(path, item, problems).ifPresent(block -> rules.add(rule(block, position)));
    }
    return rules;
  }

  private Rule rule(Block block, int number) {
    String name = Objects.requireNonNullElse(block.text("name"), "rule " + number);
    Rule.Match match = block.block("match").map(this::match).orElse(Rule.Match.ALL);
    List<String> askers = new ArrayList<>();
    List<String> channels = new ArrayList<>();
    block
        .block("ask")
        .ifPresent(
            ask -> {
              askers.addAll(orEmpty(ask.names("roles")));
              askers.addAll(orEmpty(ask.names("people")));
              channels.addAll(orEmpty(ask.names("channels")));
              ask.reportEmpty("roles", "people", "channels");
              ask.reportUnknown();
            });
    Rule rule =
        new Rule(
            name,
            match,
            new Rule.Ask(denied(block), askers, channels, ReasonsReader.request(block, name)),
            new Rule.Needs(
                block.number("required", 0, 10),
                orEmpty(block.names("from")),
                block.flag("four-eyes"),
                block.duration("expire-after", Duration.ofSeconds(1)),
                block.duration("remind-after", Duration.ZERO),
                ReasonsReader.answers(block)));
    contradictions(block, rule);
    block.reportEmpty("from");
    block.reportUnknown();
    return rule;
  }

  private static void contradictions(Block block, Rule rule) {
    if (rule.ask().denied() != null
        && (rule.needs().required() != null || !rule.needs().approvers().isEmpty())) {
      block.wrong("deny", "stands beside what approval needs", "Remove deny, or required and from");
    }
    Integer required = rule.needs().required();
    if (required != null && required == 0 && !rule.needs().approvers().isEmpty()) {
      block.wrong("from", "names approvers, but required = 0 asks nobody", "Write required = 1");
    }
  }

  private Rule.Match match(Block block) {
    List<String> asked = orEmpty(block.texts("cloud"));
    for (String cloud : asked) {
      if (!clouds.isEmpty() && !clouds.contains(cloud)) {
        block.wrong(
            "cloud",
            "holds \"" + cloud + "\", which is no configured cloud",
            "There is " + String.join(", ", clouds));
      }
    }
    Rule.Match match =
        new Rule.Match(
            orEmpty(block.words("command", RequestedAction.COMMANDS)),
            asked,
            orEmpty(block.texts("project")),
            orEmpty(block.texts("instance")),
            orZero(block.number("vcpus", 1, BIG)),
            orZero(block.number("ram", 1, BIG)),
            orZero(block.number("disk", 1, BIG)),
            orEmpty(block.words("os", SYSTEMS)));
    block.reportEmpty("command", "cloud", "project", "instance", "os");
    block.reportUnknown();
    return match;
  }

  /** {@code deny = true}, or a message to people. */
  private static @Nullable String denied(Block block) {
    String deny = block.text("deny");
    return deny == null || deny.equals("false") ? null : deny.equals("true") ? "" : deny;
  }

  static List<String> orEmpty(@Nullable List<String> texts) {
    return texts == null ? List.of() : texts;
  }

  private static int orZero(@Nullable Integer number) {
    return number == null ? 0 : number;
  }
}
