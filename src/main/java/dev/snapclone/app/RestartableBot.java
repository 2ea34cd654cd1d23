package dev.snapclone.app;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A bot that can be taken away and started anew on the same database, as after a crash. */
final class RestartableBot implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RestartableBot.class);

  private final Supplier<Application> making;
  private final ExecutorService background =
      Executors.newSingleThreadExecutor(RestartableBot::thread);
  private @Nullable Application running;
  private volatile String state = "";
  private boolean closed;

  RestartableBot(Supplier<Application> making) {
    this.making = making;
  }

  private static Thread thread(Runnable task) {
    Thread thread = new Thread(task, "bot-restart");
    thread.setDaemon(true);
    return thread;
  }

  /** Starts it for the first time; returns when people can type commands. */
  synchronized void start() {
    Application bot = making.get();
    running = bot;
    bot.start();
  }

  /** Takes it away and starts it anew, in the background. */
  void restart() {
    state = "stopping";
    background.execute(
        () -> {
          try {
            anew();
          } catch (RuntimeException e) {
            LOG.error("the bot did not start again", e);
          } finally {
            state = "";
          }
        });
  }

  private synchronized void anew() {
    if (closed) {
      return;
    }
    stop();
    state = "starting";
    start();
  }

  /** Empty while it works, else what goes on. */
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

  /** Ends it for good. */
  @Override
  public synchronized void close() {
    closed = true;
    background.shutdown();
    stop();
  }
}
