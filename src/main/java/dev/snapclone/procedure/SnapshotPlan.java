package dev.snapclone.procedure;

import dev.snapclone.i18n.Text;
import dev.snapclone.job.Mark;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What taking a snapshot would do, computed from fresh reads before approval. Stored as JSON.
 *
 * @param cloud the bot's name for the cloud
 * @param instanceId the original
 * @param instanceName untrusted
 * @param running whether it ran when planned
 * @param bootSource with the root volume and the data volumes that are left out
 * @param recipe stored with the snapshot; contains the os
 * @param osReason how the os was recognised
 * @param saidOs the os, if a person named it; otherwise null
 * @param name valid in every service
 * @param diskGb size of the root disk in GiB: the volume's, or the flavor's; 0 when unknown
 * @param warnings risks, a sentence each
 * @param leftOut what the snapshot does not contain
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
  /** The reason by which older stored plans, without {@code saidOs}, show it. */
  private static final String OS_WAS_SAID = "procedure.os.said";

  public SnapshotPlan {
    Objects.requireNonNull(cloud, "cloud");
    Objects.requireNonNull(bootSource, "bootSource");
    Objects.requireNonNull(recipe, "recipe");
    warnings = List.copyOf(warnings);
    quota = List.copyOf(quota);
    if (leftOut == null) {
      // Older stored plans lack this field but have it as warnings.
      leftOut = LeftOut.NOTHING;
    }
    if (saidOs == null && osReason.key().equals(OS_WAS_SAID)) {
      saidOs = recipe.os();
    }
  }

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

  /** The marks of the snapshot: mark, recipe, and what it leaves out. */
  Map<String, String> marks(Mark mark) {
    Map<String, String> marks = recipe.toMarks(mark);
    leftOut.mark(marks);
    return marks;
  }
}
