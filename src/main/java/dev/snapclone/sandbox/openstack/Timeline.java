package dev.snapclone.sandbox.openstack;

import dev.snapclone.sandbox.openstack.wire.Delayer;
import java.time.InstantSource;

/**
 * The sandbox's time and its scheduler of timed events. {@link RealTimeline} for demos, {@link
 * ManualTimeline} for tests that advance the time.
 */
public interface Timeline extends InstantSource, Delayer, AutoCloseable {
  @Override
  void close();
}
