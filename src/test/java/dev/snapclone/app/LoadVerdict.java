package dev.snapclone.app;

import dev.snapclone.app.ReplicaLoad.Typed;
import dev.snapclone.sandbox.discord.ChatSnapshot.ChannelView;
import dev.snapclone.sandbox.discord.ChatSnapshot.MessageView;
import dev.snapclone.sandbox.discord.JobPosts;
import dev.snapclone.sandbox.discord.chat.SeenMessage;
import dev.snapclone.sandbox.openstack.CloudView;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What came of the commands, judged by what people see, what the cloud holds, and what the database
 * says of who carried what out how often.
 */
final class LoadVerdict {
  private final Replicas world;
  private final Ledger ledger;
  private final List<String> wrong = new ArrayList<>();

  LoadVerdict(Replicas world, Ledger ledger) {
    this.world = world;
    this.ledger = ledger;
  }

  /**
   * Everything that is not as it has to be; empty when all is well.
   *
   * @param typed what was typed and pressed
   * @param mayRepeat says of an interaction's id whether somebody died while carrying it out, or
   *     says that it failed, so that it was carried out anew
   */
  List<String> wrong(List<Typed> typed, Predicate<String> mayRepeat) {
    for (Typed one : typed.stream().filter(t -> t.answer.acknowledged()).toList()) {
      command(one, mayRepeat);
      answer(one, typed.stream().anyMatch(t -> t.repeats(one) && t.answer.message().isPresent()));
    }
    Map<String, List<SeenMessage>> messages = publicMessagesByJob();
    CloudView cloud = world.cloud.view();
    for (Map<String, String> job :
        ledger.rows("select id, workflow, state, invocation from jobs order by seq")) {
      job(job, messages.getOrDefault(job.get("id"), List.of()), cloud);
    }
    return wrong;
  }

  private void check(boolean right, String otherwise) {
    if (!right) {
      wrong.add(otherwise);
    }
  }

  /**
   * It has one.
   *
   * @param another whether the answer to another press of the same button may have taken its place
   */
  private void answer(Typed typed, boolean another) {
    Optional<SeenMessage> answer =
        typed.answer.message().or(() -> another ? typed.answer.withdrawn() : Optional.empty());
    check(answer.filter(a -> !a.loading()).isPresent(), "not answered: " + typed);
    check(answer.filter(SeenMessage::ephemeral).isPresent(), "not private: " + typed);
  }

  private void command(Typed typed, Predicate<String> mayRepeat) {
    String id = typed.answer.id();
    check(typed.answer.followUps().isEmpty(), "answered twice: " + typed);
    List<Map<String, String>> errand =
        ledger.rows(
            "select attempts, done_at from errand where kind = 'INTERACTION' and id = ?", id);
    check(errand.size() == 1, "claimed " + errand.size() + " times: " + typed);
    if (errand.size() == 1) {
      check(errand.get(0).get("done_at") != null, "not done: " + typed);
      check(
          errand.get(0).get("attempts").equals("1") || mayRepeat.test(id),
          "carried out " + errand.get(0).get("attempts") + " times: " + typed);
    }
    List<Map<String, String>> jobs = ledger.rows("select id from jobs where invocation = ?", id);
    String text = typed.answer.text();
    boolean promised = text.contains("job `") && typed.command.matches("/snapshot|/clone|/copy");
    check(jobs.size() <= 1, "several jobs: " + typed);
    check(!jobs.isEmpty() || !promised || refused(text), "a job that is not: " + typed);
    if (jobs.size() == 1) {
      check(text.contains(jobs.get(0).get("id")), "its job is not told: " + typed);
    }
  }

  /** Whose instance or snapshot another job has is told which one. */
  private static boolean refused(String text) {
    return !text.contains("has started") && !text.contains("Asked for approval");
  }

  private void job(Map<String, String> job, List<SeenMessage> messages, CloudView cloud) {
    String id = job.get("id");
    String what = job.get("workflow") + " " + id;
    check(job.get("state").equals("DONE"), what + " is " + job.get("state"));
    List<SeenMessage> cards = messages.stream().filter(m -> m.replyTo() == null).toList();
    check(cards.size() == 1, what + " has " + cards.size() + " cards");
    cards.forEach(c -> check(c.text().contains("**Done**"), "its card says " + c.text()));
    check(messages.size() - cards.size() == 1, what + ": not one outcome: " + messages);
    int snapshots = job.get("workflow").startsWith("clone") ? 0 : 1;
    int instances = job.get("workflow").startsWith("snapshot") ? 0 : 1;
    long taken =
        count(cloud.images().stream().map(CloudView.ImageView::properties).toList(), id)
            + count(cloud.snapshots().stream().map(CloudView.SnapshotView::metadata).toList(), id);
    check(taken == snapshots, what + " made " + taken + " snapshots");
    long launched =
        cloud.instances().stream().filter(i -> i.tags().contains("snapclone-job-" + id)).count();
    check(launched == instances, what + " made " + launched + " instances");
    long volumes = count(cloud.volumes().stream().map(CloudView.VolumeView::metadata).toList(), id);
    check(volumes <= instances, what + " made " + volumes + " volumes");
  }

  private static long count(List<Map<String, String>> marks, String job) {
    return marks.stream().filter(m -> job.equals(m.get("snapclone_job"))).count();
  }

  /** All messages of the bot that everybody sees, by the job that they are about. */
  private Map<String, List<SeenMessage>> publicMessagesByJob() {
    Set<String> jobs =
        Set.copyOf(ledger.rows("select id from jobs").stream().map(r -> r.get("id")).toList());
    Map<String, List<SeenMessage>> messages = new HashMap<>();
    for (ChannelView channel : world.discord.snapshot().guilds().get(0).channels()) {
      for (MessageView seen : channel.messages()) {
        if (seen.onlyFor() == null && seen.message().fromBot()) {
          jobs.stream()
              .filter(j -> JobPosts.card(seen.message(), j) || JobPosts.outcome(seen.message(), j))
              .forEach(
                  j -> messages.computeIfAbsent(j, k -> new ArrayList<>()).add(seen.message()));
        }
      }
    }
    return messages;
  }
}
