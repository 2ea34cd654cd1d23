package dev.snapclone.procedure;

import dev.snapclone.i18n.Text;
import dev.snapclone.i18n.Text.Arg;
import dev.snapclone.job.FirstAnswers.FirstAnswer;
import dev.snapclone.job.Job;
import dev.snapclone.job.JobState;
import dev.snapclone.job.Outcome;
import dev.snapclone.job.ResourceRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a job ended, without what is no longer so: what later jobs deleted, lifted or cleaned up, and
 * what was seen since.
 */
public final class CurrentOutcome {
  /** Key of a line that names something that could not be removed, and why. */
  public static final String LEFT = "jobs.left";

  /** Key of a line that holds only a request id of the cloud. */
  public static final String REQUEST_ID = "jobs.request-id";

  private CurrentOutcome() {}

  /**
   * @param job an ended job
   * @param answered when its clone first answered, null when it has not
   * @param addresses whether addresses may be shown
   */
  public static Outcome of(Job job, @Nullable FirstAnswer answered, boolean addresses) {
    Outcome outcome = job.outcome();
    if (outcome == null) {
      String key = job.state() == JobState.DONE ? "outcome.done" : "outcome.ended";
      return new Outcome(
          Text.of(key, Arg.text(job.title())), List.of(), List.of(), List.of(), Map.of());
    }
    Optional<Text> deleted = deleted(job);
    if (deleted.isPresent()) {
      return new Outcome(deleted.get(), List.of(), outcome.made(), outcome.left(), outcome.facts());
    }
    List<Text> lines = new ArrayList<>(standing(job, outcome, answered != null));
    if (CloneMade.several(job)) {
      tellDeleted(CloneMade.all(job), lines);
    }
    CloneMade.of(job)
        .map(clone -> clone.since().liftedBy())
        .ifPresent(by -> lines.add(Text.of("card.lifted-by", Arg.code(by))));
    outcome
        .cleanedBy()
        .ifPresent(
            by -> {
              // What runs of several clones stays.
              lines.removeIf(line -> !CloneMade.several(job) || line.key().startsWith("jobs."));
              lines.add(Text.of("card.cleaned-by", Arg.code(by)));
            });
    retried(outcome)
        .ifPresent(
            by -> {
              lines.removeIf(line -> isAdvice(line.key()));
              lines.add(by);
            });
    Verified.of(outcome)
        .ifPresent(seen -> lines.add(Text.of("card.verified", Arg.text(seen.words()))));
    if (answered != null) {
      // It stands in the line below.
      lines.removeIf(line -> isOnly(line, answered.address()));
      lines.add(
          addresses
              ? Text.of("card.reachable-at", Arg.code(answered.address()))
              : Text.of("card.reachable"));
    }
    return new Outcome(
        outcome.headline(), lines, more(outcome), outcome.made(), outcome.left(), outcome.facts());
  }

  /** Which job tries it again, if one was asked for. */
  public static Optional<Text> retried(Outcome outcome) {
    return outcome.retriedBy().map(by -> Text.of("card.retried-by", Arg.code(by)));
  }

  /** Whether a line says what to do next: so the keys of such lines are called. */
  private static boolean isAdvice(String key) {
    return key.endsWith(".next") || key.endsWith("-next") || key.startsWith("cloud.next.");
  }

  /** What the card says besides: what it tells of may be gone since. */
  private static List<Text> more(Outcome outcome) {
    if (outcome.cleanedBy().isPresent()) {
      return outcome.more().stream()
          .filter(line -> !line.key().equals(LEFT) && !line.key().equals(REQUEST_ID))
          .toList();
    }
    return SnapshotMade.ofCopyDeletedBy(outcome)
        .map(by -> Text.of("card.deleted-by", Arg.code(by)))
        .map(
            gone ->
                outcome.more().stream()
                    .map(line -> line.key().startsWith("clone.done.snapshot-") ? gone : line)
                    .toList())
        .orElse(outcome.more());
  }

  /** Each of several that is deleted, instead of its line. */
  private static void tellDeleted(List<CloneMade> clones, List<Text> lines) {
    for (CloneMade clone : clones) {
      String by = clone.since().deletedBy();
      if (by != null) {
        lines.removeIf(line -> names(line, clone.copy().id()));
        lines.add(deleted(clone, by));
      }
    }
  }

  private static Text deleted(CloneMade clone, String by) {
    return Text.of("card.clone-deleted-by", Arg.name(clone.copy().name()), Arg.code(by));
  }

  private static Optional<Text> deleted(Job job) {
    if (CloneMade.several(job) && CloneMade.allStanding(job).isEmpty()) {
      List<CloneMade> all = CloneMade.all(job);
      return Optional.of(
          Text.of(
              "card.clones-deleted-by",
              Arg.number(all.size()),
              Arg.code(String.valueOf(all.get(all.size() - 1).since().deletedBy()))));
    }
    Optional<Text> snapshot =
        SnapshotMade.of(job)
            .map(SnapshotMade::deletedBy)
            .map(by -> Text.of("card.deleted-by", Arg.code(by)));
    return snapshot.isPresent()
        ? snapshot
        : CloneMade.of(job)
            .filter(clone -> clone.since().deletedBy() != null)
            .map(clone -> deleted(clone, String.valueOf(clone.since().deletedBy())));
  }

  private static List<Text> standing(Job job, Outcome outcome, boolean answered) {
    boolean lifted =
        CloneMade.of(job).filter(clone -> clone.since().liftedBy() != null).isPresent();
    boolean isolated = CloneMade.of(job).filter(CloneMade::isolated).isPresent();
    List<Text> lines = new ArrayList<>();
    boolean ofTheLast = true;
    for (Text line : outcome.lines()) {
      String key = line.key();
      boolean stands =
          !(answered && CloneMade.UNTIL_IT_ANSWERS.contains(key))
              && !(lifted && CloneMade.WHILE_ISOLATED.contains(key))
              && !(isolated && CloneMade.UNLESS_ISOLATED.contains(key))
              && !(key.equals(LEFT) && !namesAny(line, outcome.left()));
      // The request id belongs to the line before it.
      boolean shown = key.equals(REQUEST_ID) ? ofTheLast : stands;
      if (shown) {
        lines.add(line);
      }
      ofTheLast = shown;
    }
    return lines;
  }

  /** Whether a line says that this is a clone's only address. */
  private static boolean isOnly(Text line, String address) {
    return line.key().equals("clone.done.addresses")
        && line.args().get(0).value().equals("1")
        && names(line, address);
  }

  private static boolean namesAny(Text line, List<ResourceRef> resources) {
    return resources.stream().anyMatch(it -> names(line, it.id()));
  }

  /** Whether a text names a resource. */
  public static boolean names(Text text, String id) {
    return text.args().stream()
        .anyMatch(arg -> arg.value().equals(id) || (arg.text() != null && names(arg.text(), id)));
  }
}
