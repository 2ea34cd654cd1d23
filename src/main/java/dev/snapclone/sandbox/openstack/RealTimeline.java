package dev.snapclone.sandbox.openstack;

import dev.snapclone.sandbox.SandboxThreads;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Real time. */
public final class RealTimeline implements Timeline {
  private static final Logger LOG = LoggerFactory.getLogger(RealTimeline.class);

  private final InstantSource clock;
  private final ScheduledThreadPoolExecutor executor;

  public RealTimeline(InstantSource clock) {
    this.clock = clock;
    this.executor =
        new ScheduledThreadPoolExecutor(1, SandboxThreads.named("openstack-sandbox-time"));
    executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  @Override
  public Instant instant() {
    return clock.instant();
  }

  @Override
  public void after(Duration wait, Runnable action) {
    if (executor.isShutdown()) {
      return;
    }
    Future<?> unused =
        executor.schedule(
            () -> {
              try {
                action.run();
              } catch (RuntimeException e) {
                LOG.error("the sandbox failed", e);
              }
            },
            wait.toNanos(),
            TimeUnit.NANOSECONDS);
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }
}
