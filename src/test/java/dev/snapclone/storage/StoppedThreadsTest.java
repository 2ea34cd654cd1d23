package dev.snapclone.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.snapclone.job.BackgroundThreads;
import dev.snapclone.job.Errands;
import dev.snapclone.job.engine.TestDatabases;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** H2 closes its file when an interrupted thread writes, so stopping must interrupt nobody. */
class StoppedThreadsTest {
  @TempDir Path folder;

  private static Stream<Supplier<ExecutorService>> pools() {
    return Stream.of(
        () -> BackgroundThreads.clock("clock"),
        () -> BackgroundThreads.clock("clocks", 3),
        () -> BackgroundThreads.pool("pool", 1),
        () -> BackgroundThreads.unlimited("unlimited"));
  }

  @ParameterizedTest
  @MethodSource("pools")
  void whatIsAtWorkWhenItsPoolStopsStoresAndDoesNotCloseTheDatabase(
      Supplier<ExecutorService> made) {
    try (Database database = Database.open(TestDatabases.h2File(folder), InstantSource.system())) {
      ExecutorService pool = made.get();
      CompletableFuture<Void> begun = new CompletableFuture<>();
      CompletableFuture<Void> stopped = new CompletableFuture<>();
      CompletableFuture<Boolean> stored =
          CompletableFuture.supplyAsync(
              () -> {
                begun.complete(null);
                // Unlike get(), it waits on when it is interrupted.
                stopped.join();
                store(database, "j1");
                return Thread.currentThread().isInterrupted();
              },
              pool);
      begun.join();
      pool.shutdownNow();
      stopped.complete(null);
      assertFalse(stored.orTimeout(30, TimeUnit.SECONDS).join(), "interrupted");
      store(database, "j2");
      Awaitility.await().atMost(Duration.ofSeconds(30)).until(pool::isTerminated);
    }
  }

  private static void store(Database database, String job) {
    database.jobs().offer(Errands.Kind.OUTCOME, job, "", Instant.EPOCH, Instant.EPOCH);
  }

  @ParameterizedTest
  @MethodSource("pools")
  void anIdlePoolEnds(Supplier<ExecutorService> made) {
    ExecutorService pool = made.get();
    assertEquals(1, CompletableFuture.supplyAsync(() -> 1, pool).join());
    pool.shutdownNow();
    Awaitility.await().atMost(Duration.ofSeconds(30)).until(pool::isTerminated);
  }
}
