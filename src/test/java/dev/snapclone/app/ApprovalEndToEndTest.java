package dev.snapclone.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.snapclone.access.AccessPolicy;
import dev.snapclone.config.ApprovalSettings;
import dev.snapclone.config.Settings;
import dev.snapclone.config.SettingsBuilder;
import dev.snapclone.job.Job;
import dev.snapclone.job.JobState;
import dev.snapclone.job.engine.Engine;
import dev.snapclone.sandbox.discord.BotAnswer;
import dev.snapclone.sandbox.discord.chat.SeenMessage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Who may say yes, how often, and until when. */
class ApprovalEndToEndTest {
  @TempDir static Path folder;

  private static Settings with(Settings usual, AccessPolicy access, ApprovalSettings approvals) {
    return SettingsBuilder.from(usual).access(access).approvals(approvals).build();
  }

  @Nested
  @TestInstance(TestInstance.Lifecycle.PER_CLASS)
  class AsUsual {
    private Stage stage;

    @BeforeAll
    void opens() {
      stage = Stage.open(folder.resolve("usual"));
    }

    @AfterAll
    void closes() {
      stage.close();
    }

    private Job asked() {
      return stage.begins("/copy", Map.of("server-name", stage.idOf("off-01")));
    }

    @Test
    void theRequestersOwnYesDoesNotCount() {
      Job job = stage.begins(stage.ben, "/copy", Map.of("server-name", stage.idOf("off-01")));
      SeenMessage card = stage.waitingCard(job);
      String said = stage.ben.presses(card, "Approve").awaitMessage().text();
      assertTrue(said.contains("Your own yes does not count"), said);
      assertEquals(
          JobState.WAITING_FOR_APPROVAL,
          stage.awaitState(job, JobState.WAITING_FOR_APPROVAL).state());
      stage.denies(stage.greta, card, "").awaitText("will not run");
      assertEquals(JobState.CANCELLED, stage.ended(job).state());
      String told = stage.told(stage.ben, job).text();
      assertTrue(told.contains("**: Denied by "), told);
      assertFalse(stage.card(job, "**Denied** by").buttons().contains("Approve"), "decided");
      assertEquals(List.of(), stage.bearing(job));
    }

    @Test
    void thoseWithoutTheRoleAreRefused() {
      SeenMessage card = stage.waitingCard(asked());
      for (var who : List.of(stage.anna, stage.olaf, stage.nina)) {
        for (String button : List.of("Approve", "Deny")) {
          BotAnswer answer = who.presses(card, button);
          String said = answer.awaitMessage().text();
          boolean own = who == stage.anna;
          String ownAnswer =
              button.equals("Approve")
                  ? "It takes a yes from somebody else with the role approver"
                  : "To take it back, press Details on its card, then Cancel.";
          assertTrue(said.contains(own ? ownAnswer : "This needs the role approver"), said);
          assertEquals(own && button.equals("Deny") ? 1 : 2, said.lines().count(), said);
          assertTrue(answer.ephemeral());
        }
      }
    }

    @Test
    void ofTwoPressesAtOnceOneDecides() {
      Job job = asked();
      SeenMessage card = stage.waitingCard(job);
      BotAnswer ben = stage.ben.presses(card, "Approve");
      BotAnswer carla = stage.carla.presses(card, "Approve");
      BotAnswer greta = stage.denies(stage.greta, card, "no");
      List<String> said = Stream.of(ben, carla, greta).map(a -> a.awaitMessage().text()).toList();
      long decided =
          said.stream()
              .filter(s -> s.contains("Approved: job") || s.contains("will not run"))
              .count();
      long late = said.stream().filter(s -> s.contains("has been decided already")).count();
      assertEquals(List.of(1L, 2L), List.of(decided, late), said::toString);
      stage.ended(job);
    }

    @Test
    void whatIsCancelledCannotBeApproved() {
      Job job = asked();
      SeenMessage card = stage.waitingCard(job);
      BotAnswer cancel = stage.cancels(stage.anna, card);
      BotAnswer approve = stage.ben.presses(card, "Approve");
      cancel.awaitMessage();
      String said = approve.awaitMessage().text();
      assertEquals(JobState.CANCELLED, stage.ended(job).state(), said);
      assertEquals(List.of(), stage.bearing(job));
    }

    @Test
    void aSecondJobOnTheSameInstanceWaits() {
      ListAppender<ILoggingEvent> log = new ListAppender<>();
      Logger engine = (Logger) LoggerFactory.getLogger(Engine.class);
      log.start();
      engine.addAppender(log);
      stage
          .cloud
          .knobs()
          .set(dev.snapclone.sandbox.openstack.Knobs.Time.SPAWN, Duration.ofSeconds(20));
      String id = stage.idOf("db-01");
      Job first = stage.begins("/copy", Map.of("server-name", id));
      Job second = stage.begins("/copy", Map.of("server-name", id));
      stage.approve(first);
      String said = stage.ben.presses(stage.waitingCard(second), "Approve").awaitMessage().text();
      assertTrue(said.contains("starts by itself when job `" + first.id() + "` has ended"), said);
      assertEquals(JobState.QUEUED, stage.bot.jobs().find(second.id()).orElseThrow().state());
      stage.presses(stage.anna, first, "Cancel").awaitText("next safe point");
      stage.ended(first);
      stage
          .cloud
          .knobs()
          .set(dev.snapclone.sandbox.openstack.Knobs.Time.SPAWN, Duration.ofMillis(20));
      assertEquals(JobState.DONE, stage.ended(second).state());
      engine.detachAppender(log);
      String shown = stage.says("/job", Map.of("id", second.id()));
      assertTrue(shown.contains("Approved by <@" + stage.ben.id()), shown);
      List<String> wrong =
          log.list.stream()
              .map(ILoggingEvent::getFormattedMessage)
              .filter(line -> line.contains(second.id()))
              .toList();
      assertEquals(List.of(), wrong, "to wait for one's turn is no failure");
    }
  }

  @Nested
  @TestInstance(TestInstance.Lifecycle.PER_CLASS)
  class TwoOfThemSoon {
    private Stage stage;

    @BeforeAll
    void opens() {
      stage =
          Stage.open(
              folder.resolve("two"),
              "demo",
              usual ->
                  with(
                      usual,
                      usual.access(),
                      new ApprovalSettings(
                          Map.of("snapshot", 0, "clone", 2, "copy", 2, "delete", 1),
                          true,
                          Duration.ofSeconds(6))));
    }

    @AfterAll
    void closes() {
      stage.close();
    }

    @Test
    void twoDifferentPeopleHaveToApprove() {
      Job job = stage.begins("/copy", Map.of("server-name", stage.idOf("off-01")));
      SeenMessage card = stage.waitingCard(job);
      assertTrue(card.text().contains("needs 2 more approvals from others"), card.text());
      String said = stage.ben.presses(card, "Approve").awaitMessage().text();
      assertTrue(said.contains("is counted"), said);
      said = stage.ben.presses(card, "Approve").awaitMessage().text();
      assertTrue(said.contains("You have approved job"), said);
      stage.card(job, "needs 1 more approval from somebody else");
      stage.carla.presses(card, "Approve").awaitText("Approved: job");
      assertEquals(JobState.DONE, stage.ended(job).state());
      String done = stage.card(job, "**Done**").text();
      assertTrue(done.contains(stage.ben.id()) && done.contains(stage.carla.id()), done);
    }

    @Test
    void nobodysAnswerExpires() {
      Job job = stage.begins("/copy", Map.of("server-name", stage.idOf("web-01")));
      assertEquals(JobState.CANCELLED, stage.ended(job).state());
      String told = stage.told(job).text();
      assertTrue(told.contains("Nobody approved it in time"), told);
      SeenMessage card = stage.card(job, "it expired");
      assertTrue(card.text().contains("Ask for it again"), card.text());
      assertFalse(card.buttons().contains("Approve"), "expired");
      assertEquals(List.of(), stage.bearing(job));
    }
  }

  @Nested
  class Alone {
    @Test
    void theOnlyOneWhoCouldApproveIsToldAtOnce() {
      try (Stage stage =
          Stage.open(
              folder.resolve("alone"),
              "demo",
              usual ->
                  with(
                      usual,
                      new AccessPolicy(
                          Set.copyOf(usual.discord().guilds()),
                          usual.access().operators(),
                          List.of(),
                          List.of(),
                          List.of()),
                      usual.approvals()))) {
        Map<String, String> off = Map.of("server-name", stage.idOf("off-01"));
        Job hers = stage.begins(stage.greta, "/copy", off);
        String warning = "Nobody else here may approve this";
        assertTrue(stage.waitingCard(hers, stage.greta).text().contains(warning));
        Job annas = stage.begins(stage.anna, "/copy", off);
        assertTrue(!stage.waitingCard(annas, stage.greta).text().contains(warning));
      }
    }

    @Test
    void whereFewerMayApproveThanMustTheCardSaysSoAtOnce() {
      ApprovalSettings nine =
          new ApprovalSettings(Map.of("copy", 9, "clone", 2), true, Duration.ofHours(1));
      try (Stage stage =
          Stage.open(folder.resolve("few"), "demo", usual -> with(usual, usual.access(), nine))) {
        Job job = stage.begins("/copy", Map.of("server-name", stage.idOf("off-01")));
        String card = stage.waitingCard(job).text();
        assertTrue(card.contains("Needs 9 approvals, and at most"), card);
      }
    }
  }
}
