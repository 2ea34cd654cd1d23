package dev.snapclone.discord;

import dev.snapclone.job.ErrandHandler;
import dev.snapclone.job.Errands;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Errands in memory: carried out once, soon, again while they ask for it. */
final class MemoryErrands implements Errands, AutoCloseable {
  private final Map<Kind, ErrandHandler> handlers = new EnumMap<>(Kind.class);
  private final Set<String> offered = ConcurrentHashMap.newKeySet();
  private final ScheduledExecutorService engine = new ScheduledThreadPoolExecutor(2);
  private final Map<String, String> early = new ConcurrentHashMap<>();
  volatile boolean down;

  /** What happens to a payload that could not be stored here: another process may have it. */
  volatile Consumer<String> elsewhere = payload -> {};

  void handle(Kind kind, ErrandHandler handler) {
    handlers.put(kind, handler);
  }

  @Override
  public boolean offer(Kind kind, String id, String payload, Instant due) {
    if (down) {
      elsewhere.accept(payload);
      throw new IllegalStateException("storage is down");
    }
    if (!offered.add(kind + id)) {
      return false;
    }
    if (kind == Kind.INTERACTION) {
      early.put(id, payload);
    } else {
      engine.execute(() -> run(kind, id, payload, 0));
    }
    return true;
  }

  /** Interactions become due in no other way here; the rest is due at once. */
  @Override
  public void makeDue(Kind kind, String id) {
    String payload = early.remove(id);
    if (payload != null) {
      engine.execute(() -> run(kind, id, payload, 0));
    }
  }

  private void run(Kind kind, String id, String payload, int attempt) {
    boolean done = false;
    try {
      done = Objects.requireNonNull(handlers.get(kind)).carryOut(id, payload, attempt);
    } catch (ChatException e) {
      done = attempt > 20;
    }
    if (!done) {
      engine.schedule(() -> run(kind, id, payload, attempt + 1), 200, TimeUnit.MILLISECONDS);
    }
  }

  @Override
  public void close() {
    engine.shutdownNow();
  }
}
