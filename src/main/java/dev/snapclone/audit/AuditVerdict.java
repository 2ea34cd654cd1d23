package dev.snapclone.audit;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether the audit is whole.
 *
 * @param rows how many rows were read
 * @param head the newest row, null when there is none
 * @param anchors how many rows remembered elsewhere it was compared with
 * @param problems what is wrong, one sentence each, in the order of the rows; the first {@value
 *     #MOST} of them
 */
public record AuditVerdict(
    long rows, @Nullable AuditAnchor head, int anchors, List<String> problems) {
  /** No more problems than these are told: when one row is gone, more cannot be believed. */
  public static final int MOST = 20;

  public AuditVerdict {
    problems = List.copyOf(problems);
  }

  /** Whether nothing is wrong. */
  public boolean whole() {
    return problems.isEmpty();
  }
}
