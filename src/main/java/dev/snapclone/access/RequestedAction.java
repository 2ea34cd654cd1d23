package dev.snapclone.access;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * What a job would do, as far as rules look at it. Survives JSON.
 *
 * @param command snapshot, clone, copy, delete, …
 * @param cloud the bot's name for the cloud
 * @param project the project's id and name; empty when not known
 * @param about what is snapshotted, cloned, copied or deleted
 * @param instances the names of the instances that it goes back to; a clone's own name that its
 *     requester chooses is none of them
 * @param vcpus virtual processors, {@link #UNKNOWN} when not known
 * @param ramMb memory in MiB, {@link #UNKNOWN} when not known
 * @param diskGb disk in GiB, {@link #UNKNOWN} when not known
 * @param os windows or linux, as the cloud tells; empty when it does not: rules take it for either
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
  /** A size that nobody knows; rules take it for big. */
  public static final int UNKNOWN = -1;

  /** What jobs are called in rules and settings. */
  public static final List<String> COMMANDS =
      List.of("snapshot", "clone", "copy", "delete", "cleanup");

  public RequestedAction {
    Objects.requireNonNull(command, "command");
    Objects.requireNonNull(cloud, "cloud");
    Objects.requireNonNull(instances, "instances");
    project = Set.copyOf(project);
    about = List.copyOf(about);
  }

  /**
   * Something in a cloud.
   *
   * @param kind instance, image, volume … by the name of the cloud port's kind
   */
  public record Resource(String kind, String id) {}

  /** The same about another command. */
  public RequestedAction as(String other) {
    return new RequestedAction(other, cloud, project, about, instances, vcpus, ramMb, diskGb, os);
  }

  /** The same about one thing more. */
  public RequestedAction on(String kind, String id) {
    List<Resource> all = new ArrayList<>(about);
    all.add(new Resource(kind, id));
    return new RequestedAction(command, cloud, project, all, instances, vcpus, ramMb, diskGb, os);
  }

  /** The same in a project, by its id and name. */
  public RequestedAction in(Set<String> named) {
    return new RequestedAction(command, cloud, named, about, instances, vcpus, ramMb, diskGb, os);
  }

  /** The same with the names of its line. */
  public RequestedAction with(InstanceNames names) {
    return new RequestedAction(command, cloud, project, about, names, vcpus, ramMb, diskGb, os);
  }

  /** The same with a system. */
  public RequestedAction running(String system) {
    return new RequestedAction(
        command, cloud, project, about, instances, vcpus, ramMb, diskGb, system);
  }

  /** Only what is done and where is known. */
  public static RequestedAction of(String command, String cloud) {
    return new RequestedAction(
        command, cloud, Set.of(), List.of(), InstanceNames.UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN, "");
  }
}
