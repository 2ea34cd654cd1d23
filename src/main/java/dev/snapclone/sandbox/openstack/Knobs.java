package dev.snapclone.sandbox.openstack;

import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Durations and planned failures; can be changed at any time from any thread. */
public final class Knobs {
  private final Map<Time, Duration> times = new EnumMap<>(Time.class);
  private final Map<Trouble, Pattern> troubles = new EnumMap<>(Trouble.class);
  private final Set<Trouble> next = EnumSet.noneOf(Trouble.class);
  private final Map<String, Integer> apiMaxima = new HashMap<>();
  private @Nullable String onlyRole;
  private boolean busySnapshots = true;

  /** Durations. */
  public enum Time {
    /** Building an instance, without its volumes. */
    SPAWN,
    /** createImage until the hypervisor begins: image_snapshot_pending, image_snapshot. */
    SNAPSHOT_PENDING,
    /** createImage, taking the disk: image_pending_upload. */
    SNAPSHOT_EXTRACT,
    /** createImage, image_uploading. */
    SNAPSHOT_UPLOAD,
    /** A volume from creating to available. */
    VOLUME_CREATE,
    /** A volume snapshot from creating to available. */
    VOLUME_SNAPSHOT,
    /** A volume or volume snapshot from deleting to gone. */
    VOLUME_DELETE,
    /** Attaching and detaching. */
    ATTACH,
    /** An instance from DELETE to gone. */
    INSTANCE_DELETE,
    /** Start, stop, pause and the like. */
    POWER,
    /** POST /servers until it takes effect and is answered. */
    INSTANCE_POST,
    /** createImage until it takes effect. */
    IMAGE_POST,
    /** POST /volumes and /snapshots until they take effect. */
    VOLUME_POST,
    /** How long new resources are missing in lists, although a GET finds them. */
    LIST_LAG,
    /** Real time within which two createImage calls both pass Nova's first check. */
    RACE_WINDOW,
    /** How long Nova waits for a volume that it creates. */
    VOLUME_PATIENCE,
    /** How long a token is valid. */
    TOKEN_LIFE,
    /** How long a service accepts a token that it has seen, even if it is revoked. */
    TOKEN_CACHE
  }

  /** Failures of resources with a matching name. */
  public enum Trouble {
    /** Instance: no host has enough room; it ends in ERROR. */
    SCHEDULE,
    /** Instance: the build ends in ERROR. */
    SPAWN,
    /** Instance: createImage is accepted, then the image vanishes. */
    IMAGE_SNAPSHOT,
    /** Instance: createImage is accepted, the image stays queued for ever. */
    IMAGE_SNAPSHOT_STUCK,
    /** Volume: it ends in error. */
    VOLUME,
    /** Volume: attaching it fails. */
    ATTACH,
    /** Volume or its snapshot: the snapshot ends in error. */
    VOLUME_SNAPSHOT,
    /** Volume or volume snapshot: deleting it ends in error_deleting. */
    DELETE
  }

  /** Like the lab: steps of a second or two. */
  public static Knobs likeTheLab() {
    Knobs knobs = new Knobs();
    for (Time time : Time.values()) {
      knobs.set(time, Duration.ofSeconds(1));
    }
    return knobs
        .set(Time.SPAWN, Duration.ofMillis(2300))
        .set(Time.VOLUME_SNAPSHOT, Duration.ofSeconds(2))
        .set(Time.INSTANCE_DELETE, Duration.ofMillis(900))
        .set(Time.INSTANCE_POST, Duration.ofMillis(520))
        .set(Time.IMAGE_POST, Duration.ofMillis(120))
        .set(Time.VOLUME_POST, Duration.ofMillis(90))
        .set(Time.LIST_LAG, Duration.ZERO)
        .set(Time.RACE_WINDOW, Duration.ofMillis(100))
        .set(Time.VOLUME_PATIENCE, Duration.ofSeconds(187))
        .set(Time.TOKEN_LIFE, Duration.ofHours(1))
        .set(Time.TOKEN_CACHE, Duration.ofSeconds(300));
  }

  /** For tests: 10 ms per step, and requests take effect at once. */
  public static Knobs fast() {
    Knobs knobs = likeTheLab();
    EnumSet.range(Time.SPAWN, Time.POWER).forEach(t -> knobs.set(t, Duration.ofMillis(10)));
    return knobs.set(Time.SPAWN, Duration.ofMillis(20)).promptly();
  }

  /** Requests take effect and are answered at once: no latency, no race. */
  public Knobs promptly() {
    EnumSet.range(Time.INSTANCE_POST, Time.RACE_WINDOW).forEach(t -> set(t, Duration.ZERO));
    return this;
  }

  /** Sets a duration. */
  public synchronized Knobs set(Time time, Duration duration) {
    times.put(time, duration);
    return this;
  }

  /** Reads a duration. */
  public synchronized Duration get(Time time) {
    return times.getOrDefault(time, Duration.ZERO);
  }

  /** Makes everything fail whose name contains a match of the regular expression. */
  public synchronized Knobs fail(Trouble trouble, String nameRegex) {
    troubles.put(trouble, Pattern.compile(nameRegex));
    return this;
  }

  /** Makes the next resource of that kind fail, whatever its name. */
  public synchronized Knobs failNext(Trouble trouble) {
    next.add(trouble);
    return this;
  }

  /** Whether a failure from {@link #failNext} has not happened yet. */
  public synchronized boolean failsNext(Trouble trouble) {
    return next.contains(trouble);
  }

  /** Ends a failure. */
  public synchronized Knobs clear(Trouble trouble) {
    troubles.remove(trouble);
    next.remove(trouble);
    return this;
  }

  /**
   * Gives every login a single role and applies the default policies of 2025.1: a reader may change
   * nothing in Nova, Neutron and Glance; other roles do not even see instances and images. Cinder
   * checks only the project.
   */
  public synchronized Knobs onlyRole(String role) {
    onlyRole = role;
    return this;
  }

  synchronized @Nullable String onlyRole() {
    return onlyRole;
  }

  /**
   * Simulates an older version of a service.
   *
   * @param service compute or volume
   * @param minor the minor number of its highest microversion
   */
  public synchronized Knobs apiMaximum(String service, int minor) {
    apiMaxima.put(service, minor);
    return this;
  }

  synchronized int apiMaximum(String service) {
    return apiMaxima.getOrDefault(service, Integer.MAX_VALUE);
  }

  /** Whether snapshots that volumes were made from cannot be deleted, as with Ceph RBD. */
  public synchronized Knobs busySnapshots(boolean busy) {
    busySnapshots = busy;
    return this;
  }

  synchronized boolean snapshotsAreBusy() {
    return busySnapshots;
  }

  synchronized boolean fails(Trouble trouble, String name) {
    Pattern pattern = troubles.get(trouble);
    return next.remove(trouble) || (pattern != null && pattern.matcher(name).find());
  }
}
