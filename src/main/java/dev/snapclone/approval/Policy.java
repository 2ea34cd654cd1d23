package dev.snapclone.approval;

import dev.snapclone.access.Actor;
import dev.snapclone.access.InstanceNames;
import dev.snapclone.access.Place;
import dev.snapclone.access.ReasonDemand;
import dev.snapclone.access.RequestedAction;
import dev.snapclone.access.Rule;
import dev.snapclone.access.RuleBook;
import dev.snapclone.access.Terms;
import dev.snapclone.command.GuildNames;
import dev.snapclone.command.ReasonNeeded;
import dev.snapclone.i18n.ExplainedFailure;
import dev.snapclone.i18n.Text;
import dev.snapclone.i18n.Text.Arg;
import dev.snapclone.job.Job;
import dev.snapclone.job.Reason;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The rules, with the lineage that they judge by.
 *
 * @param rules who may request what, and what that needs
 * @param lineage reads the names of an instance's ancestors from its cloud each time; throws what
 *     the cloud throws
 * @param names of roles, people and channels
 */
public record Policy(RuleBook rules, UnaryOperator<RequestedAction> lineage, GuildNames names) {
  /** What is configured by id is called by its id. */
  public Policy(RuleBook rules, UnaryOperator<RequestedAction> lineage) {
    this(rules, lineage, GuildNames.AS_CONFIGURED);
  }

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

  /** A reason with the address of the ticket that it names. */
  Reason linked(RuleBook.Verdict verdict, Reason reason) {
    return reason.at(rules.ticket(verdict, reason.text()).orElse(null));
  }

  /** Whether the rules want another reason of who asks for a job; null for none. */
  static boolean lacksReason(RuleBook.Verdict verdict, @Nullable Reason given) {
    return verdict.unmet(words(given)).isPresent();
  }

  private static String words(@Nullable Reason reason) {
    return reason == null ? "" : reason.text();
  }

  /**
   * Requires that a job may be requested.
   *
   * @param reason why it is; null when nothing was said
   * @throws ExplainedFailure when it may not, or not for that reason
   */
  void requireAllowed(RuleBook.Verdict verdict, Place place, @Nullable Reason reason) {
    requireAllowed(verdict, place);
    String words = words(reason);
    if (words.length() > Reason.LONGEST) {
      throw new ReasonNeeded(
          Text.of("approval.why.long", Arg.number(words.length())),
          List.of(Text.of("approval.why.long.next", Arg.number(Reason.LONGEST))));
    }
    verdict
        .unmet(words)
        .ifPresent(
            demand -> {
              throw needed(demand, words.isEmpty());
            });
  }

  private static ReasonNeeded needed(ReasonDemand demand, boolean missing) {
    String key = missing ? "approval.why.missing" : "approval.why.wrong";
    Text what =
        demand.rule().isEmpty() ? Text.of(key) : Text.of(key + ".rule", Arg.name(demand.rule()));
    Text next =
        !demand.hint().isEmpty()
            ? Text.of("approval.why.hint", Arg.quote(demand.hint()))
            : demand.pattern().isEmpty()
                ? Text.of("approval.why.any")
                : Text.of("approval.why.pattern", Arg.code(demand.pattern()));
    return new ReasonNeeded(what, List.of(next));
  }

  private void requireAllowed(RuleBook.Verdict verdict, Place place) {
    Rule rule = verdict.rule();
    if (rule == null) {
      return;
    }
    Arg name = Arg.name(rule.name());
    String words = rule.ask().denied() == null ? "" : rule.ask().denied();
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
              Text.of(
                  "approval.policy.person.next",
                  Arg.name(names.list(place.guild(), rule.ask().askers()))));
      case NOT_THIS_CHANNEL ->
          throw new ExplainedFailure(
              Text.of("approval.policy.channel", name),
              Text.of(
                  "approval.policy.channel.next",
                  Arg.name(names.list(place.guild(), rule.ask().channels()))));
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
