package dev.snapclone.access;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * The approvals that a job needs before it may run.
 *
 * @param required the number of different people who must approve; 0 for none
 * @param fourEyes whether the requester's own approval does not count
 * @param expireAfter how long the request stays open
 * @param remindAfter when the approvers are reminded, once; zero for never
 * @param approvers role ids or names, or user ids, of those who may approve; empty for everybody
 *     with the approver role
 * @param furtherApprovers more such lists; an approver must be on every list
 * @param reasons which answers require a reason
 * @param rule the name of the rule with these terms; empty for the defaults
 */
public record Terms(
    int required,
    boolean fourEyes,
    Duration expireAfter,
    Duration remindAfter,
    List<String> approvers,
    List<List<String>> furtherApprovers,
    Reasons reasons,
    String rule) {
  public Terms {
    Objects.requireNonNull(expireAfter, "expireAfter");
    Objects.requireNonNull(reasons, "reasons");
    approvers = List.copyOf(approvers);
    // Rows of older versions have no such list.
    furtherApprovers =
        Objects.requireNonNullElse(furtherApprovers, List.<List<String>>of()).stream()
            .map(List::copyOf)
            .toList();
  }

  /** Terms with one list of approvers. */
  public Terms(
      int required,
      boolean fourEyes,
      Duration expireAfter,
      Duration remindAfter,
      List<String> approvers,
      Reasons reasons,
      String rule) {
    this(required, fourEyes, expireAfter, remindAfter, approvers, List.of(), reasons, rule);
  }

  /** The same with at least one approval. */
  public Terms atLeastOne() {
    return required > 0
        ? this
        : new Terms(
            1, fourEyes, expireAfter, remindAfter, approvers, furtherApprovers, reasons, rule);
  }

  /** Combines two terms: the stricter value of each part. */
  public Terms and(Terms other) {
    if (other.required == 0 || required == 0) {
      return required >= other.required ? this : other;
    }
    List<List<String>> lists = new ArrayList<>();
    approverLists().forEach(list -> narrow(lists, list));
    other.approverLists().forEach(list -> narrow(lists, list));
    // A list with names comes first, since people are shown that one.
    lists.sort(Comparator.comparing(List::isEmpty));
    return new Terms(
        Math.max(required, other.required),
        fourEyes || other.fourEyes,
        sooner(expireAfter, other.expireAfter),
        sooner(remindAfter, other.remindAfter),
        lists.get(0),
        lists.subList(1, lists.size()),
        reasons.and(other.reasons),
        other.required > required ? other.rule : rule);
  }

  /** Whether everything that satisfies these terms also satisfies the other ones. */
  public boolean covers(Terms other) {
    Terms both = and(other);
    return both.required == required
        && both.fourEyes == fourEyes
        && Set.copyOf(both.approverLists()).equals(Set.copyOf(approverLists()))
        && both.reasons == reasons;
  }

  /**
   * All lists of approvers. An approver must be on every one; an empty list means everybody with
   * the approver role.
   */
  public List<List<String>> approverLists() {
    List<List<String>> lists = new ArrayList<>();
    lists.add(approvers);
    lists.addAll(furtherApprovers);
    return lists;
  }

  /** The lists of approvers as configured; empty if only the approver role is needed. */
  public String approversInWords() {
    return approversInWords(UnaryOperator.identity());
  }

  /**
   * The lists of approvers for people; empty if only the approver role is needed.
   *
   * @param name what a configured id or name is called
   */
  public String approversInWords(UnaryOperator<String> name) {
    return approvers.isEmpty()
        ? ""
        : approverLists().stream()
            .map(
                list ->
                    list.isEmpty()
                        ? "approver"
                        : list.stream().map(name).collect(Collectors.joining(", ")))
            .collect(Collectors.joining(" + "));
  }

  /** Adds a list, unless a stricter one is there already. */
  private static void narrow(List<List<String>> lists, List<String> further) {
    if (lists.stream().noneMatch(list -> isWithin(list, further))) {
      lists.removeIf(list -> isWithin(further, list));
      lists.add(further);
    }
  }

  private static boolean isWithin(List<String> list, List<String> other) {
    return list.equals(other) || (!list.isEmpty() && other.containsAll(list));
  }

  private static Duration sooner(Duration one, Duration other) {
    return one.isZero() || (!other.isZero() && other.compareTo(one) < 0) ? other : one;
  }
}
