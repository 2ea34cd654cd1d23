package dev.snapclone.app;

import dev.snapclone.cloud.Cloud;
import dev.snapclone.cloud.Clouds;
import dev.snapclone.job.BackgroundThreads;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A few threads per cloud, so that an unresponsive cloud does not block another. */
final class CloudThreads implements AutoCloseable {
  private static final int EACH = 4;

  private final Map<String, ExecutorService> pools;

  CloudThreads(Clouds clouds) {
    this.pools =
        clouds.all().stream()
            .map(Cloud::name)
            .collect(
                Collectors.toMap(
                    Function.identity(), name -> BackgroundThreads.pool("cloud-" + name, EACH)));
  }

  Executor of(String cloud) {
    ExecutorService pool = pools.get(cloud);
    if (pool == null) {
      throw new IllegalArgumentException("no cloud " + cloud);
    }
    return pool;
  }

  @Override
  public void close() {
    pools.values().forEach(ExecutorService::shutdownNow);
  }
}
