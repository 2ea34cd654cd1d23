package dev.snapclone.sandbox.openstack.wire;

import java.time.Duration;

/** Runs actions later. */
@FunctionalInterface
public interface Delayer {
  /**
   * Runs an action once.
   *
   * @param wait how long from now; zero for at once
   */
  void after(Duration wait, Runnable action);
}
