package dev.snapclone.app;

import dev.snapclone.job.BackgroundThreads;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A bot that can be stopped and restarted on the same database, as after a crash. */
final class RestartableBot implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RestartableBot.class);

  /** Long enough to see what people get while the bot is away. */
  private static final Duration AWAY = Duration.ofSeconds(4);

  private final Supplier<Application> making;
  private final ScheduledExecutorService background = BackgroundThreads.clock("bot-restart");
  private @Nullable Application running;
  private volatile String state = "";
  private boolean closed;

  RestartableBot(Supplier<Application> making) {
    this.making = making;
  }

  /** Starts it for the first time; returns when people can type commands. */
  synchronized void start() {
    Application bot = making.get();
    running = bot;
    bot.start();
  }

  /** Stops it, and restarts it some seconds later; returns at once. */
  void restart() {
    state = "going away";
    background.execute(() -> guarded(this::kill));
  }

  private synchronized void kill() {
    stop();
    state = "gone; it comes back";
    if (!closed) {
      ScheduledFuture<?> unused =
          background.schedule(
              () -> guarded(this::startAgain), AWAY.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private synchronized void startAgain() {
    state = "starting";
    if (!closed) {
      start();
    }
    state = "";
  }

  private void guarded(Runnable step) {
    try {
      step.run();
    } catch (RuntimeException e) {
      LOG.error("the bot did not start again", e);
      state = "";
    }
  }

  /** Empty while it works, otherwise what is going on. */
  String state() {
    return state;
  }

  private void stop() {
    Application bot = running;
    running = null;
    if (bot != null) {
      bot.close();
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    background.shutdownNow();
    stop();
  }
}
