package dev.snapclone.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.snapclone.command.Invocation;
import dev.snapclone.job.Job;
import dev.snapclone.job.JobState;
import dev.snapclone.sandbox.openstack.Knobs.Trouble;
import dev.snapclone.sandbox.openstack.wire.Fault;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process may die between making a job and answering the press that asked for it. Carried out
 * again, the press is answered with that job, whatever has become of it and of the cloud.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RepeatedPressEndToEndTest {
  @TempDir static Path folder;

  private Stage stage;

  @BeforeAll
  void opens() {
    stage = Stage.open(folder);
  }

  @AfterAll
  void closes() {
    stage.close();
  }

  /** Pressed in the chat. */
  private Job presses(Job on, String state, String button) {
    Set<String> before = stage.jobIds();
    stage.anna.presses(stage.card(on, state), button).awaitMessage();
    return stage.newJob(before);
  }

  /** The press that made a job is carried out again: which job its answer names. */
  private String repeated(Job made, String press, Job on) {
    Invocation again =
        new Invocation(
            interactionOf(made),
            press,
            Invocation.Kind.PRESS,
            on.requester(),
            on.place(),
            "en",
            Map.of(Invocation.TARGET, on.id()));
    return String.valueOf(stage.bot.router().handle(again).job());
  }

  /** The id that Discord gave the press. */
  private String interactionOf(Job made) {
    List<String> ids = new ArrayList<>();
    stage
        .bot
        .auditTrail()
        .each(
            null,
            null,
            row -> {
              if (row.event().subject().equals(made.id())
                  && row.event().action().startsWith("press.")) {
                ids.add(row.event().details().get("invocation"));
              }
            });
    return ids.get(0);
  }

  @Test
  void aPressThatHasMadeItsJobMakesNoOther() {
    Job taken = stage.ended(stage.begins("/snapshot", Map.of("server-name", "web-01")));
    Job clone = presses(taken, "Done", "Clone this");
    stage.cloud.faults().always("GET", ".*", Fault.unavailable());
    assertEquals(clone.id(), repeated(clone, "clone-this", taken), "while the cloud is down");
    stage.cloud.faults().clear();
    assertEquals(JobState.DONE, stage.approvedAndEnded(clone).state());
    assertEquals(clone.id(), repeated(clone, "clone-this", taken), "once it is done");
  }

  @Test
  void aRetryThatHasFailedAgainIsNotRetriedOnceMore() {
    Job taken = stage.ended(stage.begins("/snapshot", Map.of("server-name", "db-01")));
    stage.cloud.knobs().fail(Trouble.SPAWN, "unlucky");
    Job failed = stage.clones(Stage.fact(taken, "snapshot"), Map.of("name", "unlucky"));
    Job retried = presses(failed, "Failed", "Retry");
    assertEquals(JobState.FAILED, stage.approvedAndEnded(retried).state());
    assertEquals(retried.id(), repeated(retried, "retry", failed));
  }
}
