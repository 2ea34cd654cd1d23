package dev.snapclone.harness;

import dev.snapclone.harness.ChatReading.Card;
import dev.snapclone.harness.UserAction.Promise;
import dev.snapclone.sandbox.discord.chat.SeenMessage;
import dev.snapclone.sandbox.openstack.CloudView;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Finds what is wrong after everything has come to rest, from the contents of the cloud and of the
 * chat. It does not know how the program works, only what it promises.
 */
final class Judge {
  private static final Pattern BOUND_TO_FAIL =
      Pattern.compile("\\b(?:" + KillWorld.DOOMED + "|dup)\\b");

  private final CloudView before;
  private final CloudView after;
  private final ChatReading chat;
  private final List<Promise> asked;
  private final Set<String> cancelled;
  private final List<String> wrong = new ArrayList<>();

  /**
   * @param before the cloud before the first command
   * @param after the cloud at the end
   * @param asked all actions that may have started a job
   * @param cancelled the jobs that somebody tried to deny or cancel
   */
  Judge(
      CloudView before,
      CloudView after,
      ChatReading chat,
      List<Promise> asked,
      Set<String> cancelled) {
    this.before = before;
    this.after = after;
    this.chat = chat;
    this.asked = List.copyOf(asked);
    this.cancelled = Set.copyOf(cancelled);
  }

  /** All problems; empty when there are none. */
  List<String> verdict() {
    wrong.clear();
    answered();
    chat.all().forEach(this::told);
    Map<String, List<MarkedResource>> byJob = new TreeMap<>();
    MarkedResource.in(after)
        .forEach(m -> byJob.computeIfAbsent(m.job(), j -> new ArrayList<>()).add(m));
    chat.all().forEach(card -> made(card, byJob.getOrDefault(card.job(), List.of())));
    strangers(byJob);
    originals();
    return List.copyOf(wrong);
  }

  /** Each promised job exists exactly once. */
  private void answered() {
    Set<String> named = new HashSet<>();
    for (Promise one : asked) {
      if (one.job() != null && named.add(one.job()) && !chat.cards().containsKey(one.job())) {
        wrong.add("job " + one.job() + " was promised, and has no card: " + one);
      }
    }
    chat.outcomes().keySet().stream()
        .filter(job -> !chat.cards().containsKey(job))
        .forEach(job -> wrong.add("job " + job + " has an outcome and no card"));
    // A command that started a job must have been answered.
    chat.all().stream()
        .filter(card -> !named.contains(card.job()) && !chat.late().contains(card.job()))
        .forEach(card -> wrong.add("job " + card.job() + " was made, and no answer names it"));
  }

  private void told(Card card) {
    String job = card.job();
    int cards = chat.cards().get(job).size();
    if (cards != 1) {
      wrong.add("job " + job + " has " + cards + " cards");
    }
    if (!card.terminal()) {
      wrong.add("the card of job " + job + " says " + card.state());
    }
    List<SeenMessage> outcomes = chat.outcomes().getOrDefault(job, List.of());
    if (outcomes.size() != 1) {
      wrong.add("job " + job + " was told of " + outcomes.size() + " times");
    }
    String requester =
        asked.stream().filter(one -> one.of(job)).map(Promise::who).findFirst().orElse("");
    for (SeenMessage outcome : outcomes) {
      boolean ownDoing = outcome.pinged().isEmpty() && outcome.text().contains("ancelled by");
      if (!requester.isEmpty() && !ownDoing && !outcome.pinged().equals(Set.of(requester))) {
        wrong.add("the outcome of job " + job + " mentions " + outcome.pinged());
      }
      if (!card.message().id().equals(outcome.replyTo())) {
        wrong.add("the outcome of job " + job + " is no reply to its card");
      }
    }
    ended(card, outcomes);
  }

  private void ended(Card card, List<SeenMessage> outcomes) {
    String why = outcomes.isEmpty() ? "" : ": " + outcomes.get(0).text().replace('\n', '|');
    switch (card.state()) {
      case "Failed" -> {
        if (!boundToFail(card, outcomes)) {
          wrong.add("job " + card.job() + " failed, and nothing made it" + why);
        }
      }
      case "Cancelled" -> {
        if (!cancelled.contains(card.job())) {
          wrong.add("job " + card.job() + " is cancelled, and nobody did it" + why);
        }
      }
      case "Needs attention" -> wrong.add("job " + card.job() + " needs attention" + why);
      default -> {} // done, or already reported as not ended
    }
  }

  private boolean boundToFail(Card card, List<SeenMessage> outcomes) {
    return BOUND_TO_FAIL.matcher(card.message().text()).find()
        || outcomes.stream().anyMatch(m -> BOUND_TO_FAIL.matcher(m.text()).find())
        || asked.stream()
            .filter(one -> one.of(card.job()))
            .anyMatch(one -> BOUND_TO_FAIL.matcher(one.what()).find());
  }

  // ---- What bears its mark -----------------------------------------------------------------

  private void made(Card card, List<MarkedResource> made) {
    String what = card.kind() + " " + card.job() + " (" + card.state() + ")";
    Set<String> steps = new HashSet<>();
    for (MarkedResource one : made) {
      if (!steps.add(one.step())) {
        wrong.add(what + " made twice in step " + one.step() + ": " + made);
      }
    }
    if (!card.state().equals("Done")) {
      if (!made.isEmpty() && !card.state().equals("Needs attention")) {
        wrong.add(what + " left behind " + made);
      }
      return;
    }
    if (deletedSince(card.job())) {
      boolean snapshotsOnly = made.stream().allMatch(MarkedResource::snapshot);
      if (!snapshotsOnly) {
        wrong.add(what + " was deleted, and there is " + made);
      }
      return;
    }
    made.stream().filter(m -> !m.well()).forEach(m -> wrong.add(what + " left " + m));
    long snapshots = made.stream().filter(MarkedResource::snapshot).count();
    long instances = made.stream().filter(m -> m.kind().equals("instance")).count();
    switch (card.kind()) {
      case "snapshot" -> expect(what, made, oneSnapshot(card, made) && made.size() == snapshots);
      case "clone" -> expect(what, made, instances == 1 && snapshots == 0);
      case "copy" ->
          expect(
              what,
              made,
              instances == 1 && (oneSnapshot(card, made) || snapshots == 0 && mayGo(card)));
      case "deletion", "verification" -> expect(what, made, made.isEmpty());
      default -> wrong.add(what + " is of no known kind");
    }
    whole(what, made);
  }

  /** One snapshot, or one whole set where that was asked for. */
  private boolean oneSnapshot(Card card, List<MarkedResource> made) {
    long images = made.stream().filter(m -> m.kind().equals("image")).count();
    long volumes = made.stream().filter(m -> m.kind().equals("volume snapshot")).count();
    List<String> commands =
        asked.stream().filter(one -> one.of(card.job())).map(Promise::what).toList();
    for (String command : commands) {
      for (Map.Entry<String, Integer> original : KillWorld.IN_A_SET.entrySet()) {
        if (command.contains("volumes=all") && command.contains(" of " + original.getKey() + " ")) {
          return images == 1 && volumes == original.getValue();
        }
      }
    }
    // The command of a late answer is not known.
    return images + volumes == 1 || (commands.isEmpty() && images == 1 && volumes == 2);
  }

  private void expect(String what, List<MarkedResource> made, boolean right) {
    if (!right) {
      wrong.add(what + " made " + made);
    }
  }

  /** A clone is complete, and its volumes belong to no other. */
  private void whole(String what, List<MarkedResource> made) {
    Set<String> volumes = new TreeSet<>();
    Set<String> attached = new TreeSet<>();
    for (MarkedResource one : made) {
      if (one.kind().equals("volume")) {
        volumes.add(one.id());
      }
      if (one.kind().equals("instance")) {
        after.instance(one.id()).ifPresent(i -> attached.addAll(i.volumeIds()));
      }
    }
    if (!volumes.equals(attached)) {
      wrong.add(what + " made the volumes " + volumes + ", attached are " + attached);
    }
  }

  private boolean mayGo(Card card) {
    // The command of a late answer is not known.
    return asked.stream().noneMatch(one -> one.of(card.job()))
        || asked.stream()
            .filter(one -> one.what().contains("delete-snapshot"))
            .anyMatch(one -> one.of(card.job()));
  }

  private boolean deletedSince(String job) {
    return asked.stream()
        .filter(one -> job.equals(one.deletes()))
        .map(one -> one.job() == null ? "" : one.job())
        .flatMap(deletion -> chat.cards().getOrDefault(deletion, List.of()).stream())
        .anyMatch(card -> card.state().equals("Done"));
  }

  // ---- What nobody asked for ---------------------------------------------------------------

  private void strangers(Map<String, List<MarkedResource>> byJob) {
    byJob.forEach(
        (job, made) -> {
          if (!chat.cards().containsKey(job)) {
            wrong.add("no card tells of job " + job + ", which made " + made);
          }
        });
    Set<String> known = new HashSet<>(MarkedResource.ids(before));
    byJob.values().forEach(some -> some.forEach(m -> known.add(m.id())));
    MarkedResource.ids(after).stream()
        .filter(id -> !known.contains(id))
        .forEach(id -> wrong.add("nobody's: " + MarkedResource.describe(after, id)));
    Set<String> ports = new HashSet<>();
    before.ports().forEach(port -> ports.add(port.id()));
    Set<String> instances = new HashSet<>();
    after.instances().forEach(i -> instances.add(i.id()));
    after.ports().stream()
        .filter(port -> !ports.contains(port.id()) && !instances.contains(port.instanceId()))
        .forEach(port -> wrong.add("a port of no instance: " + port));
    Map<String, Integer> each = new HashMap<>();
    after.ports().stream()
        .filter(port -> !ports.contains(port.id()))
        .forEach(port -> each.merge(port.instanceId(), 1, Integer::sum));
    each.forEach(
        (instance, count) -> {
          if (count != 1) {
            wrong.add("instance " + instance + " has " + count + " ports");
          }
        });
  }

  private void originals() {
    Map<String, Object> was = MarkedResource.all(before);
    Map<String, Object> is = MarkedResource.all(after);
    was.forEach(
        (id, resource) -> {
          if (!resource.equals(is.get(id))) {
            wrong.add("an original was changed: " + resource + " is now " + is.get(id));
          }
        });
  }
}
