package dev.snapclone.job.engine;

import dev.snapclone.access.Actor;
import dev.snapclone.i18n.ExplainedFailure;
import dev.snapclone.i18n.Text;
import dev.snapclone.i18n.Text.Arg;
import dev.snapclone.job.Attempted;
import dev.snapclone.job.Outcome;
import dev.snapclone.job.ResourceRef;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Outcomes, for people, of jobs that failed or were cancelled. */
final class Outcomes {
  private Outcomes() {}

  /**
   * What happened to the things that a job made.
   *
   * @param removed what was removed
   * @param kept what stays on purpose
   * @param left what could not be removed, and why
   * @param unchanged why what the job changed could not be changed back
   * @param unresolved steps that may have left something
   * @param lasting what was done that cannot be undone, and what was not reached
   */
  record Leftovers(
      List<ResourceRef> removed,
      List<ResourceRef> kept,
      Map<ResourceRef, Failure> left,
      List<Failure> unchanged,
      List<String> unresolved,
      List<Text> lasting) {
    static Leftovers none() {
      return new Leftovers(
          new ArrayList<>(),
          new ArrayList<>(),
          new LinkedHashMap<>(),
          new ArrayList<>(),
          new ArrayList<>(),
          new ArrayList<>());
    }

    /** How steps ended that failed without their job. */
    <T> Attempted<T> of(ExplainedFailure failure, String jobId) {
      return new Attempted<>(
          null, failure, leftoverLines(jobId, this), List.copyOf(left.keySet()), unresolved);
    }

    boolean needAttention() {
      return needCleanUp() || !unchanged.isEmpty();
    }

    boolean needCleanUp() {
      return !left.isEmpty() || !unresolved.isEmpty();
    }
  }

  /** A job that a person cancelled before it began. */
  static Outcome cancelledUnstarted(Actor who) {
    return new Outcome(
        cancelledBy(who),
        List.of(Text.of("jobs.nothing-begun")),
        List.of(),
        List.of(),
        Map.of("reason", "cancelled"));
  }

  /** A cancelled job that was undone. */
  static Outcome cancelled(@Nullable Actor who, String jobId, Leftovers leftovers) {
    List<Text> lines = new ArrayList<>(leftoverLines(jobId, leftovers));
    if (leftovers.needCleanUp()) {
      lines.add(Text.of("jobs.clean-up"));
    }
    return outcome(cancelledBy(who), lines, "cancelled", leftovers);
  }

  /** A failed job that was undone: what was removed, what is left, what to do next. */
  static Outcome failed(Failure failure, String jobId, Leftovers leftovers) {
    List<Text> lines = new ArrayList<>(leftoverLines(jobId, leftovers));
    if (leftovers.needCleanUp()) {
      lines.add(Text.of("jobs.clean-up"));
    }
    lines.add(failure.next());
    if (failure.requestId() != null) {
      lines.add(Text.of("jobs.request-id", Arg.code(failure.requestId())));
    }
    return outcome(failure.what(), lines, "failed", leftovers);
  }

  private static Outcome outcome(
      Text headline, List<Text> lines, String reason, Leftovers leftovers) {
    Map<String, String> facts = new TreeMap<>();
    facts.put("reason", reason);
    if (!leftovers.unresolved().isEmpty()) {
      facts.put(Outcome.UNRESOLVED, String.join(",", leftovers.unresolved()));
    }
    return new Outcome(
        headline, lines, leftovers.kept(), List.copyOf(leftovers.left().keySet()), facts);
  }

  /** A bug, for people; the log has the details under the job's id. */
  static Failure bug(String jobId) {
    return new Failure(
        Text.of("jobs.bug.what", Arg.code(jobId)), Text.of("jobs.bug.next", Arg.code(jobId)), null);
  }

  private static Text cancelledBy(@Nullable Actor who) {
    return who == null
        ? Text.of("jobs.cancelled")
        : Text.of("jobs.cancelled.by", Arg.person(who.id()));
  }

  private static List<Text> leftoverLines(String jobId, Leftovers leftovers) {
    List<Text> lines = new ArrayList<>();
    leftovers.removed().forEach(it -> lines.add(line("jobs.removed", it)));
    leftovers.kept().forEach(it -> lines.add(line("jobs.kept", it)));
    leftovers
        .left()
        .forEach(
            (it, why) -> {
              lines.add(
                  Text.of(
                      "jobs.left",
                      Arg.text(it.words()),
                      Arg.text(why.what()),
                      Arg.text(why.next())));
              if (why.requestId() != null) {
                lines.add(Text.of("jobs.request-id", Arg.code(why.requestId())));
              }
            });
    for (Failure why : leftovers.unchanged()) {
      lines.add(why.what());
      lines.add(why.next());
      if (why.requestId() != null) {
        lines.add(Text.of("jobs.request-id", Arg.code(why.requestId())));
      }
    }
    leftovers
        .unresolved()
        .forEach(step -> lines.add(Text.of("jobs.unresolved", Arg.code(step), Arg.code(jobId))));
    lines.addAll(leftovers.lasting());
    if (lines.isEmpty()) {
      lines.add(Text.of("jobs.nothing-left"));
    }
    return lines;
  }

  private static Text line(String key, ResourceRef resource) {
    return Text.of(key, Arg.text(resource.words()));
  }
}
