package dev.snapclone.config;

import dev.snapclone.access.BoundedPattern;
import dev.snapclone.access.ReasonDemand;
import dev.snapclone.access.Reasons;
import dev.snapclone.access.RequestReasons;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads which actions need a reason, and what the reason of a request must look like. */
final class ReasonsReader {
  static final String PATTERN = "reason-pattern";
  static final String HINT = "reason-hint";
  private static final String KEY = "approvals.reason";
  private static final String TICKETS = "approvals.tickets";
  private static final String REQUEST = "request";

  /** Of what a reason may be demanded: of nothing, of the request, of the answers. */
  static final List<String> WORDS = List.of("none", REQUEST, "denial", "approval", "both");

  /**
   * The placeholder must be after the host: what people write must not choose where a link leads.
   */
  private static final Pattern TEMPLATE =
      Pattern.compile("https?://[^\\s()<>\\\\{}/]+/[^\\s()<>\\\\{}]*\\{1}[^\\s()<>\\\\{}]*");

  private final Values values;

  ReasonsReader(Values values) {
    this.values = values;
  }

  /** The answers that need a reason by default. */
  Reasons answers() {
    return answers(words());
  }

  /** The default demand on a request's reason. */
  RequestReasons requests() {
    String pattern = orEmpty(values.text("approvals." + PATTERN));
    String key = "approvals." + PATTERN;
    if (!pattern.isEmpty()) {
      BoundedPattern.problem(pattern).ifPresent(why -> values.wrong(key, why, mendOf(key)));
    }
    String tickets = orEmpty(values.text(TICKETS));
    if (!tickets.isEmpty() && !TEMPLATE.matcher(tickets).matches()) {
      values.wrong(
          TICKETS,
          "must be a web address with " + RequestReasons.NUMBER + " behind its host",
          "Write " + TICKETS + " = \"https://tickets.example/browse/{1}\"");
    }
    String hint = orEmpty(values.text("approvals." + HINT));
    return new RequestReasons(
        new ReasonDemand("", words().contains(REQUEST), pattern, hint), tickets);
  }

  private List<String> words() {
    List<String> words = values.oneOrMore(KEY);
    for (String word : words) {
      if (!WORDS.contains(word)) {
        values.wrong(
            KEY,
            "must be one of " + String.join(", ", WORDS) + ", or a list of them",
            "Write " + KEY + " = " + REQUEST);
        return List.of();
      }
    }
    return words;
  }

  /** The answers that need a reason under a rule; null for the default. */
  static @Nullable Reasons answers(Block rule) {
    List<String> words = rule.words("reason", WORDS);
    return words == null || words.isEmpty() ? null : answers(words);
  }

  private static Reasons answers(List<String> words) {
    boolean both = words.contains("both");
    boolean denial = both || words.contains("denial");
    boolean approval = both || words.contains("approval");
    return denial
        ? approval ? Reasons.BOTH : Reasons.DENIAL
        : approval ? Reasons.APPROVAL : Reasons.NONE;
  }

  /** A rule's demand on a request's reason; null for the default. */
  static @Nullable ReasonDemand request(Block rule, String name) {
    List<String> words = rule.words("reason", WORDS);
    Optional<String> pattern = Optional.ofNullable(rule.text(PATTERN));
    pattern
        .flatMap(BoundedPattern::problem)
        .ifPresent(why -> rule.wrong(PATTERN, why, mendOf(PATTERN)));
    Optional<String> hint = Optional.ofNullable(rule.text(HINT));
    if (words == null || words.isEmpty()) {
      if (pattern.isPresent() || hint.isPresent()) {
        rule.wrong(
            pattern.isPresent() ? PATTERN : HINT,
            "stands without reason = " + REQUEST,
            "Add reason = " + REQUEST + ", or remove it");
      }
      return null;
    }
    return new ReasonDemand(name, words.contains(REQUEST), pattern.orElse(""), hint.orElse(""));
  }

  private static String mendOf(String key) {
    return "Write " + key + " = \"[A-Z]+-[0-9]+\", for example";
  }

  private static String orEmpty(@Nullable String text) {
    return Objects.requireNonNullElse(text, "");
  }
}
