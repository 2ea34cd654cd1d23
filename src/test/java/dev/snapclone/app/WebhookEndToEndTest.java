package dev.snapclone.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.snapclone.access.VisibleClouds;
import dev.snapclone.audit.AuditQuery;
import dev.snapclone.config.NotificationSettings;
import dev.snapclone.config.SettingsBuilder;
import dev.snapclone.config.WebhookSettings;
import dev.snapclone.i18n.Messages;
import dev.snapclone.i18n.PlainText;
import dev.snapclone.job.Job;
import dev.snapclone.job.JobState;
import dev.snapclone.sandbox.openstack.CloudSandboxOptions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real bot sends its events to a local server. */
class WebhookEndToEndTest {
  private final LeapingClock clock = new LeapingClock();
  private WebhookReceiver all;
  private WebhookReceiver failures;
  private Stage stage;

  @BeforeEach
  void open(@TempDir Path folder) throws IOException {
    all = new WebhookReceiver();
    failures = new WebhookReceiver();
    List<WebhookSettings> webhooks =
        List.of(
            all.settings(WebhookSettings.EVENTS),
            failures.settings(Set.of(WebhookSettings.JOB_FAILED)));
    stage =
        Stage.open(
            folder,
            s ->
                SettingsBuilder.from(s)
                    .notifications(new NotificationSettings(null, webhooks))
                    .build(),
            CloudSandboxOptions.fast(),
            clock);
  }

  @AfterEach
  void close() {
    all.close();
    failures.close();
    stage.close();
  }

  private JsonNode event(WebhookReceiver by, String event, Job job) {
    stage.awaits(event, () -> events(by, event, job).findAny().isPresent());
    assertEquals(1, events(by, event, job).count(), event);
    WebhookReceiver.Got got = events(by, event, job).findAny().orElseThrow();
    assertTrue(got.genuine(), "its signature");
    assertEquals(got.id(), got.json().path("id").asText());
    return got.json();
  }

  private static Stream<WebhookReceiver.Got> events(WebhookReceiver by, String event, Job job) {
    return by.got.stream()
        .filter(got -> got.json().path("event").asText().equals(event))
        .filter(got -> got.json().path("job").asText().equals(job.id()));
  }

  @Test
  void whatHappensToAJobIsSentSignedAndOnce() {
    Job job =
        stage.begins(
            "/copy", Map.of("server-name", "web-01", "reason", "OPS-1 before the upgrade"));
    JsonNode waits = event(all, "approval-waiting", job);
    assertEquals("PENDING", waits.path("approval").path("state").asText());
    assertEquals("copy", waits.path("kind").asText());
    assertEquals("WAITING_FOR_APPROVAL", waits.path("state").asText());
    assertEquals(stage.anna.id(), waits.path("requester").asText());
    assertEquals("OPS-1 before the upgrade", waits.path("reason").asText());
    assertTrue(waits.path("subject").asText().contains("web-01"), waits.toString());
    stage.denies(stage.ben, stage.waitingCard(job), "not today").awaitText("Denied");
    JsonNode decided = event(all, "approval-decided", job);
    assertEquals("DENIED", decided.path("approval").path("state").asText());
    assertEquals(
        stage.ben.id(), decided.path("approval").path("decisions").path(0).path("person").asText());
    JsonNode ended = event(all, "job-ended", job);
    assertEquals("CANCELLED", ended.path("state").asText());
    assertTrue(ended.path("link").asText().endsWith("/" + stage.card(job).id()), ended.toString());
    Job done = stage.snapshots("web-01");
    assertEquals("DONE", event(all, "job-ended", done).path("state").asText());
    assertEquals(List.of(), failures.got);
  }

  @Test
  void whatIsRefusedIsSentAgainAlsoAfterARestart() {
    all.status.set(500);
    Job job = stage.snapshots("web-01");
    stage.awaits("tried twice", () -> all.tries.get() >= 2);
    stage.restarts(() -> all.status.set(204));
    event(all, "job-ended", job);
  }

  @Test
  void afterADayItIsGivenUp() {
    all.status.set(500);
    stage.snapshots("web-01");
    stage.awaits("tried", () -> all.tries.get() >= 1);
    clock.leap(Duration.ofHours(25));
    stage.awaits(
        "given up",
        () ->
            stage
                .bot
                .auditTrail()
                .newest(
                    new AuditQuery(
                        stage.discord.guildId(),
                        VisibleClouds.ALL,
                        AuditQuery.LeftOut.NOTHING,
                        null,
                        null,
                        null,
                        new AuditQuery.Part(null, null, 100)))
                .stream()
                .anyMatch(row -> row.event().action().equals("webhook.given-up")));
  }

  private String checked() {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
    PlainText plain = new PlainText(Messages.load(), Locale.ENGLISH);
    new CheckWebhooks(new CheckReport(plain, out), stage.settings).run();
    return printed.toString(StandardCharsets.UTF_8);
  }

  @Test
  void checkSaysWhoAnswersAndSendsNoEvent() {
    all.status.set(405);
    failures.status.set(307);
    String said = checked();
    assertTrue(said.contains("is reachable (it answers 405 to HEAD)"), said);
    assertTrue(said.contains("answers with a redirect (307)"), said);
    failures.close();
    said = checked();
    assertTrue(said.contains("PROBLEM"), said);
    assertTrue(said.contains("is not reachable"), said);
    assertEquals(List.of(), all.got);
    assertEquals(0, failures.elsewhere.get());
  }

  @Test
  void noRedirectIsFollowed() {
    all.status.set(307);
    Job job = stage.snapshots("web-01");
    stage.awaits("tried twice", () -> all.tries.get() >= 2);
    assertEquals(0, all.elsewhere.get());
    all.status.set(204);
    event(all, "job-ended", job);
  }

  @Test
  void aReceiverThatHangsDelaysNeitherJobsNorOthers() {
    all.slow = true;
    for (int i = 0; i < 3; i++) {
      Job job = stage.snapshots("web-01");
      assertEquals(JobState.DONE, job.state());
      stage.told(job);
    }
    stage.awaits("it was asked", () -> all.tries.get() >= 1);
    assertEquals(List.of(), all.got);
    assertTrue(all.tries.get() <= 3, "one at a time");
  }
}
