package dev.snapclone.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.snapclone.access.Reasons;
import dev.snapclone.access.Rule;
import dev.snapclone.access.Rule.Match;
import dev.snapclone.access.RuleBuilder;
import dev.snapclone.config.ApprovalSettings;
import dev.snapclone.config.Settings;
import dev.snapclone.config.SettingsBuilder;
import dev.snapclone.job.Job;
import dev.snapclone.job.JobState;
import dev.snapclone.sandbox.discord.Modal;
import dev.snapclone.sandbox.discord.chat.ChatWorld;
import dev.snapclone.sandbox.discord.chat.Guild;
import dev.snapclone.sandbox.discord.chat.Member;
import dev.snapclone.sandbox.discord.chat.SeenMessage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Rules, denials with a reason, and being asked again. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PolicyEndToEndTest {
  @TempDir static Path folder;

  private Stage stage;

  private static Match instance(String pattern) {
    return new Match(List.of(), List.of(), List.of(), List.of(pattern), 0, 0, 0, List.of());
  }

  private static Rule rule(
      String name, Match match, String denied, Integer required, List<String> from, Reasons why) {
    return RuleBuilder.aRule(name, match)
        .denied(denied)
        .required(required)
        .approvers(from)
        .reasons(why)
        .build();
  }

  private static Settings configured(Settings usual) {
    List<Rule> rules =
        List.of(
            rule("vaults", instance("dup*"), "Ask the security team.", null, List.of(), null),
            rule("databases", instance("db-*"), null, 2, usual.access().operators(), Reasons.BOTH),
            RuleBuilder.aRule("webs", instance("web-*"))
                .required(1)
                .remindAfter(Duration.ofSeconds(2))
                .build());
    ApprovalSettings approvals =
        new ApprovalSettings(
            Map.of("snapshot", 0, "clone", 1, "copy", 1, "delete", 1),
            true,
            Duration.ofHours(1),
            Duration.ZERO,
            Reasons.NONE,
            true,
            rules);
    return SettingsBuilder.from(usual).approvals(approvals).build();
  }

  @BeforeAll
  void opens() {
    stage = Stage.open(folder, "demo", PolicyEndToEndTest::configured);
  }

  @AfterAll
  void closes() {
    stage.close();
  }

  private Job asked(String server) {
    return stage.begins("/copy", Map.of("server-name", stage.idOf(server)));
  }

  private void gives(String person, List<String> roles) {
    ChatWorld world = stage.discord.world();
    synchronized (world) {
      Guild guild =
          world.guilds().stream()
              .filter(g -> g.id().equals(stage.discord.guildId()))
              .findFirst()
              .orElseThrow();
      Member before =
          guild.members().stream()
              .filter(m -> m.user().name().equals(person))
              .findFirst()
              .orElseThrow();
      guild.add(new Member(before.user(), roles, before.joinedAt()));
    }
  }

  @Test
  void aDenialsReasonReachesWhoeverAsked() {
    Job job = asked("off-01");
    SeenMessage card = stage.waitingCard(job);
    assertTrue(card.pinged().contains("ben"), card::toString);
    assertFalse(card.pinged().contains("olaf"), card::toString);
    Modal modal = stage.ben.presses(card, "Deny").awaitModal();
    assertEquals(JobState.WAITING_FOR_APPROVAL, stage.bot.jobs().find(job.id()).get().state());
    stage.ben.submits(modal, Map.of("Reason", "not *before* @everyone sleeps")).awaitMessage();
    assertEquals(JobState.CANCELLED, stage.ended(job).state());
    String told = stage.told(job).text();
    assertTrue(told.contains("**: Denied by ") && told.contains("sleeps"), told);
    SeenMessage decided = stage.card(job, "**Denied** by");
    assertTrue(decided.text().contains("Reason:"), decided.text());
    assertTrue(decided.text().contains("sleeps"), decided.text());
    assertEquals(List.of("Details"), decided.buttons());
    String late = stage.ben.submits(modal, Map.of("Reason", "again")).awaitMessage().text();
    assertTrue(late.contains("You have denied job"), late);
  }

  @Test
  void aRuleForbidsAndSaysWhy() {
    String before = stage.inventory();
    String said = stage.says("/snapshot", Map.of("server-name", stage.idOf("dup")));
    assertTrue(said.contains("The policy forbids this") && said.contains("security team"), said);
    assertEquals(before, stage.inventory());
  }

  @Test
  void whoTheRuleNamesApprovesWithoutTheApproverRoleAndGivesAReason() {
    Job job = asked("db-01");
    SeenMessage card = stage.waitingCard(job);
    assertTrue(card.text().contains("needs 2 more approvals from operator"), card.text());
    String said = stage.ben.presses(card, "Approve").awaitModal().title();
    assertEquals("Why may it run?", said);
    said =
        stage
            .ben
            .submits(
                stage.ben.presses(card, "Approve").awaitModal(), Map.of("Reason", "looks good"))
            .awaitMessage()
            .text();
    assertTrue(said.contains("does not count: this needs operator"), said);
    for (var who : List.of(stage.anna, stage.olaf)) {
      said =
          who.submits(who.presses(card, "Approve").awaitModal(), Map.of("Reason", "fine by me"))
              .awaitMessage()
              .text();
    }
    assertTrue(said.contains("is counted"), said);
    stage.cancels(stage.anna, card).awaitText("Cancelled job");
    assertEquals(JobState.CANCELLED, stage.ended(job).state());
  }

  private long reminders(Job job) {
    return stage.ben.sees(Stage.OPS).stream()
        .filter(m -> m.text().contains("Reminder of job " + job.id()))
        .count();
  }

  @Test
  void aReminderComesOnceAndGoesWithTheAnswer() {
    Job job = asked("web-01");
    SeenMessage reminder =
        stage.ben.awaitMessage(
            Stage.OPS,
            m -> m.replyTo() != null && m.text().contains("Reminder of job " + job.id()));
    assertTrue(reminder.text().contains("still waits for approval"), reminder.text());
    assertTrue(reminder.pinged().contains("ben"), reminder::toString);
    assertEquals(1, reminders(job));
    stage.denies(stage.ben, stage.waitingCard(job), "").awaitMessage();
    stage.ended(job);
    // It says that the job waits, which is no longer so.
    Awaitility.await().untilAsserted(() -> assertEquals(0, reminders(job)));
  }

  @Test
  void aYesOfSomebodyWhoLostTheRoleCountsNoMore() {
    Job job = asked("off-01");
    SeenMessage card = stage.waitingCard(job);
    List<String> approver = List.of(stage.discord.roleId("approver"));
    // The press still carries the role; the fetch at the start does not.
    ChatWorld world = stage.discord.world();
    synchronized (world) {
      stage.ben.presses(card, "Approve");
      gives("ben", List.of());
    }
    try {
      SeenMessage again =
          stage.anna.awaitMessage(
              Stage.OPS, m -> m.replyTo() != null && m.text().contains("is asked again"));
      assertTrue(again.text().contains("may not approve this any more"), again.text());
      assertTrue(again.pinged().contains("anna"), again::toString);
      assertEquals(List.of(), stage.bearing(job));
      SeenMessage asked = stage.card(job, "no longer counts");
      String old = stage.carla.presses(asked, "Approve").awaitMessage().text();
      assertTrue(old.contains("Approved: job"), old);
      assertEquals(JobState.DONE, stage.ended(job).state());
    } finally {
      gives("ben", approver);
    }
  }

  @Test
  void aChangedPlanIsAskedAboutAgain() {
    try (Stage own = Stage.open(folder.resolve("again"), "demo", PolicyEndToEndTest::configured)) {
      changedPlan(own);
    }
  }

  private static void changedPlan(Stage stage) {
    Job job = stage.begins("/copy", Map.of("server-name", stage.idOf("off-01")));
    SeenMessage card = stage.waitingCard(job);
    stage.cloud.backstage().removeFlavor("m1.small");
    stage.cloud.backstage().addFlavor("m1.small", 4, 8192, 20);
    stage.approve(job);
    SeenMessage again = stage.card(job, "Asked again, since something changed");
    assertTrue(again.text().contains("The flavor m1.small is gone or was changed"), again.text());
    assertTrue(again.text().contains("Now:"), again.text());
    assertTrue(again.text().contains("which no longer counts"), again.text());
    assertEquals(List.of(), stage.bearing(job));
    assertEquals(List.of(), stage.bot.jobs().journal(job.id()));
    assertFalse(
        stage.bot.jobs().find(job.id()).orElseThrow().plan().equals(job.plan()), "another plan");
    stage.carla.presses(again, "Approve").awaitText("Approved: job");
    assertEquals(JobState.DONE, stage.ended(job).state());
    assertFalse(stage.bearing(job).isEmpty());
    assertFalse(card.text().contains("Asked again"), card.text());
  }

  @Test
  void helpSaysWhatIsNotForThisPerson() {
    String said = stage.says("/help", Map.of());
    assertTrue(
        said.contains("/copy") && said.contains("/copy, /delete, /schedule add: 1 approval"), said);
    assertTrue(said.contains("**/schedule add | list | pause | resume | remove**: "), said);
    assertTrue(said.contains("instances named dup") && said.contains("nobody may ask"), said);
  }
}
