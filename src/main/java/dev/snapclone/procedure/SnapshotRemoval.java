package dev.snapclone.procedure;

import dev.snapclone.cloud.Cloud;
import dev.snapclone.cloud.CloudException;
import dev.snapclone.cloud.CloudMessage;
import dev.snapclone.cloud.Image;
import dev.snapclone.cloud.Instance;
import dev.snapclone.cloud.Marks;
import dev.snapclone.cloud.ResourceKind;
import dev.snapclone.cloud.Volume;
import dev.snapclone.cloud.VolumeSnapshot;
import dev.snapclone.i18n.ExplainedFailure;
import dev.snapclone.i18n.Text;
import dev.snapclone.i18n.Text.Arg;
import dev.snapclone.job.Observation;
import dev.snapclone.job.Steps;
import dev.snapclone.job.Subject;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The steps that delete a snapshot and wait until it is gone. Only while it has its job's mark;
 * names what still needs it.
 */
public final class SnapshotRemoval {
  private static final Set<String> LOST = Set.of("killed", "deleted", "pending_delete");
  private static final String BEHIND = "snapshot for ";

  private final Cloud cloud;
  private final ConfirmedLookup lookup;

  public SnapshotRemoval(Cloud cloud) {
    this.cloud = cloud;
    this.lookup = new ConfirmedLookup(cloud);
  }

  /**
   * Deletes an image snapshot.
   *
   * @param key prefix of the step keys
   * @param id the image
   * @param madeBy the job whose mark it must have
   * @throws ExplainedFailure when it lacks the mark, is protected, or is in use
   */
  public void image(String key, String id, String madeBy, Steps steps) {
    // The journal's id is not enough: others may have changed the resource's mark.
    image(key, id, i -> requireMark(madeBy, i.properties().get(Marks.JOB), id), steps);
  }

  /**
   * Deletes a snapshot whoever made it: only of a job whose approvers were told that.
   *
   * @param key prefix of the step keys
   * @param image whether it is an image; otherwise a volume snapshot
   * @throws ExplainedFailure when it is protected, or in use
   */
  public void ofOthers(String key, String id, boolean image, Steps steps) {
    if (image) {
      image(key, id, any -> {}, steps);
    } else {
      volumeSnapshot(key, id, any -> {}, steps);
    }
  }

  private void image(String key, String id, Consumer<Image> check, Steps steps) {
    steps.perform(key + "-delete", () -> deleteImage(id, check));
    steps.await(
        key + "-gone",
        String.class,
        new Subject(cloud.name(), ResourceKind.IMAGE.name(), id),
        () -> {
          String status = cloud.image(id).map(Image::status).orElse("deleted");
          if (LOST.contains(status)) {
            return Observation.done("gone");
          }
          // Glance deletes at once; a remaining image was not deleted, whatever it answered.
          deleteImage(id, check);
          return Observation.waiting(status, null);
        });
  }

  private void deleteImage(String id, Consumer<Image> check) {
    Optional<Image> image = lookup.image(id);
    if (image.isEmpty()) {
      return;
    }
    check.accept(image.get());
    if (image.get().access().isProtected()) {
      throw new ExplainedFailure(
          Text.of("procedure.undo.protected", Arg.code(id)),
          Text.of("procedure.undo.protected-next"));
    }
    if (LOST.contains(image.get().status())) {
      return;
    }
    try {
      cloud.deleteImage(id);
    } catch (CloudException e) {
      // Glance answers 409 when its store has disks layered on the image.
      throw e.kind() == CloudException.Kind.CONFLICT ? imageInUse(id, e) : e;
    }
  }

  private RuntimeException imageInUse(String id, CloudException refused) {
    return imageNeededBy(id)
        .map(
            users ->
                new ExplainedFailure(
                    users, Text.of("procedure.removal.image-used-next"), refused.requestId()))
        .orElseGet(
            () ->
                new ExplainedFailure(
                    Text.of(
                        "procedure.removal.image-busy", Arg.code(id), Arg.quote(refused.said())),
                    Text.of("procedure.undo.by-hand"),
                    refused.requestId()));
  }

  /** A sentence that names the instances that need an image; empty when none does. */
  public Optional<Text> imageNeededBy(String id) {
    List<Instance> users = bootedFrom(id);
    return users.stream()
        .findFirst()
        .map(
            first ->
                Text.of(
                    users.size() == 1
                        ? "procedure.removal.image-used"
                        : "procedure.removal.image-used-by",
                    Arg.code(id),
                    Arg.name(first.name()),
                    Arg.code(first.id()),
                    Arg.number(users.size() - 1L)));
  }

  /** The existing instances that were booted from an image. */
  public List<Instance> bootedFrom(String imageId) {
    return cloud.instances().stream().filter(i -> imageId.equals(i.launched().imageId())).toList();
  }

  /** The existing volumes that were made from a volume snapshot. */
  public List<Volume> madeFrom(String snapshotId) {
    return cloud.volumes().stream()
        .filter(v -> snapshotId.equals(v.source().snapshotId()))
        .toList();
  }

  /**
   * Deletes a volume snapshot.
   *
   * @param key prefix of the step keys
   * @param id the volume snapshot
   * @param madeBy the job whose mark it must have
   * @throws ExplainedFailure when it lacks the mark, or something depends on it
   */
  public void volumeSnapshot(String key, String id, String madeBy, Steps steps) {
    volumeSnapshot(
        key,
        id,
        s -> {
          if (!isUnmarkedOf(s, madeBy)) {
            requireMark(madeBy, s.metadata().get(Marks.JOB), s.id());
          }
        },
        steps);
  }

  /**
   * Deletes a volume snapshot that belongs to an image. Where it has no mark of the bot, since Nova
   * took it, its name is the proof.
   *
   * @param key prefix of the step keys
   * @param id from the image
   * @param imageName the image's name
   * @param madeBy the job whose mark it must have otherwise; empty for none
   * @throws ExplainedFailure when it is not the image's, or something depends on it
   */
  public void behindImage(String key, String id, String imageName, String madeBy, Steps steps) {
    volumeSnapshot(
        key,
        id,
        s -> {
          if (!isBehind(s, imageName, madeBy)) {
            throw notOurs(id);
          }
        },
        steps);
  }

  /**
   * Whether a volume snapshot belongs to an image: by the name that Nova gave it, or by the mark of
   * the job that made both. The image's properties alone can be forged.
   *
   * @param madeBy empty for an image that others made
   */
  public static boolean isBehind(VolumeSnapshot snapshot, String imageName, String madeBy) {
    String job = snapshot.metadata().get(Marks.JOB);
    return snapshot.name().equals(nameBehind(imageName)) || (job != null && job.equals(madeBy));
  }

  /** Nova's name for the volume snapshots behind an image. */
  public static String nameBehind(String imageName) {
    return BEHIND + imageName;
  }

  /**
   * The name of an image whose volume snapshots have no marks yet, short enough for theirs.
   *
   * @param name how it is called at last
   */
  static String nameUntilComplete(String name, String job) {
    String suffix = " (" + job + ")";
    int room = Names.MAX - BEHIND.length() - suffix.length();
    return Names.safe((name.length() > room ? name.substring(0, room) : name) + suffix);
  }

  /** Whether Nova took a volume snapshot for an image of a job, and nobody marked it since. */
  public static boolean isUnmarkedOf(VolumeSnapshot snapshot, String job) {
    return snapshot.name().startsWith(BEHIND)
        && snapshot.name().endsWith(" (" + job + ")")
        && !snapshot.metadata().containsKey(Marks.JOB);
  }

  private void volumeSnapshot(String key, String id, Consumer<VolumeSnapshot> check, Steps steps) {
    Subject subject = new Subject(cloud.name(), ResourceKind.VOLUME_SNAPSHOT.name(), id);
    // Cinder refuses (400) to delete a snapshot that is still creating, so wait first.
    steps.await(
        key + "-settled",
        String.class,
        subject,
        () -> {
          String status = statusOf(id);
          return status.equals("creating")
              ? Observation.waiting(status, null)
              : Observation.done(status);
        });
    steps.perform(
        key + "-delete",
        () -> {
          Optional<VolumeSnapshot> snapshot = lookup.volumeSnapshot(id);
          if (snapshot.isPresent()) {
            check.accept(snapshot.get());
            deleteVolumeSnapshot(snapshot.get());
          }
        });
    steps.await(key + "-gone", String.class, subject, () -> deletion(id));
  }

  private void deleteVolumeSnapshot(VolumeSnapshot snapshot) {
    if (snapshot.status().equals("deleting")) {
      return;
    }
    try {
      cloud.deleteVolumeSnapshot(snapshot.id());
    } catch (CloudException e) {
      // When something depends on it, some backends refuse; others accept and do nothing.
      boolean depended =
          e.kind() == CloudException.Kind.BAD_REQUEST && snapshot.status().equals("available");
      throw depended ? snapshotInUse(snapshot.id(), e) : e;
    }
  }

  private RuntimeException snapshotInUse(String id, CloudException refused) {
    Text next = Text.of("procedure.removal.snapshot-needed-next");
    return volumeSnapshotNeededBy(id)
        .<RuntimeException>map(needing -> new ExplainedFailure(needing, next, refused.requestId()))
        .orElse(refused);
  }

  private String statusOf(String id) {
    return cloud.volumeSnapshot(id).map(VolumeSnapshot::status).orElse("deleted");
  }

  private Observation<String> deletion(String id) {
    String status = statusOf(id);
    return switch (status) {
      case "deleted" -> Observation.done("gone");
      // Accepted, then back again: something depends on it. Only Cinder's messages say why.
      case "available", "error", "error_deleting" -> throw notDeleted(id, status);
      default -> Observation.waiting(status, null);
    };
  }

  private ExplainedFailure notDeleted(String id, String status) {
    Optional<CloudMessage> said = FailureReasons.ofVolumeService(cloud, id);
    String request = said.map(CloudMessage::requestId).orElse(null);
    Optional<Text> needing = volumeSnapshotNeededBy(id);
    if (needing.isPresent()) {
      return new ExplainedFailure(
          needing.get(), Text.of("procedure.removal.snapshot-needed-next"), request);
    }
    return new ExplainedFailure(
        said.map(m -> Text.of("procedure.undo.busy-said", Arg.code(id), Arg.quote(m.text())))
            .orElseGet(() -> Text.of("procedure.undo.busy", Arg.code(id), Arg.code(status))),
        Text.of("procedure.undo.by-hand"),
        request);
  }

  /** A sentence that names the volumes that need a volume snapshot; empty when none does. */
  public Optional<Text> volumeSnapshotNeededBy(String id) {
    List<Volume> needing = madeFrom(id);
    return needing.isEmpty() ? Optional.empty() : Optional.of(neededBy(id, needing));
  }

  private Text neededBy(String id, List<Volume> needing) {
    Volume first = needing.get(0);
    Arg snapshot = Arg.code(id);
    Arg name = Arg.name(first.name().isEmpty() ? first.id() : first.name());
    Arg volume = Arg.code(first.id());
    Arg more = Arg.number(needing.size() - 1L);
    String key = needing.size() == 1 ? "" : "-and-more";
    return first.attachments().stream()
        .flatMap(a -> cloud.instance(a.instanceId()).stream())
        .findFirst()
        .map(
            i ->
                Text.of(
                    "procedure.removal.snapshot-needed-of" + key,
                    snapshot,
                    name,
                    volume,
                    Arg.name(i.name()),
                    more,
                    Arg.code(i.id())))
        .orElseGet(
            () -> Text.of("procedure.removal.snapshot-needed" + key, snapshot, name, volume, more));
  }

  /**
   * Requires that a resource still has its job's mark.
   *
   * @param mark the resource's mark, null for none
   * @throws ExplainedFailure when it has another
   */
  public static void requireMark(String madeBy, @Nullable String mark, String id) {
    if (!madeBy.equals(mark)) {
      throw notOurs(id);
    }
  }

  private static ExplainedFailure notOurs(String id) {
    return new ExplainedFailure(
        Text.of("procedure.undo.not-ours", Arg.code(id)), Text.of("procedure.undo.by-hand"));
  }
}
