package dev.snapclone.app;

import dev.snapclone.cloud.Account;
import dev.snapclone.cloud.Cloud;
import dev.snapclone.cloud.CloudException;
import dev.snapclone.cloud.Clouds;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tries all clouds in parallel and logs the results. A cloud that is down or slow does not stop the
 * start.
 */
final class CloudTrial {
  private static final Logger LOG = LoggerFactory.getLogger(CloudTrial.class);

  private CloudTrial() {}

  /**
   * Returns when each has answered or failed, or the time is up.
   *
   * @param threads the executor of a cloud
   * @param patience how long the start waits for them
   */
  static void run(Clouds clouds, Function<String, Executor> threads, Duration patience) {
    Map<String, CompletableFuture<Void>> tries =
        clouds.all().stream()
            .collect(
                Collectors.toMap(
                    Cloud::name,
                    cloud ->
                        CompletableFuture.runAsync(
                            () -> attempt(cloud), threads.apply(cloud.name()))));
    try {
      CompletableFuture.allOf(tries.values().toArray(CompletableFuture[]::new))
          .get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      tries.forEach(
          (name, attempt) -> {
            if (!attempt.isDone()) {
              LOG.warn("cloud {} has not answered yet; the start does not wait for it", name);
            }
          });
    } catch (ExecutionException e) {
      throw new IllegalStateException("a cloud could not be tried", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void attempt(Cloud cloud) {
    try {
      Account account = cloud.account();
      LOG.info(
          "cloud {}: signed in as {} in project {}",
          cloud.name(),
          account.userName(),
          account.projectName());
    } catch (CloudException e) {
      LOG.warn("cloud {} cannot be used now; it is tried again: {}", cloud.name(), e.getMessage());
    }
  }
}
