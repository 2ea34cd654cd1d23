package dev.snapclone.approval;

import dev.snapclone.access.Reasons;
import dev.snapclone.access.Terms;
import dev.snapclone.i18n.Text;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The question whether a job may run, with the answers so far. Immutable; {@link #answer}, {@link
 * #expire}, {@link #askAgain} and {@link #without} are the transitions of
 *
 * <pre>
 * PENDING --enough different yes--> GRANTED --plan changed, giver lost the role--> PENDING
 *    |-----a no-----------------> DENIED
 *    |-----time-----------------> EXPIRED
 *    '-----job cancelled--------> WITHDRAWN
 * </pre>
 *
 * @param planHash hash of the stored plan, so that only the approved plan runs
 * @param terms what it needs
 * @param decisions oldest first; also those that no longer count
 * @param round from 1; a press on an older round decides nothing
 * @param differences why it was asked again, a line each; empty the first time
 */
public record Approval(
    String jobId,
    String planHash,
    Terms terms,
    String requesterId,
    Instant expiresAt,
    State state,
    List<Decision> decisions,
    int round,
    List<Text> differences) {
  public Approval {
    Objects.requireNonNull(state, "state");
    decisions = List.copyOf(decisions);
    differences = List.copyOf(differences);
    if (terms.required() < 1) {
      throw new IllegalArgumentException("an approval asks at least one person");
    }
  }

  /** Stands for the press of an answer that was given to another job, for jobs like this one. */
  private static final String BEFOREHAND = "beforehand";

  public enum State {
    PENDING,
    GRANTED,
    DENIED,
    EXPIRED,
    WITHDRAWN
  }

  /**
   * One person's answer.
   *
   * @param personId the chat's user id
   * @param personName the display name at that time; untrusted
   * @param reason empty when not given; untrusted
   * @param counts false for an answer about an earlier plan, or of a person who lost the role
   * @param press id of the press, to recognise it when repeated; empty when unknown
   */
  public record Decision(
      String personId,
      String personName,
      boolean yes,
      String reason,
      Instant at,
      boolean counts,
      String press) {
    /** An answer to the current question, without a press. */
    public Decision(String personId, String personName, boolean yes, String reason, Instant at) {
      this(personId, personName, yes, reason, at, true, "");
    }

    boolean countingYes() {
      return yes && counts;
    }

    Decision voided() {
      return new Decision(personId, personName, yes, reason, at, false, press);
    }
  }

  public static Approval ask(
      String jobId, String planHash, Terms terms, String requesterId, Instant now) {
    return new Approval(
        jobId,
        planHash,
        terms,
        requesterId,
        now.plus(terms.expireAfter()),
        State.PENDING,
        List.of(),
        1,
        List.of());
  }

  /**
   * The same approval for a job that it was given for beforehand. Whoever gave it need not be able
   * to give it again.
   *
   * @param other the job
   * @param hash of its plan
   */
  public Approval beforehand(String other, String hash) {
    return new Approval(
        other,
        hash,
        terms,
        requesterId,
        expiresAt,
        state,
        decisions.stream()
            .filter(Decision::countingYes)
            .map(
                d ->
                    new Decision(
                        d.personId(), d.personName(), true, d.reason(), d.at(), true, BEFOREHAND))
            .toList(),
        1,
        List.of());
  }

  /** Whether every yes was given beforehand. */
  public boolean givenBeforehand() {
    return decisions.stream()
        .filter(Decision::countingYes)
        .allMatch(d -> d.press().equals(BEFOREHAND));
  }

  /** The question alone. */
  public Approval withoutDecisions() {
    return with(state, List.of());
  }

  /** A new question to everybody who may approve. */
  public static Approval ask(
      String jobId,
      String planHash,
      int required,
      boolean fourEyes,
      String requesterId,
      Instant expiresAt) {
    Terms terms =
        new Terms(
            required, fourEyes, Duration.ofDays(1), Duration.ZERO, List.of(), Reasons.NONE, "");
    return new Approval(
        jobId, planHash, terms, requesterId, expiresAt, State.PENDING, List.of(), 1, List.of());
  }

  /** How many different people must say yes. */
  public int required() {
    return terms.required();
  }

  /** Whether the requester's own yes does not count. */
  public boolean fourEyes() {
    return terms.fourEyes();
  }

  public boolean countsYesOf(String personId) {
    return !(fourEyes() && personId.equals(requesterId))
        && decisions.stream().noneMatch(d -> d.countingYes() && d.personId().equals(personId));
  }

  /** The earlier answer of a press. */
  public Optional<Decision> givenBy(String press) {
    return press.isEmpty()
        ? Optional.empty()
        : decisions.stream().filter(d -> d.press().equals(press)).findFirst();
  }

  /** How many more people must say yes. */
  public int missing() {
    return Math.max(0, required() - (int) decisions.stream().filter(Decision::countingYes).count());
  }

  /** Ids of the people whose yes counts. */
  public List<String> givers() {
    return decisions.stream().filter(Decision::countingYes).map(Decision::personId).toList();
  }

  /**
   * Adds an answer. Unchanged when already decided, or when the yes does not count. A no of anybody
   * who may decide denies it.
   */
  public Approval answer(Decision decision) {
    if (state != State.PENDING || (decision.yes() && !countsYesOf(decision.personId()))) {
      return this;
    }
    if (!decision.at().isBefore(expiresAt)) {
      return with(State.EXPIRED, decisions);
    }
    List<Decision> all = new ArrayList<>(decisions);
    all.add(decision);
    if (!decision.yes()) {
      return with(State.DENIED, all);
    }
    long yes = all.stream().filter(Decision::countingYes).count();
    return with(yes >= required() ? State.GRANTED : State.PENDING, all);
  }

  /**
   * Raises the requirements to at least these; unchanged if they are met. The requester's own yes
   * may stop counting.
   */
  public Approval raised(Terms others) {
    if (state != State.PENDING || terms.covers(others)) {
      return this;
    }
    Terms both = terms.and(others);
    List<Decision> counting =
        decisions.stream()
            .map(d -> both.fourEyes() && d.personId().equals(requesterId) ? d.voided() : d)
            .toList();
    return new Approval(
        jobId, planHash, both, requesterId, expiresAt, state, counting, round, differences);
  }

  /** Expired if its time is over; unchanged before that, or when decided. */
  public Approval expire(Instant now) {
    return state == State.PENDING && !now.isBefore(expiresAt)
        ? with(State.EXPIRED, decisions)
        : this;
  }

  /** Withdrawn because its job was cancelled; unchanged when decided. */
  public Approval withdraw() {
    return state == State.PENDING ? with(State.WITHDRAWN, decisions) : this;
  }

  /** Asks about another plan; earlier answers no longer count. */
  public Approval askAgain(String newHash, Terms newTerms, List<Text> whatChanged, Instant now) {
    return new Approval(
        jobId,
        newHash,
        newTerms,
        requesterId,
        now.plus(newTerms.expireAfter()),
        State.PENDING,
        decisions.stream().map(Decision::voided).toList(),
        round + 1,
        whatChanged);
  }

  /** Asks again after some people lost the right to say yes. */
  public Approval without(Set<String> persons, List<Text> why, Instant now) {
    List<Decision> all =
        decisions.stream().map(d -> persons.contains(d.personId()) ? d.voided() : d).toList();
    return new Approval(
        jobId,
        planHash,
        terms,
        requesterId,
        now.plus(terms.expireAfter()),
        State.PENDING,
        all,
        round + 1,
        why);
  }

  private Approval with(State next, List<Decision> all) {
    return new Approval(
        jobId, planHash, terms, requesterId, expiresAt, next, all, round, differences);
  }
}
