package dev.snapclone.audit;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The result of verifying the audit.
 *
 * @param rows how many rows were read
 * @param head the newest row, null when there is none
 * @param anchors the number of anchors that were checked
 * @param problems one sentence each, in the order of the rows; at most {@value #MOST}
 */
public record AuditVerdict(
    long rows, @Nullable AuditAnchor head, int anchors, List<String> problems) {
  /** The maximum number of reported problems; one missing row can cause many. */
  public static final int MOST = 20;

  public AuditVerdict {
    problems = List.copyOf(problems);
  }

  /** Whether there are no problems. */
  public boolean whole() {
    return problems.isEmpty();
  }
}
