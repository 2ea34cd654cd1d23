package dev.snapclone.app;

import dev.snapclone.job.BackgroundThreads;
import java.io.PrintStream;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the bot from start to end. It starts on its own thread: a database or chat that does not
 * answer can delay the start for a minute, and a stop must not wait for that.
 */
final class RunningBot {
  private static final Logger LOG = LoggerFactory.getLogger(RunningBot.class);

  /** Gives a schema migration time to finish. The whole stop must fit into ten seconds. */
  private static final Duration OPENED = Duration.ofSeconds(8);

  private final PrintStream out;
  private final PrintStream err;
  private final StopSignal stop;
  private final CompletableFuture<Application> made = new CompletableFuture<>();
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

  /**
   * @param out told when people can type commands
   * @param err told why it cannot run
   */
  RunningBot(PrintStream out, PrintStream err, StopSignal stop) {
    this.out = out;
    this.err = err;
    this.stop = stop;
  }

  /**
   * Runs the bot until it is stopped, or cannot run.
   *
   * @param bot creates it
   * @return the process's exit code
   */
  int run(Supplier<Application> bot) {
    BackgroundThreads.factory("start").newThread(() -> start(bot)).start();
    stop.await();
    close();
    return code();
  }

  private void start(Supplier<Application> maker) {
    try {
      Application bot = maker.get();
      made.complete(bot);
      if (!stop.requested()) {
        bot.start();
        out.println("snapclone ready");
      }
    } catch (RuntimeException | Error e) {
      // A failure during closing does not count.
      if (!stop.requested()) {
        failure.set(e);
      }
      made.completeExceptionally(e);
      stop.request();
    }
  }

  private void close() {
    try {
      made.get(OPENED.toMillis(), TimeUnit.MILLISECONDS).close();
    } catch (ExecutionException e) {
      LOG.debug("there is nothing to close", e);
    } catch (TimeoutException e) {
      LOG.warn("stopping while the database is being opened");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private int code() {
    Throwable why = failure.get();
    if (why == null) {
      return 0;
    }
    if (why instanceof Error error) {
      throw error;
    }
    return StartFailure.tell((RuntimeException) why, err);
  }
}
