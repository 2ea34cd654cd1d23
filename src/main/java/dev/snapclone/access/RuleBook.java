package dev.snapclone.access;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The policy: who may request which job, and which approvals it needs. For each name in the lineage
 * of the job's subject the first matching rule applies, or else the defaults; of these, the
 * strictest counts.
 *
 * @param rules in order
 * @param required the default number of approvals by command
 * @param defaults the other defaults, and the number of approvals of commands that are missing in
 *     {@code required}
 * @param reasons what a reason for requesting must be like where no rule says so
 */
public record RuleBook(
    List<Rule> rules, Map<String, Integer> required, Terms defaults, RequestReasons reasons) {
  public RuleBook {
    rules = List.copyOf(rules);
    required = Map.copyOf(required);
    Objects.requireNonNull(defaults, "defaults");
    Objects.requireNonNull(reasons, "reasons");
  }

  /** Wants no reason for asking. */
  public RuleBook(List<Rule> rules, Map<String, Integer> required, Terms defaults) {
    this(rules, required, defaults, RequestReasons.NONE);
  }

  /** A policy without rules. */
  public static RuleBook of(Map<String, Integer> required, boolean fourEyes, Duration expireAfter) {
    return new RuleBook(
        List.of(),
        required,
        new Terms(0, fourEyes, expireAfter, Duration.ofHours(1), List.of(), Reasons.NONE, ""));
  }

  /**
   * The rules that apply to a job: for each name in its lineage the first match, and any look-alike
   * matches before it; empty stands for the defaults. If the lineage is incomplete, also every rule
   * that is the first match of some name.
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

  /** Adds the rules that may match, up to the first certain match. */
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
   * The rules that never apply, since an earlier one matches everything that they match. Finds
   * certain cases only.
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

  /** A rule that never applies, and the first earlier one that covers it, by their indexes. */
  public record Shadowed(int rule, int by) {}

  /** The default terms of a command, and of what it will do without asking again. */
  public Terms defaultsFor(String command) {
    return RequestedAction.partsOf(command).stream()
        .map(this::defaultsForOne)
        .reduce(Terms::and)
        .orElseThrow();
  }

  private Terms defaultsForOne(String command) {
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
   * Whether a person may request a job in that place, and what it needs, by the strictest rule that
   * applies. A denial is stricter than a limit on people or channels, which is stricter than any
   * number of approvals. The deletion of what others made is judged as any deletion, too, so that
   * no rule for that is evaded.
   */
  public Verdict judge(RequestedAction action, Actor asker, Place place) {
    return RequestedAction.partsOf(action.command()).stream()
        .map(action::as)
        .flatMap(
            part ->
                rulesFor(part).stream()
                    .map(rule -> verdict(rule.orElse(null), part.command(), asker, place)))
        .reduce(Verdict::and)
        .orElseThrow();
  }

  private Verdict verdict(@Nullable Rule rule, String command, Actor asker, Place place) {
    Terms usual = defaultsForOne(command);
    if (rule == null) {
      return new Verdict(Answer.ALLOWED, null, usual, List.of(reasons.usual()));
    }
    Answer answer = Answer.ALLOWED;
    if (rule.ask().denied() != null) {
      answer = Answer.DENIED;
    } else if (!rule.allowsRequester(asker)) {
      answer = Answer.NOT_THIS_PERSON;
    } else if (!rule.mayRequest(asker, place)) {
      answer = Answer.NOT_THIS_CHANNEL;
    }
    ReasonDemand reason =
        rule.ask().reason() == null ? reasons.usual() : rule.ask().reason().orElse(reasons.usual());
    return new Verdict(answer, rule, rule.withDefaults(usual), List.of(reason));
  }

  /** The address of the ticket that a reason names; empty for none. */
  public Optional<String> ticket(Verdict verdict, String reason) {
    return reasons.link(verdict.reasons().stream(), reason);
  }

  /** Whether some rule allows this person to approve, even without the approver role. */
  public boolean namesAsApprover(Actor actor) {
    return rules.stream().anyMatch(rule -> actor.isOneOf(rule.needs().approvers()));
  }

  /** Whether a job may be requested, from the least to the most strict answer. */
  public enum Answer {
    ALLOWED,
    NOT_THIS_CHANNEL,
    NOT_THIS_PERSON,
    /** Nobody may request it. */
    DENIED
  }

  /**
   * The decision about a job.
   *
   * @param rule the rule that decided; null for the defaults
   * @param reasons what the reason for requesting must be like: all of these
   */
  public record Verdict(
      Answer answer, @Nullable Rule rule, Terms terms, List<ReasonDemand> reasons) {
    public Verdict {
      reasons = List.copyOf(reasons);
    }

    /** The stricter of two verdicts. */
    Verdict and(Verdict other) {
      Verdict stricter = other.answer.compareTo(answer) > 0 ? other : this;
      return new Verdict(
          stricter.answer,
          stricter.rule,
          terms.and(other.terms),
          Stream.concat(reasons.stream(), other.reasons.stream()).distinct().toList());
    }

    /** What a reason, empty for none, does not satisfy. */
    public Optional<ReasonDemand> unmet(String reason) {
      return reasons.stream().filter(demand -> !demand.metBy(reason)).findFirst();
    }
  }
}
