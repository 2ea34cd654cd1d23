package dev.snapclone.sandbox.openstack;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The state of the cloud, under one lock for requests, timed events and changes by tests. Listeners
 * are called after the lock is released.
 */
final class CloudWorld {
  final IdentityState identity = new IdentityState();
  final ComputeState compute = new ComputeState();
  final StorageState storage = new StorageState();
  final NetworkState network = new NetworkState();
  final Timeline timeline;
  final Knobs knobs;
  final String region;
  final int pageSize;

  private final ReentrantLock lock = new ReentrantLock();
  private final Random random;
  private final List<Change> unheard = new ArrayList<>();
  private final List<Consumer<Change>> listeners = new CopyOnWriteArrayList<>();

  CloudWorld(CloudSandboxOptions options) {
    this.timeline = options.timeline();
    this.knobs = options.knobs();
    this.region = options.region();
    this.pageSize = options.pageSize();
    this.random = new Random(options.randomSeed());
  }

  <T extends @Nullable Object> T locked(Supplier<T> action) {
    List<Change> told = List.of();
    lock.lock();
    try {
      return action.get();
    } finally {
      if (lock.getHoldCount() == 1) {
        told = List.copyOf(unheard);
        unheard.clear();
      }
      lock.unlock();
      for (Change change : told) {
        listeners.forEach(listener -> listener.accept(change));
      }
    }
  }

  void run(Runnable action) {
    locked(
        () -> {
          action.run();
          return Boolean.TRUE;
        });
  }

  /** Runs an action under the lock, later in the sandbox's time. */
  void later(Duration wait, Runnable action) {
    timeline.after(wait, () -> run(action));
  }

  void listen(Consumer<Change> listener) {
    listeners.add(listener);
  }

  void changed(String kind, String id, String what) {
    unheard.add(new Change(kind, id, what, now()));
  }

  Instant now() {
    return timeline.instant();
  }

  /** When something created now appears in lists. */
  Instant listed() {
    return now().plus(knobs.get(Knobs.Time.LIST_LAG));
  }

  String uuid() {
    long high = (random.nextLong() & ~0xF000L) | 0x4000L;
    long low = (random.nextLong() & ~(3L << 62)) | (2L << 62);
    return new UUID(high, low).toString();
  }

  String hex() {
    return uuid().replace("-", "");
  }

  int random(int bound) {
    return random.nextInt(bound);
  }
}
