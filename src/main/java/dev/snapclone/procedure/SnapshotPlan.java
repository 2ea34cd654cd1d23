package dev.snapclone.procedure;

import dev.snapclone.i18n.Text;
import java.util.List;
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
 * @param name the snapshot's name, safe for every service
 * @param diskGb size of the root disk in GiB: the volume's, or the flavor's; 0 when not known
 * @param warnings risks and what is left out, a sentence each
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
    String name,
    int diskGb,
    List<Text> warnings,
    List<Text> quota) {
  public SnapshotPlan {
    Objects.requireNonNull(cloud, "cloud");
    Objects.requireNonNull(bootSource, "bootSource");
    Objects.requireNonNull(recipe, "recipe");
    warnings = List.copyOf(warnings);
    quota = List.copyOf(quota);
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
        name,
        diskGb,
        warnings,
        quota);
  }

  /** The operating system, when a person said it; null when it was recognised or is not known. */
  public @Nullable Os saidOs() {
    return osReason.key().equals(OperatingSystems.SAID) ? recipe.os() : null;
  }
}
