package dev.snapclone.app;

import java.io.PrintStream;
import java.time.InstantSource;

/** Both sandboxes and the same bot, until it is asked to stop. */
final class Demo {
  private final PrintStream out;
  private final InstantSource clock;

  Demo(PrintStream out, InstantSource clock) {
    this.out = out;
    this.clock = clock;
  }

  int run(int port, StopSignal stop) {
    try (SandboxWorld world =
            SandboxWorld.start(
                dev.snapclone.sandbox.openstack.Options.demo(),
                dev.snapclone.sandbox.discord.Options.standard(clock).onPort(port));
        Application bot = world.bot(clock)) {
      bot.start();
      out.println("snapclone ready");
      stop.await();
      return 0;
    }
  }
}
