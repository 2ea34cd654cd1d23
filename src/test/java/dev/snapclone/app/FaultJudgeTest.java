package dev.snapclone.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.snapclone.job.Job;
import dev.snapclone.job.JobState;
import dev.snapclone.job.engine.TestDatabases;
import dev.snapclone.sandbox.discord.chat.SeenMessage;
import dev.snapclone.sandbox.openstack.CloudView;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The judge of the fault runs sees what is wrong: each error is planted into a run in peace. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FaultJudgeTest {
  @TempDir static Path folder;

  private FaultWorld world;
  private CloudView before;
  private FaultJudge judge;
  private Job job;
  private CloudView after;
  private List<SeenMessage> cards;
  private List<SeenMessage> outcomes;

  @BeforeAll
  void aSnapshotInPeace() {
    world =
        new FaultWorld(
            TestDatabases.h2InMemory(), folder, Duration.ofHours(2), InstantSource.system());
    before = world.view();
    FaultRun.Result result = new FaultRun(world, FaultWork.SNAPSHOT_OF_IMAGE_BOOTED).run();
    assertEquals(List.of(), result.complaints());
    job = world.job(result.jobId());
    after = world.view();
    cards = world.cards(job.id());
    outcomes = world.outcomes(job.id());
    judge =
        new FaultJudge(
            new FaultWork.Prepared(FaultWork.SNAPSHOT_OF_IMAGE_BOOTED, "web-01", Set.of()),
            before,
            Set.of(JobState.DONE));
  }

  @AfterAll
  void closes() {
    world.close();
  }

  private void complains(String of, CloudView cloud, List<SeenMessage> c, List<SeenMessage> o) {
    List<String> said = judge.complaints(job, cloud, c, o);
    assertTrue(said.stream().anyMatch(it -> it.contains(of)), () -> of + " not in " + said);
  }

  private static CloudView with(CloudView view, List<CloudView.ImageView> images) {
    return new CloudView(
        view.at(), view.instances(), images, view.volumes(), view.snapshots(), view.ports());
  }

  @Test
  void nothingIsWrongInPeace() {
    assertEquals(List.of(), judge.complaints(job, after, cards, outcomes));
  }

  @Test
  void aDoubledResourceIsSeen() {
    String twin =
        world
            .cloud
            .backstage()
            .addImage("demo", "twin", "private", Map.of("snapclone_job", job.id()));
    complains("instead of", world.view(), cards, outcomes);
    world.cloud.backstage().removeImage(twin);
  }

  @Test
  void aMissingResourceIsSeen() {
    complains("instead of", before, cards, outcomes);
  }

  @Test
  void aLostStrangerIsSeen() {
    CloudView poorer =
        new CloudView(
            after.at(),
            after.instances().subList(1, after.instances().size()),
            after.images(),
            after.volumes(),
            after.snapshots(),
            after.ports());
    complains("gone", poorer, cards, outcomes);
  }

  @Test
  void anUnmarkedLeftoverIsSeen() {
    List<CloudView.ImageView> more = new java.util.ArrayList<>(after.images());
    more.add(new CloudView.ImageView("i-9", "corpse", "demo", "queued", "private", null, Map.of()));
    complains("without its mark", with(after, more), cards, outcomes);
  }

  @Test
  void anOutcomeThatIsToldTwiceOrNeverIsSeen() {
    complains("told 2 times", after, cards, List.of(outcomes.get(0), outcomes.get(0)));
    complains("told 0 times", after, cards, List.of());
  }

  @Test
  void aCardThatLiesIsSeen() {
    complains("0 cards", after, List.of(), outcomes);
    complains("the card says", after, outcomes, outcomes);
  }

  @Test
  void aWrongEndIsSeen() {
    FaultJudge strict =
        new FaultJudge(
            new FaultWork.Prepared(FaultWork.SNAPSHOT_OF_IMAGE_BOOTED, "web-01", Set.of()),
            before,
            Set.of(JobState.CANCELLED));
    assertTrue(strict.complaints(job, after, cards, outcomes).get(0).contains("ended as DONE"));
  }
}
