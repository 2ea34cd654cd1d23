package dev.snapclone.access;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The policy: who may ask for which job, and what it needs before it runs. The first rule that fits
 * counts, for each name in the line of what the job is about, and of those the strictest; where
 * none fits, the defaults.
 *
 * @param rules in order
 * @param required how many must say yes where no rule says otherwise, by command
 * @param defaults everything else where no rule says otherwise; its count is that of commands that
 *     {@code required} does not name
 */
public record RuleBook(List<Rule> rules, Map<String, Integer> required, Terms defaults) {
  public RuleBook {
    rules = List.copyOf(rules);
    required = Map.copyOf(required);
    Objects.requireNonNull(defaults, "defaults");
  }

  /** Defaults without rules. */
  public static RuleBook of(Map<String, Integer> required, boolean fourEyes, Duration expireAfter) {
    return new RuleBook(
        List.of(),
        required,
        new Terms(0, fourEyes, expireAfter, Duration.ofHours(1), List.of(), Reasons.NONE, ""));
  }

  /**
   * The rules that count for a job: for each name in its line the first that fits, with those
   * before it that seem to; an empty one for the defaults. Where the line is not known to its
   * beginning, also all that are the first for some name.
   */
  private List<Optional<Rule>> rulesFor(RequestedAction action) {
    List<Optional<Rule>> counting = new ArrayList<>();
    for (String name : action.instances().known()) {
      addUntil(rule -> rule.match().fit(action, name), counting);
    }
    if (!action.instances().complete()) {
      addUntil(rule -> rule.match().fitOfUnknownName(action), counting);
    }
    return counting;
  }

  /** The rules that may count, up to the first that does for certain. */
  private void addUntil(Function<Rule, NamePattern.Fit> fits, List<Optional<Rule>> counting) {
    for (Rule rule : rules) {
      NamePattern.Fit fit = fits.apply(rule);
      if (fit != NamePattern.Fit.NOT) {
        counting.add(Optional.of(rule));
      }
      if (fit == NamePattern.Fit.FITS) {
        return;
      }
    }
    counting.add(Optional.empty());
  }

  /**
   * The rules that never count, since one before them fits whatever they fit; each with the first
   * such one. Certain cases only.
   */
  public List<Shadowed> shadowed() {
    List<Shadowed> found = new ArrayList<>();
    for (int later = 1; later < rules.size(); later++) {
      for (int earlier = 0; earlier < later; earlier++) {
        if (rules.get(earlier).match().covers(rules.get(later).match())) {
          found.add(new Shadowed(later, earlier));
          break;
        }
      }
    }
    return found;
  }

  /**
   * A rule that never counts.
   *
   * @param rule its place among the rules, from 0
   * @param by the place of the one before it that fits whatever it fits
   */
  public record Shadowed(int rule, int by) {}

  /** What the defaults ask of a command. */
  public Terms defaultsFor(String command) {
    return new Terms(
        required.getOrDefault(command, defaults.required()),
        defaults.fourEyes(),
        defaults.expireAfter(),
        defaults.remindAfter(),
        defaults.approvers(),
        defaults.reasons(),
        "");
  }

  /**
   * Whether a person may ask for a job there, and what it needs: by the strictest of the rules that
   * count. A denial is stricter than a limit on who may ask and where, and that than any number of
   * approvals.
   */
  public Verdict judge(RequestedAction action, Actor asker, Place place) {
    return rulesFor(action).stream()
        .map(rule -> verdict(rule.orElse(null), action.command(), asker, place))
        .reduce(Verdict::and)
        .orElseThrow();
  }

  private Verdict verdict(@Nullable Rule rule, String command, Actor asker, Place place) {
    Terms usual = defaultsFor(command);
    if (rule == null) {
      return new Verdict(Answer.ALLOWED, null, usual);
    }
    Answer answer = Answer.ALLOWED;
    if (rule.denied() != null) {
      answer = Answer.DENIED;
    } else if (!rule.asker(asker)) {
      answer = Answer.NOT_THIS_PERSON;
    } else if (!rule.mayRequest(asker, place)) {
      answer = Answer.NOT_THIS_CHANNEL;
    }
    return new Verdict(answer, rule, rule.over(usual));
  }

  /** Whether some rule lets this person say yes who may have no approver role. */
  public boolean namesAsApprover(Actor actor) {
    return rules.stream().anyMatch(rule -> actor.isOneOf(rule.approvers()));
  }

  /** Whether somebody may ask; each is stricter than the ones before it. */
  public enum Answer {
    ALLOWED,
    NOT_THIS_CHANNEL,
    NOT_THIS_PERSON,
    /** Nobody may. */
    DENIED
  }

  /**
   * What the policy says of a job.
   *
   * @param answer whether it may be asked for
   * @param rule the rule that says so; null for the defaults
   * @param terms what it needs
   */
  public record Verdict(Answer answer, @Nullable Rule rule, Terms terms) {
    /** The stricter of two. */
    Verdict and(Verdict other) {
      Verdict stricter = other.answer.compareTo(answer) > 0 ? other : this;
      return new Verdict(stricter.answer, stricter.rule, terms.and(other.terms));
    }
  }
}
