package dev.snapclone.discord;

import dev.snapclone.job.Job;
import dev.snapclone.job.JobState;
import dev.snapclone.job.Outcome;
import dev.snapclone.procedure.CloneMade;
import dev.snapclone.procedure.SnapshotMade;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Finds what is written somewhere and is no longer so, and what is told twice. */
final class Untrue {
  private Untrue() {}

  /** What the messages of a world say that is not so, each with the message. */
  static List<String> in(CardWorld world) {
    List<String> found = new ArrayList<>();
    for (CardWorld.Read message : world.all()) {
      if (message.job().isEmpty()) {
        found.add("about no job: " + message.text());
        continue;
      }
      for (String no : about(world, world.job(message.job()))) {
        if (message.whole().contains(no)) {
          found.add(no + " <- " + message.channel() + ": " + message.text());
        }
      }
      Set<String> lines = new HashSet<>();
      message
          .text()
          .lines()
          .filter(line -> !line.isBlank() && !lines.add(line))
          .forEach(line -> found.add("twice: " + line + " <- " + message.text()));
    }
    return found;
  }

  /** What no message about a job may say or offer any more. */
  private static List<String> about(CardWorld world, Job job) {
    List<String> no = new ArrayList<>();
    if (job.state() != JobState.WAITING_FOR_APPROVAL) {
      add(no, "Waiting for approval", "more approval", "approve:", "deny:", "expires");
    }
    if (job.state().terminal()) {
      add(no, "**Queued**", "**Running**", "**Cancelling**", "begun <", "cancel-job:", "⚠️");
    }
    Outcome outcome = job.outcome();
    if (outcome != null && outcome.cleanedBy().isPresent()) {
      add(no, "Needs attention", "Left behind", "Could not be removed", "clean-up:", "Clean up");
    }
    if (outcome != null && outcome.retriedBy().isPresent()) {
      add(no, "retry:", "Try again");
    }
    SnapshotMade.of(job)
        .filter(snapshot -> snapshot.deletedBy() != null)
        .ifPresent(it -> add(no, "is snapshotted", it.id(), "clone-this:", "delete-snapshot:"));
    CloneMade.of(job).ifPresent(clone -> aboutClone(world, clone, no));
    return no;
  }

  private static void aboutClone(CardWorld world, CloneMade clone, List<String> no) {
    if (clone.since().deletedBy() != null) {
      add(no, "is running", clone.copy().id(), clone.reachableAt(), "ssh ", "Address:");
      add(no, "delete-clone:", "windows-steps:", "linux-checklist:", "lift-isolation:");
      add(no, "an be reached", "eachable", "cannot reach", "nobody reaches", "guide-", "console");
    }
    if (clone.since().liftedBy() != null) {
      add(no, "in or out", "Isolated by", "is isolated", "stays isolated", "lift-isolation:");
    }
    if (world.answers.of(clone.job()).isPresent()) {
      add(no, "nobody reaches it", "cannot reach it yet", "does not answer", "no answer");
    }
  }

  private static void add(List<String> no, String... phrases) {
    no.addAll(Arrays.asList(phrases));
  }
}
