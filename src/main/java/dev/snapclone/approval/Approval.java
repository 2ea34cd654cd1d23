package dev.snapclone.approval;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The question whether a job may run, with the answers so far. Immutable; {@link #answer} and
 * {@link #expire} are the edges of
 *
 * <pre>
 * PENDING --enough different yes--> GRANTED
 *    |-----a no-----------------> DENIED
 *    |-----time-----------------> EXPIRED
 *    '-----job cancelled--------> WITHDRAWN
 * </pre>
 *
 * @param jobId the job
 * @param planHash hash of the stored plan: what runs is what was approved
 * @param required how many different people must say yes
 * @param fourEyes whether the requester's own yes does not count
 * @param requesterId who asked
 * @param expiresAt until when it may be answered
 * @param state where it stands
 * @param decisions the answers so far, oldest first
 */
public record Approval(
    String jobId,
    String planHash,
    int required,
    boolean fourEyes,
    String requesterId,
    Instant expiresAt,
    State state,
    List<Decision> decisions) {
  public Approval {
    Objects.requireNonNull(state, "state");
    decisions = List.copyOf(decisions);
    if (required < 1) {
      throw new IllegalArgumentException("an approval asks at least one person");
    }
  }

  /** Where an approval stands. */
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
   * @param personName the display name then; untrusted
   * @param yes yes or no
   * @param reason why, empty when not said; untrusted
   * @param at when
   */
  public record Decision(
      String personId, String personName, boolean yes, String reason, Instant at) {}

  /** A fresh question. */
  public static Approval ask(
      String jobId,
      String planHash,
      int required,
      boolean fourEyes,
      String requesterId,
      Instant expiresAt) {
    return new Approval(
        jobId, planHash, required, fourEyes, requesterId, expiresAt, State.PENDING, List.of());
  }

  /** Whether a yes of this person would count. */
  public boolean countsYesOf(String personId) {
    return !(fourEyes && personId.equals(requesterId))
        && decisions.stream().noneMatch(d -> d.yes() && d.personId().equals(personId));
  }

  /** How many more people must say yes. */
  public int missing() {
    return Math.max(0, required - (int) decisions.stream().filter(Decision::yes).count());
  }

  /**
   * This approval with one more answer. Unchanged when it is decided already, or when the yes does
   * not count. A no of anybody who may decide ends it.
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
    long yes = all.stream().filter(Decision::yes).count();
    return with(yes >= required ? State.GRANTED : State.PENDING, all);
  }

  /** This approval after its time, unchanged when it is not yet time or decided. */
  public Approval expire(Instant now) {
    return state == State.PENDING && !now.isBefore(expiresAt)
        ? with(State.EXPIRED, decisions)
        : this;
  }

  /** This approval withdrawn because its job was cancelled, unchanged when decided. */
  public Approval withdraw() {
    return state == State.PENDING ? with(State.WITHDRAWN, decisions) : this;
  }

  private Approval with(State next, List<Decision> all) {
    return new Approval(jobId, planHash, required, fourEyes, requesterId, expiresAt, next, all);
  }
}
