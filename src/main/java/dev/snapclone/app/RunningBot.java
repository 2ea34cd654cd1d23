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
 * The bot from its start to its end. It starts on a thread of its own, since a database or a chat
 * that does not answer can hold a start up for a minute, and whoever asks for the end meanwhile
 * gets it as soon as at any other time.
 */
final class RunningBot {
  private static final Logger LOG = LoggerFactory.getLogger(RunningBot.class);

  /**
   * A schema that is being brought up to date is not left half done without need; together with the
   * rest it has to fit into ten seconds.
   */
  private static final Duration OPENED = Duration.ofSeconds(8);

  private final PrintStream out;
  private final PrintStream err;
  private final StopSignal stop;
  private final CompletableFuture<Application> made = new CompletableFuture<>();
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

  /**
   * @param out told when people can type commands
   * @param err told why it cannot run
   * @param stop ends it
   */
  RunningBot(PrintStream out, PrintStream err, StopSignal stop) {
    this.out = out;
    this.err = err;
    this.stop = stop;
  }

  /**
   * Runs it until it is asked to stop, or cannot run.
   *
   * @param bot puts it together
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
      // What fails because it is being closed is no failure.
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
