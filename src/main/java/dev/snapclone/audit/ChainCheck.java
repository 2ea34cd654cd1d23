package dev.snapclone.audit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Verifies the chain. Receives the rows in the order of their numbers, and then the stored head.
 */
public final class ChainCheck {
  /** The previous hash of the first row. */
  public static final String START = "0".repeat(64);

  private final List<String> problems = new ArrayList<>();
  private final List<AuditAnchor> anchors;
  private final Iterator<AuditAnchor> ahead;
  private @Nullable AuditAnchor next;
  private long rows;
  private long seq;
  private String hash = START;

  /**
   * @param anchors rows that are stored outside of the database
   */
  public ChainCheck(List<AuditAnchor> anchors) {
    this.anchors =
        anchors.stream().distinct().sorted(Comparator.comparingLong(AuditAnchor::seq)).toList();
    this.ahead = this.anchors.iterator();
    advance();
  }

  /**
   * Checks the next row.
   *
   * @param previous its previous hash, as stored
   * @param stored its own hash, as stored
   * @param computed the hash of its content; null when the row cannot be read
   */
  public void row(long number, String previous, String stored, @Nullable String computed) {
    rows++;
    if (number != seq + 1) {
      add(
          number <= seq
              ? "row " + number + " stands where row " + (seq + 1) + " should"
              : missing(seq + 1, number - 1));
    } else if (!previous.equals(hash)) {
      add(
          "row "
              + number
              + " does not follow "
              + (number == 1 ? "the start" : "row " + (number - 1))
              + ": one of them was changed, exchanged or put in");
    }
    if (computed == null) {
      add("row " + number + " was changed: it cannot be read any more");
    } else if (!computed.equals(stored)) {
      add("row " + number + " was changed: it does not say what was written");
    }
    anchors(number, stored);
    seq = number;
    hash = stored;
  }

  private void anchors(long number, String stored) {
    for (AuditAnchor anchor = next; anchor != null && anchor.seq() <= number; anchor = advance()) {
      if (anchor.seq() == number && !anchor.hash().equals(stored)) {
        add(
            "row "
                + number
                + " is not the one that was remembered outside of the database: the history up to"
                + " it was written anew");
      }
    }
  }

  /** The number of the last row so far, 0 before the first. */
  public long last() {
    return seq;
  }

  /** Checks the stored head, after the last row. */
  public AuditVerdict end(long headSeq, String headHash) {
    if (headSeq > seq) {
      add(missing(seq + 1, headSeq) + ": the head says that they were there");
    } else if (headSeq < seq) {
      add("the head was set back to row " + headSeq + ", and rows up to " + seq + " are there");
    } else if (!headHash.equals(hash)) {
      add("the head is not that of row " + seq + ": the row or the head was exchanged");
    }
    for (AuditAnchor anchor = next; anchor != null; anchor = advance()) {
      add(
          missing(seq + 1, anchor.seq())
              + ": row "
              + anchor.seq()
              + " was remembered outside of the database, and the head was set back");
    }
    AuditAnchor head = seq == 0 ? null : new AuditAnchor(seq, hash);
    return new AuditVerdict(rows, head, anchors.size(), problems);
  }

  private @Nullable AuditAnchor advance() {
    next = ahead.hasNext() ? ahead.next() : null;
    return next;
  }

  private static String missing(long from, long to) {
    return from >= to
        ? "row " + from + " is missing"
        : "rows " + from + " to " + to + " are missing";
  }

  private void add(String problem) {
    if (problems.size() < AuditVerdict.MOST) {
      problems.add(problem);
    }
  }
}
