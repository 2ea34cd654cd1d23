package dev.snapclone.discord;

import dev.snapclone.command.Reply;
import dev.snapclone.job.Errands;
import dev.snapclone.job.Retry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import net.dv8tion.jda.api.exceptions.ErrorResponseException;
import net.dv8tion.jda.api.requests.Response;
import net.dv8tion.jda.api.requests.RestAction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stores each interaction and acknowledges it within Discord's 3 seconds
 * (interactions/receiving-and-responding.mdx). Every replica does so; the first to store one has it
 * carried out. Losing the race for the acknowledgement (40060, 10062) does not matter.
 */
final class Intake {
  /** After this the person reads that the storage is slow, still within 3 seconds. */
  private static final Duration SLOW = Duration.ofMillis(1500);

  /** How long to wait for the storage before acknowledging anyway. */
  private static final Duration STORED_FIRST = Duration.ofMillis(500);

  private static final int TOO_MANY_REQUESTS = 429;
  private static final int TRIES = 3;
  private static final Duration STORED_WITHIN = Duration.ofSeconds(8);
  private static final Logger log = LoggerFactory.getLogger(Intake.class);

  private final Errands errands;
  private final InteractionAnswers answers;
  private final InstantSource clock;
  private final Executor work;
  private final EditLanes.Later later;

  /**
   * @param work where storing may block; never JDA's own threads
   * @param later tells people that the storage is slow
   */
  Intake(
      Errands errands,
      InteractionAnswers answers,
      InstantSource clock,
      Executor work,
      EditLanes.Later later) {
    this.errands = errands;
    this.answers = answers;
    this.clock = clock;
    this.work = work;
    this.later = later;
  }

  /**
   * Stores, then acknowledges, so that an acknowledged interaction survives a crash. A slow storage
   * does not delay the acknowledgement. A stored interaction is due only after Discord's deadline;
   * the replica that acknowledged it makes it due at once. Discord reports an unacknowledged one as
   * failed, so it must not run.
   */
  void take(RestAction<?> acknowledgement, PendingInteraction pending) {
    Instant heard = clock.instant();
    Taking taking = new Taking(acknowledgement, pending.heard(heard), heard);
    later.run(taking::acknowledge, STORED_FIRST);
    work.execute(taking::store);
  }

  /**
   * Whether Discord refused this process's acknowledgement for good, usually because another
   * replica was first (40060, 10062).
   */
  private boolean refused(Throwable failure, PendingInteraction pending) {
    if (!(failure instanceof ErrorResponseException e)) {
      log.warn("{}: acknowledged or not: {}", pending, failure.toString());
      return false;
    }
    if (e.getErrorCode() == 40060 || e.getErrorCode() == 10062) {
      log.debug("{}: acknowledged by another", pending);
      return true;
    }
    log.warn("{}: not acknowledged: {}", pending, failure.toString());
    Response answer = e.getResponse();
    int status = answer == null ? 0 : answer.code;
    if (status < 400 || status >= 500 || status == TOO_MANY_REQUESTS) {
      return false;
    }
    answers.acknowledgements().refused(pending);
    if (e.getErrorCode() == Threads.ARCHIVED) {
      work.execute(() -> wake(pending));
    }
    return true;
  }

  /** Unarchives the thread, so that the person can ask again there. */
  private void wake(PendingInteraction pending) {
    try {
      answers.chat().wake(Spot.of(pending.invocation().place()));
    } catch (ChatException e) {
      log.info("{}: its thread stays archived: {}", pending, e.getMessage());
    }
  }

  /** One interaction until it is stored and acknowledged. */
  private final class Taking {
    private final RestAction<?> acknowledgement;
    private final PendingInteraction pending;
    private final Instant heard;
    private final AtomicBoolean acknowledging = new AtomicBoolean();
    private @Nullable Boolean ours;
    private @Nullable Boolean stored;
    private boolean toldSlow;

    Taking(RestAction<?> acknowledgement, PendingInteraction pending, Instant heard) {
      this.acknowledgement = acknowledgement;
      this.pending = pending;
      this.heard = heard;
    }

    void store() {
      boolean done = stored(pending, heard);
      boolean first;
      synchronized (this) {
        stored = done;
        first = ours == null;
      }
      if (first) {
        acknowledge();
      } else {
        settle();
      }
    }

    void acknowledge() {
      if (acknowledging.compareAndSet(false, true)) {
        acknowledgement.queue(
            done -> {
              answers.acknowledgements().taken(pending);
              acknowledged(true);
            },
            failure -> acknowledged(!refused(failure, pending)));
      }
    }

    /**
     * @param byUs whether to carry it out at once, and to tell the person when it cannot be stored.
     *     Otherwise another replica may have taken it; if none has, it runs when due
     */
    private void acknowledged(boolean byUs) {
      synchronized (this) {
        ours = byUs;
        if (stored == null) {
          if (byUs) {
            later.run(this::sayItIsSlow, SLOW);
          }
          return;
        }
      }
      work.execute(this::settle);
    }

    private void sayItIsSlow() {
      synchronized (this) {
        if (stored != null) {
          return;
        }
      }
      boolean told = answers.say(pending, Reply.Tone.INFO, "discord.storage-slow", false);
      synchronized (this) {
        toldSlow = told;
      }
    }

    private void settle() {
      boolean kept;
      boolean mine;
      boolean over;
      synchronized (this) {
        kept = Boolean.TRUE.equals(stored);
        mine = Boolean.TRUE.equals(ours);
        over = toldSlow;
      }
      if (mine && kept) {
        makeDue(pending);
      } else if (mine) {
        answers.say(pending, Reply.Tone.ERROR, "discord.storage-down", over);
      }
    }
  }

  private void makeDue(PendingInteraction pending) {
    try {
      errands.makeDue(Errands.Kind.INTERACTION, pending.invocation().id());
    } catch (RuntimeException e) {
      // It becomes due by itself.
      log.warn("{}: not brought forward: {}", pending, e.getMessage());
    }
  }

  /** Storing twice is harmless, so a failure is retried: perhaps only the answer was lost. */
  private boolean stored(PendingInteraction pending, Instant heard) {
    try {
      return Retry.atOnce(
          TRIES,
          e -> {
            log.warn("{}: not stored: {}", pending, e.getMessage());
            return !clock.instant().isAfter(heard.plus(STORED_WITHIN));
          },
          () -> {
            errands.offer(
                Errands.Kind.INTERACTION,
                pending.invocation().id(),
                pending.encode(),
                heard.plus(Acknowledgements.WITHIN));
            return true;
          });
    } catch (RuntimeException e) {
      log.error("{}: cannot be stored", pending, e);
      return false;
    }
  }
}
