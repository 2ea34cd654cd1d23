package dev.snapclone.sandbox.openstack.panel;

import dev.snapclone.sandbox.openstack.Knobs;
import dev.snapclone.sandbox.openstack.Knobs.Time;
import dev.snapclone.sandbox.openstack.Knobs.Trouble;
import dev.snapclone.sandbox.openstack.OpenStackSandbox;
import dev.snapclone.sandbox.openstack.wire.Fault;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The controls that cause failures in the cloud. */
final class Troubles {
  private static final String CHANGES = "POST|PUT|PATCH|DELETE";
  private static final String NOT_SIGNING_IN = "^/(?!identity)";
  private static final String INSTANCE = "^/compute/.*/servers/[^/]+$";
  private static final int SLOWER = 6;
  private static final Duration OUTAGE = Duration.ofSeconds(30);

  private final OpenStackSandbox cloud;
  private final ScheduledExecutorService later;
  private final InstantSource clock;
  private final Map<Time, Duration> usual = new EnumMap<>(Time.class);
  private final Map<String, Fault> armed = new HashMap<>();
  private @Nullable Instant backAt;

  Troubles(OpenStackSandbox cloud, ScheduledExecutorService later, InstantSource clock) {
    this.cloud = cloud;
    this.later = later;
    this.clock = clock;
  }

  List<Lever> levers() {
    return List.of(
        new Lever(
            "fail",
            "Fail the next change",
            "The next call that makes, changes or deletes something is answered with a 500.",
            () -> strike("fail", CHANGES, NOT_SIGNING_IN, Fault.serverError()),
            () -> waiting("fail"),
            false),
        new Lever(
            "lose",
            "Lose the next answer",
            "The next change is made, but its answer never arrives. The bot has to find out.",
            () -> strike("lose", CHANGES, NOT_SIGNING_IN, Fault.answerLost()),
            () -> waiting("lose"),
            false),
        new Lever(
            "no-room",
            "No room for the next instance",
            "The next instance that starts ends in ERROR: no host has room for it. The bot takes"
                + " back what it made, and its card offers Retry.",
            () -> cloud.knobs().failNext(Trouble.SCHEDULE),
            () -> cloud.knobs().failsNext(Trouble.SCHEDULE) ? "strikes at the next instance" : "",
            false),
        new Lever(
            "keep",
            "Forbid the next deletion",
            "The next call that deletes an instance is answered with a 403. Together with No room:"
                + " the bot cannot take back what it made, and its card offers Clean up.",
            () -> strike("keep", "DELETE", INSTANCE, Fault.deletionForbidden()),
            () -> waiting("keep"),
            false),
        new Lever(
            "slow",
            "Make the cloud slow",
            "Everything in the cloud takes " + SLOWER + " times as long, until pressed again.",
            this::slow,
            () -> isSlow() ? "slow; press again to end it" : "",
            true),
        new Lever(
            "down",
            "Stop the cloud for 30\u00a0s",
            "Connections to the cloud are refused; it comes back by itself.",
            this::down,
            this::outage,
            false));
  }

  /** Whether connections are refused now. */
  synchronized boolean isDown() {
    return backAt != null;
  }

  private synchronized void strike(String lever, String methods, String path, Fault fault) {
    armed.put(lever, fault);
    cloud.faults().next(methods, path, fault);
  }

  private synchronized String waiting(String lever) {
    Fault fault = armed.get(lever);
    if (fault == null || !cloud.faults().isPending(fault)) {
      armed.remove(lever);
      return "";
    }
    return lever.equals("keep") ? "strikes at the next deletion" : "strikes at the next change";
  }

  private synchronized boolean isSlow() {
    return !usual.isEmpty();
  }

  private synchronized void slow() {
    Knobs knobs = cloud.knobs();
    if (isSlow()) {
      usual.forEach(knobs::set);
      usual.clear();
      return;
    }
    // The later values are behaviour, not speed.
    for (Time time : EnumSet.range(Time.SPAWN, Time.VOLUME_POST)) {
      usual.put(time, knobs.get(time));
      knobs.set(time, knobs.get(time).multipliedBy(SLOWER));
    }
  }

  private synchronized void down() {
    if (backAt != null) {
      return;
    }
    cloud.down();
    backAt = clock.instant().plus(OUTAGE);
    ScheduledFuture<?> unused = later.schedule(this::up, OUTAGE.toMillis(), TimeUnit.MILLISECONDS);
  }

  private synchronized void up() {
    cloud.up();
    backAt = null;
  }

  private synchronized String outage() {
    if (backAt == null) {
      return "";
    }
    long left = Math.max(0, Duration.between(clock.instant(), backAt).toSeconds());
    return "back in " + left + " s";
  }
}
