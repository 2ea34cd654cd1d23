package dev.snapclone.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.snapclone.job.Job;
import dev.snapclone.sandbox.discord.JobPosts;
import dev.snapclone.sandbox.discord.Person;
import dev.snapclone.sandbox.discord.chat.SeenMessage;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code /notify} over the real bot and the sandbox Discord. */
class NotifyEndToEndTest {
  private Stage stage;

  @BeforeEach
  void open(@TempDir Path folder) {
    stage = Stage.open(folder);
  }

  @AfterEach
  void close() {
    stage.close();
  }

  private SeenMessage direct(Person who, String text) {
    stage.awaits("a direct message to " + who.name(), () -> !directs(who, text).isEmpty());
    assertEquals(1, directs(who, text).size());
    return directs(who, text).get(0);
  }

  private static List<SeenMessage> directs(Person who, String text) {
    return who.seesDirectMessages().stream().filter(m -> m.text().contains(text)).toList();
  }

  private SeenMessage outcome(Job job) {
    return stage.anna.awaitMessage(Stage.OPS, m -> JobPosts.outcome(m, job.id()));
  }

  @Test
  void theEndOfAJobComesAsADirectMessageAlsoAfterARestart() {
    assertTrue(stage.says("/notify", Map.of()).contains("ends: a mention in the channel"));
    String said = stage.says("/notify", Map.of("jobs", "direct-message"));
    assertTrue(said.contains("ends: a direct message"), said);
    assertTrue(said.contains("approval: a mention in the channel"), said);
    stage.restarts();
    Job job = stage.snapshots("web-01");
    SeenMessage told = direct(stage.anna, job.id());
    assertTrue(told.text().contains("/" + stage.card(job).id()), told.text());
    assertFalse(outcome(job).pinged().contains("anna"));

    stage.says("/notify", Map.of("jobs", "channel"));
    Job next = stage.snapshots("db-01");
    assertTrue(outcome(next).pinged().contains("anna"));
    assertEquals(List.of(), directs(stage.anna, next.id()));
  }

  @Test
  void aRefusedDirectMessageBecomesTheMention() {
    stage.says("/notify", Map.of("jobs", "direct-message"));
    stage.anna.takesDirectMessages(false);
    SeenMessage told = stage.told(stage.snapshots("web-01"));
    assertTrue(told.text().contains("let me send no direct message"), told.text());
  }

  @Test
  void anApproverIsAskedDirectlyUntilItIsAnswered() {
    stage.says(stage.ben, "/notify", Map.of("approvals", "direct-message"));
    stage.says("/notify", Map.of("approvals", "direct-message"));
    Job job = stage.begins("/copy", Map.of("server-name", "web-01"));
    SeenMessage asked = direct(stage.ben, "asks for your approval");
    assertTrue(asked.text().contains("/" + stage.waitingCard(job).id()), asked.text());
    stage.approve(job);
    stage.awaits("withdrawn", () -> directs(stage.ben, "approval").isEmpty());
    stage.ended(job);
    assertEquals(List.of(), directs(stage.anna, "approval"), "she may not approve");

    stage.ben.takesDirectMessages(false);
    Job refused = stage.begins("/copy", Map.of("server-name", "db-01"));
    SeenMessage instead =
        stage.ben.awaitMessage(Stage.OPS, m -> m.text().contains("asks for your approval"));
    assertTrue(instead.pinged().contains("ben"));
    assertTrue(instead.text().contains("let me send no direct message"), instead.text());
    stage.denies(stage.ben, stage.waitingCard(refused), "no").awaitText("Denied");
    stage.awaits(
        "withdrawn",
        () ->
            stage.ben.sees(Stage.OPS).stream()
                .noneMatch(m -> m.text().contains("asks for your approval")));
  }
}
