package dev.snapclone.access;

import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * What a job needs before it may run.
 *
 * @param required how many different people must say yes; 0 for nobody
 * @param fourEyes whether the requester's own yes does not count
 * @param expireAfter how long they may take
 * @param remindAfter when they are reminded, once; zero for never
 * @param approvers role ids or names, or user ids, whose yes counts; empty for everybody with the
 *     approver role
 * @param reasons of which answers a reason is demanded
 * @param rule the name of the rule that says so; empty for the defaults
 */
public record Terms(
    int required,
    boolean fourEyes,
    Duration expireAfter,
    Duration remindAfter,
    List<String> approvers,
    Reasons reasons,
    String rule) {
  public Terms {
    Objects.requireNonNull(expireAfter, "expireAfter");
    Objects.requireNonNull(reasons, "reasons");
    approvers = List.copyOf(approvers);
  }

  /** The same, asking at least one person. */
  public Terms atLeastOne() {
    return required > 0
        ? this
        : new Terms(1, fourEyes, expireAfter, remindAfter, approvers, reasons, rule);
  }
}
