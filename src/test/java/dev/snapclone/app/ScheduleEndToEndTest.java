package dev.snapclone.app;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.snapclone.config.ApprovalSettings;
import dev.snapclone.config.CostSettings;
import dev.snapclone.config.CostSettings.Prices;
import dev.snapclone.config.ScheduleSettings;
import dev.snapclone.config.SettingsBuilder;
import dev.snapclone.job.Job;
import dev.snapclone.job.JobState;
import dev.snapclone.sandbox.discord.JobPosts;
import dev.snapclone.sandbox.discord.chat.SeenMessage;
import dev.snapclone.sandbox.openstack.CloudSandboxOptions;
import dev.snapclone.sandbox.openstack.CloudView;
import dev.snapclone.sandbox.openstack.wire.Fault;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nights pass by an injected clock, over the real bot, the sandbox cloud and Discord. */
class ScheduleEndToEndTest {
  /** A volume snapshot alone has a price. */
  private static final Prices PRICES =
      new Prices(null, new BigDecimal("0.04"), null, Map.of(), Map.of(), null, null);

  private static final Duration PATIENCE = Duration.ofSeconds(40);

  private final LeapingClock clock = new LeapingClock();
  private Stage stage;

  /** What the approver read. */
  private String asking = "";

  @BeforeEach
  void open(@TempDir Path folder) {
    stage =
        Stage.open(
            folder,
            s ->
                SettingsBuilder.from(s)
                    .schedules(new ScheduleSettings(Duration.ofHours(1), Duration.ZERO, 3, true))
                    .costs(new CostSettings("EUR", PRICES, Map.of()))
                    .build(),
            CloudSandboxOptions.fast(),
            clock);
  }

  @AfterEach
  void close() {
    stage.close();
  }

  private Job scheduled(Map<String, String> options) {
    Job asked = stage.begins("/schedule add", options);
    asking = stage.waitingCard(asked).text();
    Job job = stage.approvedAndEnded(asked);
    assertEquals(JobState.DONE, job.state());
    return job;
  }

  /** It is five in the morning, after the next four o'clock. */
  private void night() {
    ZonedDateTime now = clock.instant().atZone(ZoneOffset.UTC);
    ZonedDateTime morning = now.with(LocalTime.of(5, 0));
    boolean today = now.toLocalTime().isBefore(LocalTime.of(4, 0));
    morning = today ? morning : morning.plusDays(1);
    clock.leap(Duration.between(now, morning));
  }

  private List<Job> jobsOf(Job schedule) {
    return stage.bot.jobs().recent(stage.discord.guildId(), false, 1000).stream()
        .filter(job -> job.origin().schedule().filter(schedule.id()::equals).isPresent())
        .toList();
  }

  private long taken(Job schedule) {
    return jobsOf(schedule).stream()
        .filter(job -> job.workflow().startsWith("snapshot"))
        .filter(job -> job.state() == JobState.DONE)
        .count();
  }

  /** The names of its snapshots in the cloud, by their marks. */
  private List<String> standing(Job schedule) {
    CloudView view = stage.cloud.view();
    return Stream.concat(
            view.snapshots().stream()
                .filter(s -> schedule.id().equals(s.metadata().get("snapclone_schedule")))
                .map(CloudView.SnapshotView::name),
            view.images().stream()
                .filter(i -> schedule.id().equals(i.properties().get("snapclone_schedule")))
                .map(CloudView.ImageView::name))
        .sorted()
        .toList();
  }

  private void awaitNight(Job schedule, int taken, int kept) {
    await("night " + taken)
        .atMost(PATIENCE)
        .until(
            () ->
                taken(schedule) == taken
                    && standing(schedule).size() == kept
                    && jobsOf(schedule).stream().allMatch(job -> job.state().terminal()));
  }

  private List<SeenMessage> said() {
    return stage.anna.sees(Stage.OPS);
  }

  @Test
  void everyNightKeepTwoTellMeWhenItFails() {
    Job schedule = scheduled(Map.of("every", "day", "server-name", "db-01", "keep-last", "2"));
    assertTrue(stage.told(schedule).text().contains("You are told when one fails"));
    assertTrue(asking.contains("30 snapshots a month"), asking);
    assertTrue(asking.contains("Deletes its own older snapshots"), asking);
    int before = said().size();

    night();
    awaitNight(schedule, 1, 1);
    String first = standing(schedule).get(0);
    night();
    awaitNight(schedule, 2, 2);
    stage.restarts();
    night();
    awaitNight(schedule, 3, 2);
    assertFalse(standing(schedule).contains(first), "the oldest goes");
    assertEquals(before, said().size(), "nothing is said of what went well");
    for (Job job : jobsOf(schedule)) {
      assertEquals(stage.anna.id(), job.requester().id());
      assertTrue(job.reason().text().contains(schedule.id()), "a reason that names the schedule");
      assertTrue(job.quiet());
    }

    // Five days without the bot: what was missed is caught up once.
    stage.restarts(() -> clock.leap(Duration.ofDays(5)));
    awaitNight(schedule, 4, 2);

    stage.cloud.backstage().removeInstance(stage.idOf("db-01"));
    night();
    SeenMessage line =
        stage.anna.awaitMessage(
            Stage.OPS, m -> m.text().contains("no scheduled snapshot of db-01"));
    assertTrue(line.text().contains("is gone from"), line.text());
    assertTrue(line.pinged().contains("anna"), "who added it is notified");
    assertEquals(2, standing(schedule).size(), "what it has stays");
    String listed = stage.says("/schedule list", Map.of());
    assertTrue(listed.contains("db-01") && listed.contains("failed last time"), listed);

    stage.says("/schedule remove", Map.of("schedule-id", schedule.id()));
    assertTrue(stage.says("/schedule list", Map.of()).contains("no schedules"));
    int after = jobsOf(schedule).size();
    night();
    assertEquals(after, jobsOf(schedule).size());
    assertEquals(2, standing(schedule).size(), "removing it deletes nothing");
  }

  @Test
  void everyNightStoppedAndVerifiedTellsWhatDoesNotBoot() {
    stage.restarts(
        s ->
            SettingsBuilder.from(s)
                .approvals(
                    new ApprovalSettings(
                        Map.of("verify", 2, "delete", 1), true, Duration.ofHours(24)))
                .build());
    Job asked =
        stage.begins(
            "/schedule add",
            Map.of(
                "every",
                "day",
                "server-name",
                "db-01",
                "keep-last",
                "1",
                "consistency",
                "stop",
                "verify",
                "true"));
    String plan = stage.waitingCard(asked).text();
    assertTrue(plan.contains("Stops db-01 every time, for about 2 min"), plan);
    assertTrue(plan.contains("30 throw-away copies a month"), plan);
    assertTrue(plan.contains("shut down for it, verified"), plan);
    stage.ben.presses(stage.waitingCard(asked), "Approve").awaitText("counted");
    assertEquals(
        JobState.WAITING_FOR_APPROVAL,
        stage.bot.jobs().find(asked.id()).orElseThrow().state(),
        "a verification needs two");
    stage.carla.presses(stage.waitingCard(asked, stage.carla), "Approve").awaitText("Approved");
    Job schedule = stage.ended(asked);
    assertEquals(JobState.DONE, schedule.state());
    stage.told(schedule);

    int before = said().size();
    night();
    awaitNight(schedule, 1, 1);
    String first = standing(schedule).get(0);
    awaitVerified(schedule, 1);
    assertEquals(before, said().size(), "nothing is said of what went well");
    assertTrue(
        jobsOf(schedule).stream()
            .flatMap(job -> job.outcome().lines().stream())
            .anyMatch(line -> line.key().equals("procedure.stop.runs-again")),
        "it was shut down");
    String listed = stage.says("/schedule list", Map.of());
    assertTrue(listed.contains("shut down for it, verified"), listed);
    assertTrue(listed.contains("has 1 "), listed);

    stage
        .cloud
        .faults()
        .nextWithBody(
            "POST",
            "/action$",
            "os-getConsoleOutput",
            Fault.status(200, "{\"output\": \"Kernel panic - not syncing\"}"));
    night();
    SeenMessage line =
        stage.anna.awaitMessage(Stage.OPS, m -> m.text().contains("is not known to boot"));
    assertTrue(line.text().contains("Kernel panic"), line.text());
    assertTrue(line.pinged().contains("anna"), "who added it is notified");
    awaitNight(schedule, 2, 2);
    assertTrue(standing(schedule).contains(first), "the last one that boots stays");

    night();
    awaitNight(schedule, 3, 1);
    awaitVerified(schedule, 2);
    assertTrue(
        stage.cloud.view().instances().stream()
            .noneMatch(i -> i.name().contains("verify") || i.name().contains("clone")),
        "no copy is left");
  }

  private void awaitVerified(Job schedule, int seen) {
    await("verification " + seen)
        .atMost(PATIENCE)
        .until(
            () ->
                jobsOf(schedule).stream()
                        .filter(job -> job.workflow().startsWith("verify"))
                        .filter(job -> job.state() == JobState.DONE)
                        .count()
                    == seen);
  }

  @Test
  void aPatternIsLookedUpAtEachRunAndPausedSchedulesRest() {
    Job schedule = scheduled(Map.of("every", "day", "metadata", "role=web", "keep-last", "1"));
    int fitting =
        (int)
            stage.cloud.view().instances().stream()
                .filter(i -> "web".equals(i.metadata().get("role")))
                .count();
    night();
    awaitNight(schedule, fitting, fitting);
    String paused = stage.says("/schedule pause", Map.of("schedule-id", schedule.id()));
    assertTrue(paused.contains("Paused"), paused);
    night();
    assertTrue(stage.says("/schedule list", Map.of()).contains("paused"));
    assertEquals(fitting, taken(schedule), "paused, nothing is taken");
    String others =
        stage.says(stage.olaf, "/schedule resume", Map.of("schedule-id", schedule.id()));
    assertTrue(others.contains("This is a schedule of"), others);
    stage.says("/schedule resume", Map.of("schedule-id", schedule.id()));
    night();
    awaitNight(schedule, 2 * fitting, fitting);
  }

  @Test
  void whatAnswersBadInput() {
    assertTrue(
        stage
            .says("/schedule add", Map.of("every", "day", "pattern", "nothing-*"))
            .contains("No instance in"),
        "a pattern that fits nothing");
    assertTrue(
        stage
            .says("/schedule add", Map.of("every", "day", "pattern", "*"))
            .contains("takes at most 3"),
        "a pattern that fits too many");
    String several =
        stage.says(
            "/schedule add",
            Map.of("every", "cron", "at", "0 4 30 2 *", "server-name", "db-01", "keep-last", "0"));
    assertTrue(several.contains("never runs"), several);
    assertTrue(several.contains("keep no snapshot"), several);
    assertTrue(
        stage.says("/schedule pause", Map.of("schedule-id", "nope")).contains("no schedule nope"));
  }

  @Test
  void aClockThatWasAheadDoesNotLetItSleep() {
    clock.leap(Duration.ofDays(400));
    Job schedule = scheduled(Map.of("every", "day", "server-name", "db-01"));
    stage.restarts(() -> clock.leap(Duration.ofDays(-399)));
    night();
    awaitNight(schedule, 1, 1);
    night();
    awaitNight(schedule, 2, 2);
  }

  @Test
  void aRunThatWantsMoreThanWasApprovedIsAskedAboutInTheChannel() {
    Job schedule = scheduled(Map.of("every", "day", "server-name", "db-01"));
    stage.restarts(
        s ->
            SettingsBuilder.from(s)
                .approvals(
                    new ApprovalSettings(
                        Map.of("snapshot", 2, "delete", 1), true, Duration.ofHours(24)))
                .build());
    night();
    await("a card for a run that is asked about")
        .atMost(PATIENCE)
        .until(() -> jobsOf(schedule).stream().anyMatch(job -> job.card() != null));
    SeenMessage asked =
        stage.ben.awaitMessage(
            Stage.OPS,
            m ->
                m.buttons().contains("Approve")
                    && m.text().contains("Snapshot of db-01")
                    && jobsOf(schedule).stream().anyMatch(job -> JobPosts.card(m, job.id())));
    stage.ben.presses(asked, "Approve").awaitMessage();
    stage.carla.presses(asked, "Approve").awaitMessage();
    awaitNight(schedule, 1, 1);
  }

  @Test
  void onMondaysThereIsADigest() {
    Job schedule = scheduled(Map.of("every", "day", "server-name", "db-01"));
    // Seven of 2 GB.
    assertTrue(asking.contains("About 0.56 EUR/month"), asking);
    night();
    awaitNight(schedule, 1, 1);
    Instant monday =
        clock
            .instant()
            .atZone(ZoneOffset.UTC)
            .with(java.time.temporal.TemporalAdjusters.next(java.time.DayOfWeek.MONDAY))
            .with(LocalTime.of(9, 0))
            .toInstant();
    clock.leap(Duration.between(clock.instant(), monday));
    SeenMessage digest = stage.anna.awaitMessage(Stage.OPS, m -> m.text().contains("This week"));
    assertTrue(digest.text().contains("db-01"), digest.text());
    assertTrue(digest.text().contains(" EUR/month"), digest.text());
    assertTrue(digest.pinged().isEmpty(), "it notifies nobody");
  }
}
