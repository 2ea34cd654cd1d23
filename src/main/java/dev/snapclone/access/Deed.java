package dev.snapclone.access;

import java.util.Objects;
import java.util.Set;

/**
 * What a job would do, as far as rules look at it.
 *
 * @param command snapshot, clone, copy, delete, …
 * @param cloud the bot's name for the cloud
 * @param project the project's id and name; empty when not known
 * @param instance the name of the instance that is snapshotted, copied or deleted: of a clone the
 *     original's, since the clone's own is the requester's choice; empty when not known
 * @param vcpus virtual processors, {@link #UNKNOWN} when not known
 * @param ramMb memory in MiB, {@link #UNKNOWN} when not known
 * @param diskGb disk in GiB, {@link #UNKNOWN} when not known
 * @param os windows or linux; empty when not known
 */
public record Deed(
    String command,
    String cloud,
    Set<String> project,
    String instance,
    int vcpus,
    int ramMb,
    int diskGb,
    String os) {
  /** A size that nobody knows; rules take it for big. */
  public static final int UNKNOWN = -1;

  public Deed {
    Objects.requireNonNull(command, "command");
    Objects.requireNonNull(cloud, "cloud");
    project = Set.copyOf(project);
  }

  /** The same about another command. */
  public Deed as(String other) {
    return new Deed(other, cloud, project, instance, vcpus, ramMb, diskGb, os);
  }

  /** Of which no more is known than what and where. */
  public static Deed of(String command, String cloud) {
    return new Deed(command, cloud, Set.of(), "", UNKNOWN, UNKNOWN, UNKNOWN, "");
  }
}
