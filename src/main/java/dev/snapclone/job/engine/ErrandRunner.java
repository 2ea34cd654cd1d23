package dev.snapclone.job.engine;

import dev.snapclone.job.ErrandHandler;
import dev.snapclone.job.Errands.Kind;
import dev.snapclone.job.Retry;
import dev.snapclone.job.engine.JobStore.Errand;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries out errands and decides when to try again. */
final class ErrandRunner {
  private static final Logger LOG = LoggerFactory.getLogger(ErrandRunner.class);
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

  /** Nobody waits in the chat for it, and a receiver that is down should not be hammered. */
  private static final Duration LONGEST_PAUSE_OF_WEBHOOKS = Duration.ofMinutes(15);

  /** An errand is not tried any more this long after it was due. */
  private static final Duration GIVE_UP_AFTER = Duration.ofDays(2);

  private final JobStore store;
  private final InstantSource clock;
  private final Map<Kind, ErrandHandler> handlers;
  private final LocalHistory begun;

  ErrandRunner(
      JobStore store, InstantSource clock, Map<Kind, ErrandHandler> handlers, LocalHistory begun) {
    this.begun = begun;
    this.store = store;
    this.clock = clock;
    this.handlers = handlers;
  }

  /**
   * Carries out an errand.
   *
   * @return when to try again; empty when it is finished
   */
  Optional<Instant> run(Kind kind, String id) {
    Optional<Errand> stored = store.begin(kind, id);
    if (stored.isEmpty()) {
      return Optional.empty();
    }
    Errand errand = stored.get();
    if (carriedOut(kind, id, errand)) {
      store.finish(kind, id, clock.instant());
      return Optional.empty();
    }
    Instant now = clock.instant();
    // A lease that was given up would be kept for ever.
    if (kind != Kind.LEASE
        && now.isAfter(errand.due().plus(GIVE_UP_AFTER))
        && errand.attempt() > 0) {
      LOG.error("errand {} {} was tried for {} and is given up", kind, id, GIVE_UP_AFTER);
      store.finish(kind, id, now);
      return Optional.empty();
    }
    Duration longest = kind == Kind.WEBHOOK ? LONGEST_PAUSE_OF_WEBHOOKS : LONGEST_PAUSE;
    return Optional.of(now.plus(Retry.pause(FIRST_PAUSE, longest, errand.attempt() + 1)));
  }

  private boolean carriedOut(Kind kind, String id, Errand errand) {
    ErrandHandler handler = handlers.get(kind);
    if (handler == null) {
      LOG.warn("nobody carries out errands of kind {}: {} has to wait", kind, id);
      return false;
    }
    begun.errandBegins(kind, id);
    try {
      return handler.carryOut(id, errand.payload(), errand.attempt());
    } catch (RuntimeException e) {
      LOG.warn("errand {} {} failed, attempt {}", kind, id, errand.attempt(), e);
      return false;
    } finally {
      begun.errandEnds();
    }
  }
}
