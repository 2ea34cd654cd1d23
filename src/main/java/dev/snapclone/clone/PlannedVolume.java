package dev.snapclone.clone;

import dev.snapclone.procedure.Names;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A volume that a clone creates before it boots. Stored as JSON.
 *
 * @param snapshotId the volume snapshot that it is made from
 * @param sizeGb GiB; at least the snapshot's size
 * @param volumeType the type of the snapshot's volume; null when no longer known
 * @param device where it is attached, as in the original; null for the cloud's choice
 */
public record PlannedVolume(
    String snapshotId,
    String name,
    int sizeGb,
    @Nullable String volumeType,
    @Nullable String device) {
  private static final Pattern PART = Pattern.compile("-(root|data-\\d+)$");

  /** The same for another one of several instances. */
  PlannedVolume of(String instanceName) {
    Matcher part = PART.matcher(name);
    return part.find()
        ? new PlannedVolume(
            snapshotId, Names.part(instanceName, part.group(1)), sizeGb, volumeType, device)
        : this;
  }
}
