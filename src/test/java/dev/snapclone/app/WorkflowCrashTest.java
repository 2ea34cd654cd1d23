package dev.snapclone.app;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.snapclone.cloud.InMemoryKnobs;
import dev.snapclone.job.engine.CrashHarness;
import dev.snapclone.job.engine.TestDatabases;
import dev.snapclone.storage.Database;
import java.util.Arrays;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The process dies at every moment of every real workflow: before a step's effect, after it but
 * before the journal, after the journal, and while the answer is lost and the effect is late. A new
 * process takes the job up; in the end all is right and exactly one of each resource exists, or, of
 * a job that failed or was cancelled, none.
 *
 * <p>Every twelfth point on H2; on PostgreSQL, and where every answer is lost besides, a thirtieth
 * of them, the same ones each time. {@code -Dsnapclone.crash.full=true} strikes everywhere; {@code
 * -Dsnapclone.crash.only=} takes a pattern such as {@code H2 SET_.*}.
 */
class WorkflowCrashTest {
  static final boolean FULL = Boolean.getBoolean("snapclone.crash.full");
  private static final Pattern ONLY =
      Pattern.compile(System.getProperty("snapclone.crash.only", ".*"));
  private static final int SAMPLE = 60;
  private static final int SAMPLE_ON_H2 = 20;
  private static final Set<String> SNAPSHOT = Set.of("snapshot");
  private static final Set<String> INSTANCE = Set.of("instance");
  private static final Set<String> WITH_ROOT = Set.of("volume-1", "instance");
  private static final Set<String> WITH_DATA = Set.of("volume-1", "volume-2", "instance");

  /** The jobs, each with what it leaves behind and, for most, a mishap that lets it fail. */
  enum Case {
    SNAPSHOT_OF_IMAGE_BOOTED(
        () -> PlannedJob.snapshot("web-01"), SNAPSHOT, InMemoryKnobs::nextImageVanishes),
    SNAPSHOT_OF_VOLUME_BOOTED(
        () -> PlannedJob.snapshot("db-01"), SNAPSHOT, k -> k.nextVolumeSnapshotFails("No space.")),
    SNAPSHOT_OF_IMAGE_BOOTED_SHUT_DOWN(
        () -> PlannedJob.snapshotOfShutDown("web-01"), SNAPSHOT, InMemoryKnobs::nextImageVanishes),
    SNAPSHOT_OF_VOLUME_BOOTED_SHUT_DOWN(
        () -> PlannedJob.snapshotOfShutDown("db-01"),
        SNAPSHOT,
        k -> k.nextVolumeSnapshotFails("No space.")),
    CLONE_OF_IMAGE_SNAPSHOT(() -> PlannedJob.cloneOf("web-01"), INSTANCE, Case::buildFails),
    CLONE_OF_VOLUME_SNAPSHOT(
        () -> PlannedJob.cloneOf("db-01"), WITH_ROOT, k -> k.nextVolumeFails("No space.")),
    CLONE_OF_ZERO_BYTE_IMAGE(
        () -> PlannedJob.cloneOfZeroByteImage("db-01"), WITH_DATA, Case::buildFails),
    COPY_OF_IMAGE_BOOTED(() -> PlannedJob.copy("web-01"), INSTANCE, Case::buildFails),
    COPY_OF_VOLUME_BOOTED(() -> PlannedJob.copy("db-01"), WITH_ROOT, Case::buildFails),
    COPY_OF_SHUT_DOWN(() -> PlannedJob.copyOfShutDown("web-01"), INSTANCE, Case::buildFails),
    COPY_THAT_NEEDS_ITS_SNAPSHOT(
        () -> PlannedJob.copyThatNeedsItsSnapshot("db-01"),
        Set.of("snapshot", "volume-1", "instance"),
        k -> k.nextVolumeFails("No space.")),
    DELETION(() -> PlannedJob.deletion("db-01"), Set.of(), null),
    ISOLATED_CLONE(
        () -> PlannedJob.isolatedCloneOf("web-01"),
        Set.of("isolation", "instance"),
        Case::buildFails),
    CLONE_OF_TWO_NICS(
        () -> PlannedJob.cloneOfTwoNics("web-01"),
        Set.of("port-1", "port-2", "instance"),
        Case::buildFails),
    ISOLATED_CLONE_OF_TWO_NICS(
        () -> PlannedJob.cloneOfTwoNics("web-01", "isolated", "true"),
        Set.of("isolation", "port-1", "port-2", "instance"),
        Case::buildFails),
    DELETION_OF_TWO_NICS(() -> PlannedJob.deletionOfTwoNics("web-01"), Set.of(), null),
    LIFT(() -> PlannedJob.lift("web-01"), Set.of(), null),
    DELETION_OF_A_SNAPSHOT(() -> PlannedJob.snapshotDeletion("web-01"), Set.of(), null),
    DELETION_OF_SEVERAL(() -> PlannedJob.deletionOfSeveral("db-01"), Set.of(), null),
    VERIFICATION(() -> PlannedJob.verification("web-01"), Set.of(), Case::buildFails),
    VERIFICATION_OF_ZERO_BYTE_IMAGE(
        () -> PlannedJob.verificationOfZeroByteImage("db-01"),
        Set.of(),
        k -> k.console("Kernel panic - not syncing")),
    CLEAN_UP(() -> PlannedJob.cleanUp("db-01"), Set.of(), null),
    SET_OF_IMAGE_BOOTED(
        () -> PlannedJob.set("web-01"),
        Set.of("snapshot", "snapshot-disk-1"),
        k -> k.nextVolumeSnapshotFails("No space.")),
    SET_OF_VOLUME_BOOTED(
        () -> PlannedJob.set("db-01"),
        Set.of("snapshot", "snapshot-disk-1", "snapshot-disk-2"),
        k -> k.nextVolumeSnapshotFails("No space.")),
    SET_THAT_STOPS_HALFWAY(
        () -> PlannedJob.set("db-01"),
        Set.of("snapshot", "snapshot-disk-1", "snapshot-disk-2"),
        InMemoryKnobs::nextSetStopsHalfway),
    CLONE_OF_SET(
        () -> PlannedJob.cloneOfSet("web-01"),
        Set.of("volume-1", "instance"),
        k -> k.nextVolumeFails("No space.")),
    THREE_CLONES(
        () -> PlannedJob.threeClonesOf("web-01"),
        Set.of("instance", "copy-2/instance", "copy-3/instance"),
        null),
    THREE_CLONES_OF_WHICH_ONE_FAILS(
        () -> PlannedJob.threeClonesOfWhichOneFails("db-01"),
        Set.of("copy-2/volume-1", "copy-2/instance", "copy-3/volume-1", "copy-3/instance"),
        null),
    TWO_COPIES(
        () -> PlannedJob.twoCopies("db-01"),
        Set.of("volume-1", "instance", "copy-2/volume-1", "copy-2/instance"),
        null),
    COPY_OF_ALL_DISKS(() -> PlannedJob.copyOfAllDisks("web-01"), WITH_ROOT, Case::buildFails),
    COPY_OF_ALL_VOLUMES(() -> PlannedJob.copyOfAllDisks("db-01"), WITH_DATA, Case::buildFails),
    DELETION_OF_A_SET(() -> PlannedJob.setDeletion("db-01"), Set.of(), null),
    EXTENSION(() -> PlannedJob.extension("web-01"), Set.of(), null),
    SCHEDULE(() -> PlannedJob.schedule("web-01"), Set.of(), null);

    private final Supplier<PlannedJob> planning;
    private final Set<String> makes;
    private final @Nullable Consumer<InMemoryKnobs> mishap;

    Case(
        Supplier<PlannedJob> planning,
        Set<String> makes,
        @Nullable Consumer<InMemoryKnobs> mishap) {
      this.planning = planning;
      this.makes = makes;
      this.mishap = mishap;
    }

    private static void buildFails(InMemoryKnobs knobs) {
      knobs.nextBuildFails("No valid host was found.");
    }

    /** The job in a cloud of its own. */
    PlannedJob planned() {
      return planning.get();
    }

    /** How many points it has at least; one that calls no cloud has few. */
    int points(int usual) {
      return this == EXTENSION || this == SCHEDULE ? Math.min(usual, 7) : usual;
    }

    /** Whether there is a mishap that lets it fail. */
    boolean fails() {
      return mishap != null;
    }

    void harm(InMemoryKnobs knobs) {
      Objects.requireNonNull(mishap).accept(knobs);
    }

    CrashWorld world(LeapingClock clock) {
      return new CrashWorld(planning.get(), clock, makes, null);
    }

    CrashWorld failing(LeapingClock clock) {
      return new CrashWorld(planning.get(), clock, makes, mishap);
    }
  }

  static Stream<Arguments> jobs() {
    return Arrays.stream(TestDatabases.Kind.values())
        .flatMap(
            kind ->
                Arrays.stream(Case.values())
                    .filter(job -> ONLY.matcher(kind + " " + job).matches())
                    .map(job -> Arguments.of(kind, job)));
  }

  static Stream<Arguments> failingJobs() {
    return jobs().filter(both -> ((Case) both.get()[1]).mishap != null);
  }

  @ParameterizedTest
  @MethodSource("jobs")
  void aJobKilledAtAnyMomentMakesEachThingOnce(
      TestDatabases.Kind kind, Case job, TestReporter told) {
    strike(
        kind,
        job,
        told,
        12,
        (harness, clock) ->
            harness.killEverywhere(() -> job.world(clock))
                + harness.loseEverywhere(() -> job.world(clock)));
  }

  @ParameterizedTest
  @MethodSource("failingJobs")
  void aFailingJobKilledAtAnyMomentUndoesEverything(
      TestDatabases.Kind kind, Case job, TestReporter told) {
    strike(
        kind,
        job,
        told,
        18,
        (harness, clock) ->
            harness.killEverywhere(() -> job.failing(clock))
                + harness.loseEverywhere(() -> job.failing(clock)));
  }

  @ParameterizedTest
  @MethodSource("jobs")
  void aJobCancelledAtAnyMomentLeavesNothing(TestDatabases.Kind kind, Case job, TestReporter told) {
    strike(
        kind,
        job,
        told,
        10,
        (harness, clock) ->
            harness.cancelEverywhere(() -> job.world(clock), world -> world::inspectCancelled));
  }

  @ParameterizedTest
  @MethodSource("failingJobs")
  void aFailingJobCancelledAtAnyMomentLeavesNothing(
      TestDatabases.Kind kind, Case job, TestReporter told) {
    strike(
        kind,
        FULL ? 1 : SAMPLE,
        job,
        told,
        10,
        (harness, clock) ->
            harness.cancelEverywhere(
                () -> job.failing(clock), world -> world::inspectFailedOrCancelled));
  }

  @ParameterizedTest
  @MethodSource("jobs")
  void aJobCancelledInTheEndAndKilledAtAnyMomentLeavesNothing(
      TestDatabases.Kind kind, Case job, TestReporter told) {
    strike(
        kind,
        job,
        told,
        11,
        (harness, clock) -> harness.killEverywhere(() -> job.world(clock).cancelledInTheEnd()));
  }

  @ParameterizedTest
  @MethodSource("failingJobs")
  void aJobWhoseAnswersAreAllLostMakesNothingTwiceAndCanBeCancelled(
      TestDatabases.Kind kind, Case job, TestReporter told) {
    strike(
        kind,
        FULL ? 1 : SAMPLE,
        job,
        told,
        18,
        (harness, clock) ->
            harness.killEverywhere(() -> job.world(clock).losingAnswers())
                + harness.cancelEverywhere(
                    () -> job.world(clock).losingAnswers(), world -> world::inspectCancelled));
  }

  /** Strikes somewhere; how often. */
  interface Strikes {
    int at(CrashHarness harness, LeapingClock clock);
  }

  private static void strike(
      TestDatabases.Kind kind, Case job, TestReporter told, int atLeast, Strikes strikes) {
    int oneIn = kind == TestDatabases.Kind.H2 ? SAMPLE_ON_H2 : SAMPLE;
    strike(kind, FULL ? 1 : oneIn, job, told, atLeast, strikes);
  }

  /**
   * Strikes.
   *
   * @param oneIn at one point in so many only
   * @param atLeast how many points a workflow has that does not pass vacuously
   */
  static void strike(
      TestDatabases.Kind kind,
      int oneIn,
      Case job,
      TestReporter told,
      int atLeast,
      Strikes strikes) {
    LeapingClock clock = new LeapingClock();
    try (Database database = Database.open(kind.fresh(), clock)) {
      CrashHarness harness = new CrashHarness(database, CrashWorld.TIMINGS, clock);
      int points = strikes.at(oneIn == 1 ? harness : harness.sampled(oneIn, job.ordinal()), clock);
      told.publishEntry("points", String.valueOf(points));
      int least = job.points(atLeast) / oneIn;
      assertTrue(points >= least, "only " + points + " points");
    }
  }
}
