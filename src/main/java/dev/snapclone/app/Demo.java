package dev.snapclone.app;

import dev.snapclone.config.CopySettings;
import dev.snapclone.config.DiscordSettings;
import dev.snapclone.config.Settings;
import dev.snapclone.sandbox.discord.page.ChatPage;
import dev.snapclone.sandbox.openstack.panel.CloudPanel;
import dev.snapclone.sandbox.openstack.panel.Lever;
import java.io.PrintStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Both sandboxes, the bot, and a page to play on, until it is stopped. */
final class Demo {
  /** People wait for the bot that they killed, so takeover is faster than in production. */
  private static final Duration TAKEOVER_AFTER = Duration.ofSeconds(8);

  /** A person also waits here for a copy that does not come up by itself. */
  private static final CopySettings COPIES = new CopySettings(List.of(), Duration.ofMinutes(1));

  private final PrintStream out;
  private final InstantSource clock;

  Demo(PrintStream out, InstantSource clock) {
    this.out = out;
    this.clock = clock;
  }

  int run(int port, StopSignal stop) {
    try (SandboxWorld world =
        SandboxWorld.start(
            dev.snapclone.sandbox.openstack.CloudSandboxOptions.demo(),
            dev.snapclone.sandbox.discord.DiscordSandboxOptions.demo(clock).onPort(port))) {
      return run(world, new PlayedGuests(world.cloud(), clock), stop);
    }
  }

  private int run(SandboxWorld world, PlayedGuests guests, StopSignal stop) {
    try (RestartableBot bot = new RestartableBot(() -> bot(world, guests));
        CloudPanel panel =
            new CloudPanel(world.cloud(), "demo", List.of(kill(bot), steps(guests)), clock);
        ChatPage page = new ChatPage(world.discord(), Map.of("/panel", panel))) {
      bot.start();
      out.println("snapclone ready");
      out.println("Open " + page.url() + " in a browser. Ctrl-C ends the demo.");
      stop.await();
      return 0;
    }
  }

  private Application bot(SandboxWorld world, PlayedGuests guests) {
    Settings usual = world.settings();
    Settings.Times times = usual.jobs().times();
    Settings lively =
        new Settings(
            withItsChannels(Objects.requireNonNull(usual.discord(), "discord")),
            usual.access(),
            usual.approvals(),
            usual.clouds(),
            usual.host(),
            new Settings.Jobs(
                new Settings.Times(
                    times.pollInterval(), TAKEOVER_AFTER, times.settleTime(), times.stalledAfter()),
                usual.jobs().names(),
                usual.jobs().snapshots(),
                COPIES,
                usual.jobs().leases()),
            usual.safety(),
            usual.consoles());
    return new Application(lively, guests, clock);
  }

  /** The channels of a usual guild, so that a visitor sees what comes there. */
  private static DiscordSettings withItsChannels(DiscordSettings usual) {
    return new DiscordSettings(
        usual.token(),
        usual.guilds(),
        usual.apiUrl(),
        usual.gatewayUrl(),
        "approvals",
        "audit",
        usual.showAddresses());
  }

  private static Lever steps(PlayedGuests guests) {
    return new Lever(
        "windows-steps",
        "Do the Windows steps",
        "As if somebody had done the steps on the console of every Windows copy that runs: it"
            + " answers from now on, unless it is isolated.",
        guests::doTheSteps,
        () -> "",
        true);
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
