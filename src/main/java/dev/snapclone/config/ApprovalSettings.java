package dev.snapclone.config;

import dev.snapclone.access.Reasons;
import dev.snapclone.access.RequestReasons;
import dev.snapclone.access.Rule;
import dev.snapclone.access.RuleBook;
import dev.snapclone.access.Terms;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * When approval is needed.
 *
 * @param required the number of different approvers, by command: snapshot, clone, copy, delete,
 *     cleanup, extend
 * @param fourEyes whether the requester's own approval does not count
 * @param expireAfter how long an approval may be answered
 * @param remindAfter when approvers are reminded, once; zero for never
 * @param reasons which answers require a reason
 * @param ping whether approvers are mentioned by role
 * @param rules exceptions; the first match counts
 * @param request what is wanted of the reason for a request
 */
public record ApprovalSettings(
    Map<String, Integer> required,
    boolean fourEyes,
    Duration expireAfter,
    Duration remindAfter,
    Reasons reasons,
    boolean ping,
    List<Rule> rules,
    RequestReasons request) {
  public ApprovalSettings {
    required = Map.copyOf(required);
    rules = List.copyOf(rules);
  }

  /** Wanting no reason for requests. */
  public ApprovalSettings(
      Map<String, Integer> required,
      boolean fourEyes,
      Duration expireAfter,
      Duration remindAfter,
      Reasons reasons,
      boolean ping,
      List<Rule> rules) {
    this(required, fourEyes, expireAfter, remindAfter, reasons, ping, rules, RequestReasons.NONE);
  }

  /** Without rules, and with the default reminder. */
  public ApprovalSettings(Map<String, Integer> required, boolean fourEyes, Duration expireAfter) {
    this(required, fourEyes, expireAfter, Duration.ofHours(1), Reasons.NONE, true, List.of());
  }

  public RuleBook ruleBook() {
    return new RuleBook(
        rules,
        required,
        new Terms(0, fourEyes, expireAfter, remindAfter, List.of(), reasons, ""),
        request);
  }
}
