package dev.snapclone.removal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.snapclone.access.RequestedAction;
import dev.snapclone.clone.CloneBench;
import dev.snapclone.cloud.CloudException;
import dev.snapclone.cloud.Marks;
import dev.snapclone.cloud.Quota;
import dev.snapclone.cloud.Verb;
import dev.snapclone.command.Invocation;
import dev.snapclone.command.Reply;
import dev.snapclone.command.Suggestion;
import dev.snapclone.i18n.Messages;
import dev.snapclone.inventory.Inventory;
import dev.snapclone.inventory.Lookup;
import dev.snapclone.job.ImmediateSteps;
import dev.snapclone.job.Job;
import dev.snapclone.job.JobState;
import dev.snapclone.job.NewJob;
import dev.snapclone.job.Outcome;
import dev.snapclone.job.ResourceRef;
import dev.snapclone.procedure.CloneMade;
import dev.snapclone.procedure.CurrentOutcome;
import dev.snapclone.request.Asking;
import dev.snapclone.request.CloudOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code /delete}: what it names, picks, refuses and asks, and what its job does. */
class DeleteManyTest {
  private final CloneBench bench = new CloneBench();
  private Instant now = Asking.NOW;
  private final InstantSource clock = () -> now;
  private final Inventory inventory =
      new Inventory(
          bench.clouds,
          name -> Runnable::run,
          Ticker.disabledTicker(),
          clock,
          Duration.ofHours(1),
          Duration.ZERO);
  private final DeleteCommand delete =
      new DeleteCommand(
          new CloudOption(bench.clouds),
          bench.jobs,
          bench.jobs,
          bench.drafts,
          new Lookup(inventory, Messages.load()),
          clock);
  private final DeleteManyWorkflow workflow =
      new DeleteManyWorkflow(bench.clouds, inventory, bench.jobs);

  private Outcome copy(String server) {
    Outcome outcome = bench.runs(bench.types("copy", "server-name", server));
    outcome.made().forEach(it -> bench.jobs.made(it.id(), bench.jobs.one(jobOf(outcome))));
    return outcome;
  }

  private String jobOf(Outcome copy) {
    return bench
        .cloud
        .instance(fact(copy, "instance"))
        .orElseThrow()
        .metadata()
        .getOrDefault(Marks.JOB, "");
  }

  private static String fact(Outcome outcome, String key) {
    return CloneBench.fact(outcome, key);
  }

  private Reply deletes(String... options) {
    return delete.run(Asking.types("delete", options));
  }

  private String refused(String... options) {
    return Asking.refused(() -> deletes(options));
  }

  private Job job(Reply reply) {
    return bench.jobs.one(String.valueOf(reply.job()));
  }

  private Outcome runs(Reply reply) {
    return bench.jobs.run(
        job(reply).id(), workflow, new ImmediateSteps(job(reply).id(), bench.cloud::advance));
  }

  private static DeleteManyPlan plan(NewJob job) {
    return (DeleteManyPlan) job.plan();
  }

  private DeleteManyPlan lastPlan() {
    List<NewJob> taken = bench.jobs.taken();
    return plan(taken.get(taken.size() - 1));
  }

  private RequestedAction lastAction() {
    List<RequestedAction> actions = bench.jobs.actions();
    return actions.get(actions.size() - 1);
  }

  @Test
  void severalGoInOneJobWhatWasMadeFromOthersFirstAndTheirCardsSaySo() {
    Outcome web = copy("web-01");
    Outcome db = copy("db-01");
    bench.cloud.knobs().snapshotsBusyWithVolumes(true);
    Reply asked =
        deletes(
            "snapshot-id",
            fact(db, "snapshot") + ", " + fact(web, "snapshot"),
            "clone",
            fact(db, "instance"));
    Job job = job(asked);
    assertEquals("Delete 2 snapshots and the clone db-01-clone-1", Asking.read(job.title()));
    assertEquals(3, job.work().locks().size());
    List<String> order =
        lastPlan().targets().stream().map(DeletionTarget::resource).map(ResourceRef::id).toList();
    assertTrue(
        order.indexOf(fact(db, "instance")) < order.indexOf(fact(db, "snapshot")),
        "this cloud keeps a snapshot while a volume made from it is there: " + order);
    String said = bench.plan(asked);
    assertTrue(
        said.contains(
            "↳ The volume db-01-clone-1-root ("
                + fact(db, "volumes")
                + ") of the instance db-01-clone-1 was made from it, and goes too."),
        said);
    assertTrue(said.contains("↳ The instance web-01-clone-1"), said);
    assertEquals(RequestedAction.DELETE, lastAction().command());

    Outcome outcome = runs(asked);
    assertEquals(
        "Deleted: 2 snapshots and the clone db-01-clone-1.", Asking.read(outcome.headline()));
    assertEquals(List.of(), outcome.left());
    assertTrue(bench.cloud.image(fact(web, "snapshot")).isEmpty());
    assertTrue(bench.cloud.volumeSnapshot(fact(db, "snapshot")).isEmpty());
    assertTrue(bench.cloud.instance(fact(db, "instance")).isEmpty());
    assertTrue(bench.cloud.volume(fact(db, "volumes")).isEmpty());

    Job webJob = bench.jobs.one(jobOf(web));
    assertTrue(CloneMade.standing(webJob).isPresent(), "the clone of web-01 is still there");
    String card = Asking.read(CurrentOutcome.of(webJob, null, true).more());
    assertTrue(card.contains("was deleted later, by job " + job.id()), card);
    assertFalse(card.contains("was kept"), card);
  }

  @Test
  void whatCannotGoStaysWithItsReasonAndRetryTakesItUp() {
    Outcome web = copy("web-01");
    Outcome off = copy("off-01");
    Reply asked = deletes("snapshot-id", fact(web, "snapshot") + "," + fact(off, "snapshot"));
    bench
        .cloud
        .knobs()
        .failNext(Verb.DELETE_IMAGE, Verb.Moment.BEFORE_EFFECT, CloudException.Kind.CONFLICT);
    Outcome outcome = runs(asked);
    assertEquals("1 of 2 are deleted, 1 stays.", Asking.read(outcome.headline()));
    assertEquals(
        List.of(fact(web, "snapshot")), outcome.left().stream().map(ResourceRef::id).toList());
    String lines = Asking.read(outcome.lines());
    assertTrue(lines.contains(fact(web, "snapshot")), lines);
    assertTrue(lines.contains("the instance web-01-clone-1"), lines);
    assertTrue(Asking.read(outcome.more()).contains(fact(off, "snapshot")), "what is gone");
    String first = job(asked).id();
    bench.jobs.end(first, JobState.NEEDS_ATTENTION, outcome);

    assertTrue(delete.takesUpLeftovers());
    Reply again =
        delete.again(
            plan(bench.jobs.taken().get(2)),
            Asking.presses(Asking.ANNA, "retry", first).withId("retry:" + first + ":0"));
    assertEquals(1, lastPlan().targets().size());
    assertEquals(List.of(first), lastPlan().earlier());
    runs(again);
    Outcome now = CurrentOutcome.of(bench.jobs.one(first), null, true);
    assertEquals(List.of(), now.left());
    assertTrue(Asking.read(now.lines()).contains(job(again).id()), Asking.read(now.lines()));
    assertFalse(Asking.read(now.more()).contains(fact(web, "snapshot")), "it stays no longer");
    assertEquals(
        "Everything that this job was to delete is gone.\nThere is nothing to do.",
        Asking.refused(
            () ->
                delete.again(
                    plan(bench.jobs.taken().get(2)), Asking.presses(Asking.ANNA, "retry", first))));
  }

  @Test
  void whatOthersMadeGoesOnlyAfterAWordAndByApprovalsOfItsOwn() {
    String foreign = bench.foreignImage("web-01");
    int before = bench.jobs.taken().size();
    Reply asked = deletes("snapshot-id", "made in Horizon");
    assertNull(asked.job());
    assertEquals(before, bench.jobs.taken().size());
    assertTrue(
        Asking.read(asked).contains("Others made 1 of them, not the bot: made in Horizon"),
        Asking.read(asked));
    assertEquals("delete-foreign", asked.buttons().get(0).name());
    Invocation kept = bench.drafts.find(asked.buttons().get(0).target()).orElseThrow();
    assertTrue(delete.runConfirmed(kept).job() == null, "Go ahead does not stand for the word");

    DeleteForeignPress press = new DeleteForeignPress(delete);
    Invocation pressed = Asking.presses(Asking.ANNA, "delete-foreign", "d");
    assertTrue(
        Asking.refused(() -> press.press(pressed.with("word", "yes"), kept))
            .contains("That was not the word delete"));
    assertEquals(before, bench.jobs.taken().size());
    Reply made = press.press(pressed.with("word", " Delete "), kept);
    assertEquals(RequestedAction.DELETE_FOREIGN, lastAction().command());
    runs(made);
    assertTrue(bench.cloud.image(foreign).isEmpty());
  }

  @Test
  void aMarkThatWasInheritedOrForgedMakesNothingTheBots() {
    Outcome web = copy("web-01");
    String forged =
        bench.cloud.createImage(
            bench.cloud.idOf("off-01"), "forged", Map.of(Marks.JOB, jobOf(web), Marks.STEP, "x"));
    bench.cloud.settle();
    assertEquals("delete-foreign", deletes("snapshot-id", forged).buttons().get(0).name());
    DeletionPlanner.Planned planned =
        new DeletionPlanner(bench.jobs)
            .plan(bench.cloud, List.of(forged, fact(web, "snapshot"), "gone"));
    assertEquals(
        List.of(fact(web, "snapshot")),
        ((DeleteManyPlan) Objects.requireNonNull(planned.request()).plan())
            .targets().stream().map(one -> one.resource().id()).toList());
    assertEquals(2, planned.left().size(), planned.left().toString());
  }

  @Test
  void pickingTakesOnlyTheBotsOwnShowsThemBeforeAndKeepsToThem() {
    Outcome web = copy("web-01");
    copy("db-01");
    bench.foreignImage("web-01");
    Instant created = bench.cloud.image(fact(web, "snapshot")).orElseThrow().created();
    now = created.plus(Duration.ofDays(40));
    Reply all = deletes("older-than", "30d");
    assertTrue(Asking.read(all.headline()).startsWith("Delete 2 snapshots"), Asking.read(all));
    Reply asked = deletes("server-name", "web-01", "older-than", "30d");
    assertNull(asked.job());
    assertEquals("go-ahead", asked.buttons().get(0).name());
    assertTrue(Asking.read(asked).contains(fact(web, "snapshot")), Asking.read(asked));
    Invocation kept = bench.drafts.find(asked.buttons().get(0).target()).orElseThrow();
    copy("web-01");
    Reply made = delete.runConfirmed(kept);
    assertNotNull(made.job());
    assertEquals(1, lastPlan().targets().size(), "not what came since");
    now = created.plus(Duration.ofHours(1));
    assertTrue(refused("older-than", "30d").contains("No snapshot that the bot made"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0d", "soon", "-3d", "30", "3 months", "99999d"})
  void anAgeThatIsNoneIsSaid(String age) {
    assertTrue(refused("older-than", age).contains("36h, 30d, 6w"));
  }

  @Test
  void whatIsMissingOrTooMuchIsSaid() {
    assertTrue(refused().contains("Say what to delete."));
    assertTrue(
        refused("snapshot-id", "x", "server-name", "web-01").contains("only one of both works"));
    String several = refused("snapshot-id", "nope-1,nope-2", "clone", "nope-3");
    assertTrue(several.contains("nope-1") && several.contains("nope-2"), several);
    assertTrue(several.contains("nope-3"), several);
    assertTrue(refused("clone", "web-01").contains("The bot did not make the instance web-01"));
    String plain =
        bench.cloud.images().stream()
            .filter(image -> !image.instanceSnapshot())
            .findFirst()
            .orElseThrow()
            .id();
    assertTrue(refused("snapshot-id", plain).contains("is no snapshot of an instance"));
    bench.cloud.knobs().limit(Quota.Item.SNAPSHOTS, 1000).limit(Quota.Item.GIGABYTES, 9999);
    for (int i = 0; i <= DeletionPlanner.MOST; i++) {
      bench.cloud.createVolumeSnapshot(bench.cloud.rootVolumeOf("db-01"), "s" + i, Map.of());
    }
    bench.cloud.settle();
    String[] names = new String[DeletionPlanner.MOST + 1];
    Arrays.setAll(names, i -> "s" + i);
    assertTrue(
        refused("snapshot-id", String.join(",", names))
            .contains("That is 51 at once; at most 50 can be deleted in one job."));
  }

  @Test
  void twoOfOneNameAreToldApartByTheirIds() {
    String one = bench.foreignImage("web-01");
    String other = bench.foreignImage("web-01");
    String said = refused("snapshot-id", "made in Horizon, x");
    assertTrue(said.contains(one) && said.contains(other), said);
  }

  @Test
  void whatAJobNeedsOrDeletesAlreadyIsLeftAlone() {
    Outcome web = copy("web-01");
    String snapshot = fact(web, "snapshot");
    Reply clone = bench.types("clone", "snapshot-id", snapshot);
    String needed = refused("snapshot-id", snapshot);
    assertTrue(needed.contains("Job " + clone.job() + " needs it"), needed);
    bench.jobs.end(String.valueOf(clone.job()), JobState.CANCELLED, null);
    Reply first = deletes("snapshot-id", snapshot);
    String twice =
        Asking.refused(
            () -> delete.run(Asking.anew(Asking.types("delete", "snapshot-id", snapshot))));
    assertTrue(twice.contains("Job " + first.job() + " is to delete it already"), twice);
    Reply late = bench.types("clone", "snapshot-id", snapshot);
    Outcome outcome = runs(first);
    assertEquals(1, outcome.left().size(), "approved later than the clone was asked for");
    assertTrue(Asking.read(outcome.lines()).contains(String.valueOf(late.job())));
  }

  @Test
  void aVolumeSnapshotThatAnImageBootsFromGoesOnlyWithTheImage() {
    String image = bench.foreignImage("db-01");
    String behind =
        Objects.requireNonNull(
            bench.cloud.image(image).orElseThrow().blockDevices().get(0).snapshotId());
    String said = refused("snapshot-id", behind);
    assertTrue(said.contains("boots from the volume snapshot " + behind), said);
    Reply both = deletes("snapshot-id", behind + "," + image);
    Invocation kept = bench.drafts.find(both.buttons().get(0).target()).orElseThrow();
    runs(delete.runWithWord(kept));
    assertEquals(1, lastPlan().targets().size());
    assertTrue(bench.cloud.image(image).isEmpty());
    assertTrue(bench.cloud.volumeSnapshot(behind).isEmpty());
  }

  @Test
  void suggestionsGoOnAfterAComma() {
    Outcome web = copy("web-01");
    List<String> values =
        delete
            .suggest(Asking.types("delete"), "snapshot-id", fact(web, "snapshot") + ", web")
            .stream()
            .map(Suggestion::value)
            .toList();
    assertTrue(
        values.stream().allMatch(value -> value.startsWith(fact(web, "snapshot") + ",")),
        values.toString());
    assertEquals(
        List.of(fact(web, "instance")),
        delete.suggest(Asking.types("delete"), "clone", "").stream()
            .map(Suggestion::value)
            .toList(),
        "only clones");
    assertEquals(
        List.of("30d"),
        delete.suggest(Asking.types("delete"), "older-than", "3").stream()
            .map(Suggestion::value)
            .toList());
  }
}
