package dev.snapclone.approval;

import dev.snapclone.access.Reasons;
import dev.snapclone.command.Button;
import java.util.List;

/**
 * One round of an approval, as buttons and errands name it: the job alone the first time, later
 * with the round.
 *
 * @param round starts at 1
 */
public record AskedQuestion(String jobId, int round) {
  private static final char ROUND = '~';
  private static final int MOST_DIGITS = 6;

  /** The approval's current question. */
  public static AskedQuestion of(Approval approval) {
    return new AskedQuestion(approval.jobId(), approval.round());
  }

  /** The press for an answer; a different one when a reason is required. */
  public static String press(boolean yes, boolean why) {
    return (yes ? "approve" : "deny") + (why ? "-why" : "");
  }

  /** The buttons for answering. Those of an older round decide nothing. */
  public static List<Button> buttons(Approval approval) {
    String target = of(approval).encode();
    Reasons reasons = approval.terms().reasons();
    return List.of(
        new Button(press(true, reasons.requiredFor(true)), target, Button.Style.SUCCESS),
        new Button(press(false, reasons.requiredFor(false)), target, Button.Style.DANGER));
  }

  public String encode() {
    return round == 1 ? jobId : jobId + ROUND + round;
  }

  /** Reads what {@link #encode} wrote; anything else names a missing job. */
  public static AskedQuestion parse(String encoded) {
    int mark = encoded.indexOf(ROUND);
    String digits = mark < 0 ? "" : encoded.substring(mark + 1);
    boolean numbered =
        !digits.isEmpty()
            && digits.length() <= MOST_DIGITS
            && digits.chars().allMatch(c -> c >= '0' && c <= '9');
    return numbered
        ? new AskedQuestion(encoded.substring(0, mark), Integer.parseInt(digits))
        : new AskedQuestion(encoded, 1);
  }
}
