package dev.snapclone.approval;

import dev.snapclone.access.Actor;
import dev.snapclone.access.InstanceNames;
import dev.snapclone.access.Place;
import dev.snapclone.access.RequestedAction;
import dev.snapclone.access.Rule;
import dev.snapclone.access.RuleBook;
import dev.snapclone.access.Terms;
import dev.snapclone.i18n.ExplainedFailure;
import dev.snapclone.i18n.Text;
import dev.snapclone.i18n.Text.Arg;
import dev.snapclone.job.Job;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/**
 * The rules, with the lineage that they judge by.
 *
 * @param rules who may request what, and what that needs
 * @param lineage reads the names of an instance's ancestors from its cloud each time; throws what
 *     the cloud throws
 */
public record Policy(RuleBook rules, UnaryOperator<RequestedAction> lineage) {
  /** Judges a job by names that were read before. */
  RuleBook.Verdict judge(RequestedAction action, Actor asker, Place place) {
    return rules.judge(action, asker, place);
  }

  /** Applies today's rules to a stored job; empty when its action is unknown. */
  Optional<RuleBook.Verdict> judgeAgain(Job job) {
    return Optional.ofNullable(job.work().action())
        .map(action -> rules.judge(action, job.requester(), job.place()));
  }

  /**
   * Whether a job needs more than the known names would require: its lineage is incomplete, and an
   * unknown name is treated as the strictest.
   */
  boolean strictForUnknownName(RequestedAction action, Actor asker, Place place, Terms terms) {
    Set<String> known = action.instances().known();
    InstanceNames assumed = new InstanceNames(known.isEmpty() ? Set.of("") : known, true);
    return terms.required() > judge(action.with(assumed), asker, place).terms().required();
  }

  /** The job with its current lineage. */
  RequestedAction now(RequestedAction action) {
    return lineage.apply(action);
  }

  /**
   * Requires that a job may be requested.
   *
   * @throws ExplainedFailure when it may not
   */
  static void requireAllowed(RuleBook.Verdict verdict) {
    Rule rule = verdict.rule();
    if (rule == null) {
      return;
    }
    Arg name = Arg.name(rule.name());
    String words = rule.denied() == null ? "" : rule.denied();
    switch (verdict.answer()) {
      case ALLOWED -> {}
      case DENIED ->
          throw new ExplainedFailure(
              Text.of("approval.policy.denied", name),
              words.isEmpty()
                  ? Text.of("approval.policy.denied.next")
                  : Text.of("approval.policy.denied.words", Arg.name(words)));
      case NOT_THIS_PERSON ->
          throw new ExplainedFailure(
              Text.of("approval.policy.person", name),
              Text.of("approval.policy.person.next", PolicyText.people(rule.askers())));
      case NOT_THIS_CHANNEL ->
          throw new ExplainedFailure(
              Text.of("approval.policy.channel", name),
              Text.of(
                  "approval.policy.channel.next", Arg.name(String.join(", ", rule.channels()))));
    }
  }

  /** What changed since a job was requested, so that it now needs more. */
  static Text difference(InstanceNames then, InstanceNames now) {
    Set<String> names = new TreeSet<>(now.known());
    names.removeAll(then.known());
    if (!names.isEmpty()) {
      return Text.of("approval.again.names", Arg.name(String.join(", ", names)));
    }
    return Text.of(
        then.complete() && !now.complete() ? "approval.again.line" : "approval.again.rules");
  }
}
