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
 * Stops the bot within 10 seconds, whatever does not answer: takes no more commands, parks running
 * jobs, closes the database last.
 */
final class Shutdown {
  /** How long running calls may still take. */
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
   * @param background executors that nobody waits for
   * @param closeStorage closes the database and its writers
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

  void run() {
    ScheduledExecutorService hurry = BackgroundThreads.clock("hurry");
    Future<?> unused = hurry.schedule(this::giveUp, PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    // Each may take seconds; together with the rest they must fit into ten.
    runWithin(STOPPED, "stop", List.of(discord::stop, engine::stop));
    hurry.shutdownNow();
    watch.close();
    operations.close();
    openstack.close();
    background.shutdownNow();
    // An unresponsive database is not waited for; committed data is safe.
    runWithin(CLOSED, "database-close", List.of(closeStorage));
  }

  /**
   * Ends waiting for slow clouds and chat, so that jobs park. The next start finds out what became
   * of their requests.
   */
  private void giveUp() {
    openstack.giveUp();
    discord.giveUp();
  }

  /** Runs actions in parallel and abandons those that take too long. */
  private static void runWithin(Duration most, String name, List<Runnable> actions) {
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
