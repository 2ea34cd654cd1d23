package dev.snapclone.access;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * What a job would do, as far as rules need to know. Stored as JSON.
 *
 * @param command snapshot, clone, copy, delete, …
 * @param cloud the bot's name for the cloud
 * @param project the project's id and name; empty when unknown
 * @param about the resources that are snapshotted, cloned, copied or deleted
 * @param instances the names in the lineage; not the new name that the requester chooses for a
 *     clone
 * @param vcpus virtual processors, or {@link #UNKNOWN}
 * @param ramMb memory in MiB, or {@link #UNKNOWN}
 * @param diskGb disk in GiB, or {@link #UNKNOWN}
 * @param os windows or linux, from the cloud; empty when unknown, and then rules for both apply
 */
public record RequestedAction(
    String command,
    String cloud,
    Set<String> project,
    List<Resource> about,
    InstanceNames instances,
    int vcpus,
    int ramMb,
    int diskGb,
    String os) {
  /** An unknown size, which rules treat as large. */
  public static final int UNKNOWN = -1;

  /** Deletes what the bot made. */
  public static final String DELETE = "delete";

  /** Deletes something that others made. Rules count for it as for {@link #DELETE}, too. */
  public static final String DELETE_FOREIGN = "delete-foreign";

  /** A schedule that verifies its snapshots. Rules name its parts. */
  public static final String SCHEDULE_VERIFIED = "schedule-verified";

  /** The names of commands in rules and settings. */
  public static final List<String> COMMANDS =
      List.of(
          "snapshot",
          "clone",
          "copy",
          "verify",
          DELETE,
          DELETE_FOREIGN,
          "cleanup",
          "extend",
          "schedule");

  /** What a command does besides, by rules of its own: it is judged as each of these. */
  private static final Map<String, List<String>> PARTS =
      Map.of(
          DELETE_FOREIGN,
          List.of(DELETE_FOREIGN, DELETE),
          "schedule",
          List.of("schedule", "snapshot", DELETE),
          SCHEDULE_VERIFIED,
          List.of("schedule", "snapshot", DELETE, "verify"));

  /** The commands that a command is judged as: itself, and what else it does. */
  public static List<String> partsOf(String command) {
    return PARTS.getOrDefault(command, List.of(command));
  }

  public RequestedAction {
    Objects.requireNonNull(command, "command");
    Objects.requireNonNull(cloud, "cloud");
    Objects.requireNonNull(instances, "instances");
    project = Set.copyOf(project);
    about = List.copyOf(about);
  }

  /**
   * A resource in a cloud.
   *
   * @param kind the name of the cloud port's kind, such as INSTANCE
   */
  public record Resource(String kind, String id) {}

  /** The same with another command. */
  public RequestedAction as(String other) {
    return new RequestedAction(other, cloud, project, about, instances, vcpus, ramMb, diskGb, os);
  }

  /** The same with one more resource. */
  public RequestedAction on(String kind, String id) {
    List<Resource> all = new ArrayList<>(about);
    all.add(new Resource(kind, id));
    return new RequestedAction(command, cloud, project, all, instances, vcpus, ramMb, diskGb, os);
  }

  /** The same in a project, given by id and name. */
  public RequestedAction in(Set<String> named) {
    return new RequestedAction(command, cloud, named, about, instances, vcpus, ramMb, diskGb, os);
  }

  /** The same with the names of its lineage. */
  public RequestedAction with(InstanceNames names) {
    return new RequestedAction(command, cloud, project, about, names, vcpus, ramMb, diskGb, os);
  }

  /** The same, of a size that is not known. */
  public RequestedAction ofAnySize() {
    return new RequestedAction(
        command, cloud, project, about, instances, UNKNOWN, UNKNOWN, UNKNOWN, os);
  }

  /** The same with an operating system. */
  public RequestedAction running(String system) {
    return new RequestedAction(
        command, cloud, project, about, instances, vcpus, ramMb, diskGb, system);
  }

  /** The same so many times over. */
  public RequestedAction times(int count) {
    return new RequestedAction(
        command,
        cloud,
        project,
        about,
        instances,
        times(vcpus, count),
        times(ramMb, count),
        times(diskGb, count),
        os);
  }

  private static int times(int size, int count) {
    return size == UNKNOWN ? UNKNOWN : size * count;
  }

  /** An action of which only command and cloud are known. */
  public static RequestedAction of(String command, String cloud) {
    return new RequestedAction(
        command, cloud, Set.of(), List.of(), InstanceNames.UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN, "");
  }
}
