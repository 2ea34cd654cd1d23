package dev.snapclone.app;

import dev.snapclone.discord.DiscordBot;
import dev.snapclone.job.BackgroundThreads;
import dev.snapclone.job.engine.Engine;
import dev.snapclone.openstack.OpenStackClouds;
import dev.snapclone.watch.CloudWatch;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How the bot lets go of everything within 10 seconds, whatever does not answer: takes no more
 * commands, parks what runs, closes the database last.
 */
final class Shutdown {
  /** How long calls under way may still take when the bot stops. */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private static final Duration STOPPED = Duration.ofMillis(7_500);
  private static final Duration CLOSED = Duration.ofSeconds(1);

  private static final Logger LOG = LoggerFactory.getLogger(Shutdown.class);

  private final DiscordBot discord;
  private final Engine engine;
  private final CloudWatch watch;
  private final Operations operations;
  private final OpenStackClouds openstack;
  private final ExecutorService background;
  private final Runnable closeStorage;

  /**
   * @param background what nobody waits for
   * @param closeStorage closes the database and what writes to it
   */
  Shutdown(
      DiscordBot discord,
      Engine engine,
      CloudWatch watch,
      Operations operations,
      OpenStackClouds openstack,
      ExecutorService background,
      Runnable closeStorage) {
    this.discord = discord;
    this.engine = engine;
    this.watch = watch;
    this.operations = operations;
    this.openstack = openstack;
    this.background = background;
    this.closeStorage = closeStorage;
  }

  /** Does it. */
  void run() {
    ScheduledExecutorService hurry = BackgroundThreads.clock("hurry");
    Future<?> unused = hurry.schedule(this::giveUp, PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    // Both may take some seconds; together with the rest they have to fit into ten.
    within(STOPPED, "stop", List.of(discord::stop, engine::stop));
    hurry.shutdownNow();
    watch.close();
    operations.close();
    openstack.close();
    background.shutdownNow();
    // A database that does not answer keeps nobody; what was committed is there.
    within(CLOSED, "database-close", List.of(closeStorage));
  }

  /**
   * Whoever still waits for a slow cloud or chat is let go, and parks: what became of its request
   * is found out after the next start.
   */
  private void giveUp() {
    openstack.giveUp();
    discord.giveUp();
  }

  /**
   * Does things side by side, and leaves them to themselves when they take too long; interrupts
   * nobody, see {@code NonInterruptingPools} in the engine.
   */
  private static void within(Duration most, String name, List<Runnable> actions) {
    ExecutorService threads = BackgroundThreads.pool(name, actions.size());
    try {
      CompletableFuture.allOf(
              actions.stream()
                  .map(action -> CompletableFuture.runAsync(action, threads))
                  .toArray(CompletableFuture<?>[]::new))
          .get(most.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      LOG.warn("{}: not done within {}; the next start goes on from what is stored", name, most);
    } catch (ExecutionException e) {
      LOG.error("{} failed", name, e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      threads.shutdown();
    }
  }
}
