package dev.snapclone.app;

import dev.snapclone.job.Job;
import dev.snapclone.job.JobState;
import dev.snapclone.job.Outcome;
import dev.snapclone.job.ResourceRef;
import dev.snapclone.sandbox.discord.chat.SeenMessage;
import dev.snapclone.sandbox.openstack.CloudView;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Judges what a job left behind: on the cloud's own state, on the chat as a person sees it, against
 * what the job's outcome says.
 */
final class FaultJudge {
  private static final Map<JobState, String> WORDS =
      Map.of(
          JobState.DONE, "**Done**",
          JobState.FAILED, "**Failed**",
          JobState.CANCELLED, "**Cancelled**",
          JobState.NEEDS_ATTENTION, "**Needs attention**");

  private final FaultWork.Prepared work;
  private final CloudView before;
  private final Set<JobState> allowed;

  /**
   * @param work what was asked for
   * @param before the cloud when it was asked
   * @param allowed how the job may end
   */
  FaultJudge(FaultWork.Prepared work, CloudView before, Set<JobState> allowed) {
    this.work = work;
    this.before = before;
    this.allowed = allowed;
  }

  /**
   * What bears a job's mark.
   *
   * @return by id: kind, status and {@code self} where the resource bears its own id
   */
  static Map<String, String> marked(CloudView view, String jobId) {
    Map<String, String> all = new TreeMap<>();
    view.instances().forEach(i -> note(all, jobId, i.id(), "instance " + i.status(), i.metadata()));
    view.images().forEach(i -> note(all, jobId, i.id(), "image " + i.status(), i.properties()));
    view.volumes().forEach(v -> note(all, jobId, v.id(), "volume " + v.status(), v.metadata()));
    view.snapshots().forEach(s -> note(all, jobId, s.id(), "snapshot " + s.status(), s.metadata()));
    return all;
  }

  private static void note(
      Map<String, String> all, String jobId, String id, String what, Map<String, String> marks) {
    if (jobId.equals(marks.get("snapclone_job"))) {
      all.put(id, what + (id.equals(marks.get("snapclone_self")) ? " self" : ""));
    }
  }

  /** What is wrong with the end of a job; empty when all is right. */
  List<String> complaints(
      Job job, CloudView after, List<SeenMessage> cards, List<SeenMessage> outcomes) {
    List<String> wrong = new ArrayList<>();
    if (!job.state().terminal()) {
      wrong.add("lost: it is " + job.state());
      return wrong;
    }
    if (!allowed.contains(job.state())) {
      wrong.add("ended as " + job.state() + ", allowed are " + allowed);
    }
    Outcome outcome = job.outcome();
    if (outcome == null) {
      wrong.add("no outcome");
      return wrong;
    }
    Map<String, String> marked = marked(after, job.id());
    switch (job.state()) {
      case DONE -> done(marked, outcome, after, wrong);
      case NEEDS_ATTENTION -> needsAttention(marked, outcome, wrong);
      default -> undone(marked, outcome, wrong);
    }
    others(job, after, wrong);
    chat(job, cards, outcomes, wrong);
    return wrong;
  }

  private void done(
      Map<String, String> marked, Outcome outcome, CloudView after, List<String> wrong) {
    Map<String, Integer> kinds = new HashMap<>(Map.of());
    work.work().makes().forEach((kind, count) -> kinds.put(kind, 0));
    marked
        .values()
        .forEach(what -> kinds.merge(what.substring(0, what.indexOf(' ')), 1, (a, b) -> a + b));
    if (work.work() == FaultWork.COPY_WITHOUT_SNAPSHOT && kinds.get("snapshot") == 1) {
      kinds.put("snapshot", 0); // one that could not be deleted stays, and is named below
    }
    if (!kinds.equals(work.work().makes())) {
      wrong.add("made " + kinds + " instead of " + work.work().makes() + ": " + marked);
    }
    Set<String> right =
        Set.of(
            "instance ACTIVE",
            "image active self",
            "volume in-use self",
            "snapshot available self");
    marked.forEach(
        (id, what) -> {
          if (!right.contains(what)) {
            wrong.add(what + " " + id);
          }
        });
    if (!ids(outcome.made()).equals(marked.keySet())) {
      wrong.add("the outcome names " + outcome.made() + ", there is " + marked);
    }
    Set<String> there = idsOf(after);
    there.retainAll(work.doomed());
    if (!there.isEmpty()) {
      wrong.add("not deleted: " + there);
    }
  }

  private static void undone(Map<String, String> marked, Outcome outcome, List<String> wrong) {
    if (!marked.isEmpty()) {
      wrong.add("left behind: " + marked);
    }
    if (!outcome.left().isEmpty()) {
      wrong.add("says that it left " + outcome.left());
    }
  }

  private static void needsAttention(
      Map<String, String> marked, Outcome outcome, List<String> wrong) {
    boolean unresolved =
        outcome.lines().stream().anyMatch(line -> line.key().equals("jobs.unresolved"));
    Set<String> unsaid = new TreeSet<>(marked.keySet());
    unsaid.removeAll(ids(outcome.left()));
    unsaid.removeAll(ids(outcome.made()));
    if (!unsaid.isEmpty() && !unresolved) {
      wrong.add("left and not said: " + unsaid + " of " + marked);
    }
    if (outcome.left().isEmpty() && !unresolved) {
      wrong.add("needs attention, and does not say for what");
    }
  }

  /** What is nobody's business must be as it was. */
  private void others(Job job, CloudView after, List<String> wrong) {
    Set<String> gone = idsOf(before);
    gone.removeAll(idsOf(after));
    gone.removeAll(work.doomed());
    if (!gone.isEmpty()) {
      wrong.add("gone: " + gone);
    }
    Set<String> strange = idsOf(after);
    strange.removeAll(idsOf(before));
    strange.removeAll(marked(after, job.id()).keySet());
    if (!strange.isEmpty()) {
      wrong.add("new and without its mark: " + strange);
    }
    Set<String> instances =
        after.instances().stream().map(CloudView.InstanceView::id).collect(Collectors.toSet());
    after.ports().stream()
        .filter(p -> !p.instanceId().isEmpty() && p.instanceId().contains("-"))
        .filter(p -> !instances.contains(p.instanceId()) && ours(p))
        .forEach(p -> wrong.add("a port of nobody: " + p));
    after.volumes().stream()
        .filter(v -> v.instanceId() != null && !instances.contains(v.instanceId()))
        .forEach(v -> wrong.add("attached to nothing: " + v));
  }

  private boolean ours(CloudView.PortView port) {
    return before.ports().stream().noneMatch(p -> p.id().equals(port.id()));
  }

  private static void chat(
      Job job, List<SeenMessage> cards, List<SeenMessage> outcomes, List<String> wrong) {
    if (outcomes.size() != 1) {
      wrong.add("told " + outcomes.size() + " times");
    } else if (job.state() != JobState.CANCELLED && !outcomes.get(0).pinged().contains("anna")) {
      wrong.add("told to nobody");
    }
    if (cards.size() != 1) {
      wrong.add(cards.size() + " cards");
    } else if (!cards.get(0).text().contains(WORDS.getOrDefault(job.state(), "?"))) {
      wrong.add("the card says of " + job.state() + ": " + cards.get(0).text());
    }
  }

  private static Set<String> ids(List<ResourceRef> resources) {
    return resources.stream().map(ResourceRef::id).collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> idsOf(CloudView view) {
    Set<String> ids = new TreeSet<>();
    view.instances().forEach(i -> ids.add(i.id()));
    view.images().forEach(i -> ids.add(i.id()));
    view.volumes().forEach(v -> ids.add(v.id()));
    view.snapshots().forEach(s -> ids.add(s.id()));
    return ids;
  }
}
