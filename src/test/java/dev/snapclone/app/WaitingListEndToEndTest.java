package dev.snapclone.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.snapclone.config.ApprovalSettings;
import dev.snapclone.config.DiscordSettings;
import dev.snapclone.config.NotificationSettings;
import dev.snapclone.config.Settings;
import dev.snapclone.config.SettingsBuilder;
import dev.snapclone.job.Job;
import dev.snapclone.sandbox.discord.chat.SeenMessage;
import dev.snapclone.sandbox.openstack.CloudSandboxOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Mornings pass by an injected clock, over the real bot and the sandbox Discord. */
class WaitingListEndToEndTest {
  private static final String APPROVALS = "approvals";

  private final LeapingClock clock = new LeapingClock();
  private Stage stage;

  @BeforeEach
  void open(@TempDir Path folder) {
    stage =
        Stage.open(
            folder,
            WaitingListEndToEndTest::listedAtHalfPastEight,
            CloudSandboxOptions.fast(),
            clock);
  }

  @AfterEach
  void close() {
    stage.close();
  }

  private static Settings listedAtHalfPastEight(Settings usual) {
    DiscordSettings chat = Objects.requireNonNull(usual.discord());
    return SettingsBuilder.from(usual)
        .discord(
            new DiscordSettings(
                chat.token(),
                chat.guilds(),
                chat.apiUrl(),
                chat.gatewayUrl(),
                APPROVALS,
                null,
                true))
        .approvals(new ApprovalSettings(Map.of("copy", 1), true, Duration.ofDays(30)))
        .notifications(new NotificationSettings(LocalTime.of(8, 30), List.of()))
        .build();
  }

  /** It is nine of the next day. */
  private void night() {
    ZonedDateTime now = clock.instant().atZone(ZoneOffset.UTC);
    clock.leap(Duration.between(now, now.plusDays(1).with(LocalTime.of(9, 0))));
  }

  private List<SeenMessage> lists() {
    return stage.ben.sees(APPROVALS).stream()
        .filter(message -> message.text().contains("Daily list of"))
        .toList();
  }

  private SeenMessage list(int number) {
    stage.awaits("list " + number, () -> lists().size() >= number);
    assertEquals(number, lists().size());
    return lists().get(number - 1);
  }

  private Job asks(String server) {
    return stage.begins("/copy", Map.of("server-name", server));
  }

  @Test
  void eachMorningWhatWaitsIsListedOnceTheOldestFirst() {
    night(); // nothing waits
    Job first = asks("web-01");
    Job second = asks("db-01");
    night();
    SeenMessage list = list(1);
    String text = list.text();
    assertTrue(text.contains("2 wait for approval"), text);
    assertTrue(text.indexOf("web-01") < text.indexOf("db-01"), text);
    assertTrue(text.contains("<@" + stage.anna.id() + "> asked <t:"), text);
    for (Job job : List.of(first, second)) {
      SeenMessage question =
          stage.ben.awaitMessage(
              APPROVALS, m -> m.text().contains(job.id()) && m.buttons().contains("Approve"));
      assertTrue(text.contains("/" + question.id() + ")"), text + " links " + question.id());
    }
    assertEquals(Set.of(), list.pinged());

    // Five mornings without the bot: one list of what is so now.
    stage.bot.jobs().cancel(first.id(), second.requester());
    stage.restarts(
        () -> {
          for (int i = 0; i < 5; i++) {
            night();
          }
        });
    assertTrue(list(2).text().contains("1 waits for approval"), lists().get(1).text());

    stage.restarts(() -> clock.leap(Duration.ofHours(47))); // it is eight
    night();
    list(3);
  }

  @Test
  void aListThatWasMissedIsPostedLateAndOnce() {
    asks("web-01");
    stage.restarts(this::night);
    assertTrue(list(1).text().contains("1 waits for approval"));
    stage.restarts();
    night();
    list(2);
  }
}
