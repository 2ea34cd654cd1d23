package dev.snapclone.config;

import dev.snapclone.access.Reasons;
import dev.snapclone.access.Rule;
import dev.snapclone.access.RuleBook;
import dev.snapclone.access.Terms;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * When approval is asked.
 *
 * @param required how many different approvers, by command: snapshot, clone, copy, delete, cleanup
 * @param fourEyes whether the requester's own yes does not count
 * @param expireAfter how long an approval may be answered
 * @param remindAfter when approvers are reminded, once; zero for never
 * @param reasons of which answers a reason is demanded
 * @param ping whether approvers are mentioned by role
 * @param rules what differs from that; the first one that fits counts
 */
public record ApprovalSettings(
    Map<String, Integer> required,
    boolean fourEyes,
    Duration expireAfter,
    Duration remindAfter,
    Reasons reasons,
    boolean ping,
    List<Rule> rules) {
  public ApprovalSettings {
    required = Map.copyOf(required);
    rules = List.copyOf(rules);
  }

  /** Without rules, and with the usual reminder. */
  public ApprovalSettings(Map<String, Integer> required, boolean fourEyes, Duration expireAfter) {
    this(required, fourEyes, expireAfter, Duration.ofHours(1), Reasons.NONE, true, List.of());
  }

  /** The whole policy. */
  public RuleBook ruleBook() {
    return new RuleBook(
        rules, required, new Terms(0, fourEyes, expireAfter, remindAfter, List.of(), reasons, ""));
  }
}
