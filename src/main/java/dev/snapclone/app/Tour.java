package dev.snapclone.app;

import java.io.PrintStream;
import java.time.InstantSource;

/** Plays the main job in the terminal. */
final class Tour {
  private final PrintStream out;
  private final InstantSource clock;

  Tour(PrintStream out, InstantSource clock) {
    this.out = out;
    this.clock = clock;
  }

  int play() {
    try (SandboxWorld world =
            SandboxWorld.start(
                dev.snapclone.sandbox.openstack.Options.fast(),
                dev.snapclone.sandbox.discord.Options.standard(clock));
        Application bot = world.bot(clock)) {
      bot.start();
      out.println("ok");
      return 0;
    }
  }
}
