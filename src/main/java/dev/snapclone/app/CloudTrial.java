package dev.snapclone.app;

import dev.snapclone.cloud.Account;
import dev.snapclone.cloud.Cloud;
import dev.snapclone.cloud.CloudException;
import dev.snapclone.cloud.Clouds;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tries every cloud once, side by side, and says how it went: a cloud that is down stops nothing.
 */
final class CloudTrial {
  private static final Logger LOG = LoggerFactory.getLogger(CloudTrial.class);

  private CloudTrial() {}

  /** Returns when each has answered or failed; a call to a cloud has a deadline of its own. */
  static void run(Clouds clouds, Executor executor) {
    List<CompletableFuture<Void>> tries =
        clouds.all().stream()
            .map(cloud -> CompletableFuture.runAsync(() -> attempt(cloud), executor))
            .toList();
    CompletableFuture.allOf(tries.toArray(CompletableFuture[]::new)).join();
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
