package dev.snapclone.app;

import dev.snapclone.sandbox.discord.page.ChatPage;
import dev.snapclone.sandbox.openstack.panel.CloudPanel;
import dev.snapclone.sandbox.openstack.panel.Lever;
import java.io.PrintStream;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/** Both sandboxes, the same bot, and a page to play on, until it is asked to stop. */
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
        RestartableBot bot = new RestartableBot(() -> world.bot(clock));
        CloudPanel panel = new CloudPanel(world.cloud(), "demo", List.of(kill(bot)), clock);
        ChatPage page = new ChatPage(world.discord(), Map.of("/panel", panel))) {
      bot.start();
      out.println("snapclone ready");
      out.println("Open " + page.url() + " in a browser. Ctrl-C ends the demo.");
      stop.await();
      return 0;
    }
  }

  private static Lever kill(RestartableBot bot) {
    return new Lever(
        "kill",
        "Kill and restart the bot",
        "Everything of the bot but its database goes away, whatever it is doing, and starts anew.",
        bot::restart,
        bot::state,
        false);
  }
}
