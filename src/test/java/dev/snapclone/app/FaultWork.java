package dev.snapclone.app;

import dev.snapclone.job.Job;
import dev.snapclone.job.JobState;
import dev.snapclone.sandbox.discord.BotAnswer;
import dev.snapclone.sandbox.openstack.CloudView;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/** The kinds of jobs that faults are tried on, and what each leaves behind when it is done. */
enum FaultWork {
  SNAPSHOT_OF_IMAGE_BOOTED("web-01", 0, 0, 1, 0),
  SNAPSHOT_OF_VOLUME_BOOTED("db-01", 0, 0, 0, 1),
  CLONE_OF_IMAGE_SNAPSHOT("web-01", 1, 0, 0, 0),
  CLONE_OF_VOLUME_SNAPSHOT("db-01", 1, 1, 0, 0),
  CLONE_OF_ZERO_BYTE_IMAGE("db-01", 1, 2, 0, 0),
  COPY_OF_IMAGE_BOOTED("web-01", 1, 0, 1, 0),
  COPY_OF_VOLUME_BOOTED("db-01", 1, 1, 0, 1),
  COPY_WITHOUT_SNAPSHOT("db-01", 1, 1, 0, 0),
  DELETION_OF_CLONE("db-01", 0, 0, 0, 0);

  private final String original;
  private final int instances;
  private final int volumes;
  private final int images;
  private final int snapshots;

  FaultWork(String original, int instances, int volumes, int images, int snapshots) {
    this.original = original;
    this.instances = instances;
    this.volumes = volumes;
    this.images = images;
    this.snapshots = snapshots;
  }

  /**
   * A job that is asked for, and what was there before.
   *
   * @param work the kind
   * @param source what it starts from: a name or an id
   * @param doomed ids of what it is to delete
   */
  record Prepared(FaultWork work, String source, Set<String> doomed) {}

  /** How many of each bear the mark of a job that is done. */
  Map<String, Integer> makes() {
    return Map.of("instance", instances, "volume", volumes, "image", images, "snapshot", snapshots);
  }

  /** Makes, with nothing going wrong, what the job starts from. */
  Prepared prepare(FaultWorld world) {
    return switch (this) {
      case CLONE_OF_IMAGE_SNAPSHOT, CLONE_OF_VOLUME_SNAPSHOT ->
          new Prepared(this, snapshot(world, original), Set.of());
      case CLONE_OF_ZERO_BYTE_IMAGE -> new Prepared(this, zeroByteImage(world), Set.of());
      case DELETION_OF_CLONE -> {
        String from = snapshot(world, original);
        Job clone = done(world, () -> ask(world, "/clone", Map.of("snapshot-id", from)));
        Set<String> doomed = new TreeSet<>(FaultJudge.marked(world.view(), clone.id()).keySet());
        yield new Prepared(this, clone.id(), doomed);
      }
      default -> new Prepared(this, original, Set.of());
    };
  }

  /** Types the command, or presses the button, that asks for it. */
  static BotAnswer ask(FaultWorld world, Prepared prepared) {
    String from = prepared.source();
    return switch (prepared.work()) {
      case SNAPSHOT_OF_IMAGE_BOOTED, SNAPSHOT_OF_VOLUME_BOOTED ->
          ask(world, "/snapshot", Map.of("server-name", from));
      case CLONE_OF_IMAGE_SNAPSHOT, CLONE_OF_VOLUME_SNAPSHOT, CLONE_OF_ZERO_BYTE_IMAGE ->
          ask(world, "/clone", Map.of("snapshot-id", from));
      case COPY_OF_IMAGE_BOOTED, COPY_OF_VOLUME_BOOTED ->
          ask(world, "/copy", Map.of("server-name", from));
      case COPY_WITHOUT_SNAPSHOT ->
          ask(world, "/copy", Map.of("server-name", from, "delete-snapshot", "true"));
      case DELETION_OF_CLONE -> {
        FaultWorld.await("the outcome of " + from, () -> !world.outcomes(from).isEmpty());
        FaultWorld.await(
            "the final card of " + from,
            () -> world.cards(from).stream().anyMatch(c -> c.buttons().contains("Delete clone")));
        yield world.anna.presses(world.cards(from).get(0), "Delete clone");
      }
    };
  }

  private static BotAnswer ask(FaultWorld world, String command, Map<String, String> options) {
    return world.anna.types(Stage.OPS, command, options);
  }

  private static String snapshot(FaultWorld world, String original) {
    return Stage.fact(
        done(world, () -> ask(world, "/snapshot", Map.of("server-name", original))), "snapshot");
  }

  /** Carries a job to its end while nothing goes wrong. */
  private static Job done(FaultWorld world, Supplier<BotAnswer> command) {
    FaultWorld.Begun begun = world.begin(command);
    String id = begun.job().map(Job::id).orElseThrow(() -> new IllegalStateException(begun.said()));
    approve(world, id);
    FaultWorld.await("the end of " + id, () -> world.job(id).state().terminal());
    Job job = world.job(id);
    if (job.state() != JobState.DONE) {
      throw new IllegalStateException("a job in peace failed: " + job.outcome());
    }
    FaultWorld.await("the outcome of " + id, () -> !world.outcomes(id).isEmpty());
    return job;
  }

  /** Ben approves a job on its card, once more when his press was lost. */
  static void approve(FaultWorld world, String id) {
    FaultWorld.await(
        "the approval of " + id,
        () -> {
          if (world.job(id).state() != JobState.WAITING_FOR_APPROVAL) {
            return true;
          }
          world.cards(id).stream()
              .filter(card -> card.buttons().contains("Approve"))
              .findFirst()
              .ifPresent(card -> world.outcomeOfPress(world.ben.presses(card, "Approve"), id));
          return false;
        });
  }

  /** As Horizon does it: the image is empty, the snapshots are Cinder's. */
  private static String zeroByteImage(FaultWorld world) {
    RawCloud raw = new RawCloud(CloudEntries.of(world.cloud.cloudsYaml(), "demo"));
    Set<String> before = new TreeSet<>();
    world.view().images().forEach(i -> before.add(i.id()));
    String instance = world.cloud.backstage().instanceId("demo", "db-01");
    int status =
        raw.status(
            "compute",
            "/servers/" + instance + "/action",
            "POST",
            "{\"createImage\":{\"name\":\"from-horizon-" + before.size() + "\"}}");
    if (status >= 300) {
      throw new IllegalStateException("createImage: " + status);
    }
    FaultWorld.await("the image and its snapshots", () -> ready(world.view(), before));
    return world.view().images().stream()
        .filter(i -> !before.contains(i.id()))
        .findFirst()
        .orElseThrow()
        .id();
  }

  private static boolean ready(CloudView view, Set<String> before) {
    return view.images().stream()
            .anyMatch(i -> !before.contains(i.id()) && i.status().equals("active"))
        && view.snapshots().stream().allMatch(s -> s.status().equals("available"));
  }
}
