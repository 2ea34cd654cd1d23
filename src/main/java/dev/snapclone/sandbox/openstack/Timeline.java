package dev.snapclone.sandbox.openstack;

import dev.snapclone.sandbox.openstack.wire.Delayer;
import java.time.InstantSource;

/**
 * The sandbox's time: what its clocks show, and when what happens by itself happens. {@link
 * RealTimeline} for demos, {@link ManualTimeline} for tests that turn the hands themselves.
 */
public interface Timeline extends InstantSource, Delayer, AutoCloseable {
  @Override
  void close();
}
