package dev.snapclone.procedure;

import dev.snapclone.cloud.Cloud;
import dev.snapclone.cloud.Clouds;
import dev.snapclone.cloud.Instance;
import dev.snapclone.command.Refusal;
import dev.snapclone.i18n.Text;
import dev.snapclone.job.JobFailure;
import dev.snapclone.job.OutlineStep;
import dev.snapclone.job.Steps;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes a snapshot the right way for how the instance was created: an image snapshot by Nova's
 * createImage of an image-booted one, a Cinder snapshot of the root volume of a volume-booted one.
 * Shared by the snapshot and the copy workflow.
 */
public final class SnapshotTaking {
  private final Clouds clouds;
  private final Names names;
  private final InstantSource clock;

  /**
   * @param clouds the configured clouds
   * @param names for the snapshot's name
   * @param clock the time
   */
  public SnapshotTaking(Clouds clouds, Names names, InstantSource clock) {
    this.clouds = clouds;
    this.names = names;
    this.clock = clock;
  }

  /**
   * What a snapshot of the instance would do.
   *
   * @param instance freshly read
   * @param os what a person said, null for nothing
   * @param name what a person said, null for the template's
   * @throws Refusal when the state, the boot source, the name or a quota forbids it
   * @throws dev.snapclone.cloud.CloudException when the cloud failed
   */
  public SnapshotPlan plan(Cloud cloud, Instance instance, @Nullable Os os, @Nullable String name) {
    throw new IllegalStateException();
  }

  /** The plan for people, a line each, the most important first. */
  public static List<Text> lines(SnapshotPlan plan) {
    return List.of();
  }

  /** The steps that {@link #take} makes, for the card. */
  public static List<OutlineStep> outline(SnapshotPlan plan) {
    return List.of();
  }

  /**
   * Takes the snapshot: re-checks the plan, makes it with mark and recipe, waits until it is ready,
   * writes its own id on it. Its step keys begin with {@code snapshot}.
   *
   * @throws JobFailure when it cannot be taken
   */
  public TakenSnapshot take(SnapshotPlan plan, Steps steps) {
    throw new IllegalStateException();
  }

  /**
   * Looks whether the plan still describes the instance.
   *
   * @throws JobFailure when it does not, with what changed
   */
  public void recheck(SnapshotPlan plan) {
    clouds.named(plan.cloud());
  }
}
