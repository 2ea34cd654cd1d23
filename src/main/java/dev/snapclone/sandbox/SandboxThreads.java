package dev.snapclone.sandbox;

import java.util.concurrent.ThreadFactory;

/** Threads of the sandboxes, which must not keep a process alive either. */
public final class SandboxThreads {
  private SandboxThreads() {}

  /** Makes daemon threads of a name. */
  public static ThreadFactory named(String name) {
    return work -> {
      Thread thread = new Thread(work, name);
      thread.setDaemon(true);
      return thread;
    };
  }
}
