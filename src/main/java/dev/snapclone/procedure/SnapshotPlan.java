package dev.snapclone.procedure;

import dev.snapclone.i18n.Text;
import dev.snapclone.job.Mark;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What taking a snapshot would do, computed from fresh reads before anybody is asked. Survives
 * JSON.
 *
 * @param cloud the bot's name for the cloud
 * @param instanceId the original
 * @param instanceName its name; untrusted
 * @param running whether it ran when planned
 * @param bootSource what it booted from, with the root volume and the data volumes left out
 * @param recipe what is written on the snapshot; holds the os
 * @param osReason how the os was recognised
 * @param saidOs the os, when a person said it; null when it was recognised or is not known
 * @param name the snapshot's name, safe forevery service
 * @param diskGb size of the root disk in GiB: the volume's, or the flavor's; 0 when not known
 * @param warnings risks, a sentence each
 * @param leftOut what the snapshot does not hold
 * @param quota use before and after, a line each; empty where nothing is counted
 */
public record SnapshotPlan(
    String cloud,
    String instanceId,
    String instanceName,
    boolean running,
    BootSource bootSource,
    Recipe recipe,
    Text osReason,
    @Nullable Os saidOs,
    String name,
    int diskGb,
    List<Text> warnings,
    LeftOut leftOut,
    List<Text> quota) {
  /** How plans that were stored before {@code saidOs} was one of their fields tell it. */
  private static final String OS_WAS_SAID = "procedure.os.said";

  public SnapshotPlan {
    Objects.requireNonNull(cloud, "cloud");
    Objects.requireNonNull(bootSource, "bootSource");
    Objects.requireNonNull(recipe, "recipe");
    warnings = List.copyOf(warnings);
    quota = List.copyOf(quota);
    if (leftOut == null) {
      // A stored plan from before this was a field: its warnings tell.
      leftOut = LeftOut.NOTHING;
    }
    if (saidOs == null && osReason.key().equals(OS_WAS_SAID)) {
      saidOs = recipe.os();
    }
  }

  /** The same, with other NICs in the recipe. */
  public SnapshotPlan withNics(List<Nic> nics) {
    return new SnapshotPlan(
        cloud,
        instanceId,
        instanceName,
        running,
        bootSource,
        recipe.withNics(nics),
        osReason,
        saidOs,
        name,
        diskGb,
        warnings,
        leftOut,
        quota);
  }

  /** What is written on the snapshot: mark, recipe, and what it does not hold. */
  Map<String, String> marks(Mark mark) {
    Map<String, String> marks = recipe.toMarks(mark);
    leftOut.mark(marks);
    return marks;
  }
}
