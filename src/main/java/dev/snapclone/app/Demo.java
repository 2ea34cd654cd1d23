package dev.snapclone.app;

import dev.snapclone.config.CopySettings;
import dev.snapclone.config.CostSettings;
import dev.snapclone.config.DiscordSettings;
import dev.snapclone.config.ScheduleSettings;
import dev.snapclone.config.Settings;
import dev.snapclone.sandbox.discord.chat.ShiftedClock;
import dev.snapclone.sandbox.discord.page.ChatPage;
import dev.snapclone.sandbox.openstack.RealTimeline;
import dev.snapclone.sandbox.openstack.panel.CloudPanel;
import dev.snapclone.sandbox.openstack.panel.Lever;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Both sandboxes, the bot, and a page to play on, until it is stopped. */
final class Demo {
  /** People wait for the bot that they killed, so takeover is faster than in production. */
  private static final Duration TAKEOVER_AFTER = Duration.ofSeconds(8);

  /** A person also waits here for a copy that does not come up by itself. */
  private static final CopySettings COPIES = new CopySettings(List.of(), Duration.ofMinutes(1));

  /** When a night has passed, in UTC: all schedules of that night have run. */
  private static final LocalTime MORNING = LocalTime.of(7, 0);

  /** Whoever lets a night pass wants to see it at once. */
  private static final ScheduleSettings SCHEDULES =
      new ScheduleSettings(Duration.ofHours(1), Duration.ZERO, 200, true);

  /** So that cards show what that looks like. The currency says that they are invented. */
  private static final CostSettings INVENTED =
      new CostSettings(
          "invented EUR",
          new CostSettings.Prices(
              new BigDecimal("0.03"),
              new BigDecimal("0.04"),
              new BigDecimal("0.09"),
              Map.of(),
              Map.of(),
              new BigDecimal("0.008"),
              new BigDecimal("0.003")),
          Map.of());

  private final PrintStream out;

  /** What the bot, the cloud and Discord take for the time. */
  private final ShiftedClock clock;

  Demo(PrintStream out, InstantSource clock) {
    this.out = out;
    this.clock = new ShiftedClock(clock);
  }

  int run(int port, StopSignal stop) {
    try (SandboxWorld world =
        SandboxWorld.start(
            dev.snapclone.sandbox.openstack.CloudSandboxOptions.demo()
                .withTimeline(new RealTimeline(clock)),
            dev.snapclone.sandbox.discord.DiscordSandboxOptions.demo(clock).onPort(port))) {
      return run(world, new PlayedGuests(world.cloud(), clock), stop);
    }
  }

  private int run(SandboxWorld world, PlayedGuests guests, StopSignal stop) {
    try (RestartableBot bot = new RestartableBot(() -> bot(world, guests));
        CloudPanel panel =
            new CloudPanel(
                world.cloud(), "demo", List.of(night(), kill(bot), steps(guests)), clock);
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
                usual.jobs().leases(),
                SCHEDULES,
                usual.jobs().notifications()),
            usual.safety(),
            usual.consoles(),
            INVENTED);
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

  private Lever night() {
    return new Lever(
        "night",
        "A night passes",
        "Sandbox only: the clocks of the bot, the cloud and Discord go on to seven in the morning"
            + " (UTC). What is scheduled for the night runs.",
        () -> {
          ZonedDateTime now = clock.instant().atZone(ZoneOffset.UTC);
          ZonedDateTime today = now.with(MORNING);
          ZonedDateTime morning = today.isAfter(now) ? today : today.plusDays(1);
          clock.advance(Duration.between(now, morning));
        },
        () -> "",
        true);
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
