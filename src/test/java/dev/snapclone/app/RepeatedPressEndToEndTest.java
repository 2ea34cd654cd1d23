package dev.snapclone.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.snapclone.command.Invocation;
import dev.snapclone.command.Reply;
import dev.snapclone.job.Job;
import dev.snapclone.job.JobState;
import dev.snapclone.sandbox.openstack.wire.Fault;
import java.nio.file.Path;
import java.util.Map;
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

  private Reply presses(String id, String button, Job on) {
    return stage
        .bot
        .router()
        .handle(
            new Invocation(
                id,
                button,
                Invocation.Kind.PRESS,
                on.requester(),
                on.place(),
                "en",
                Map.of(Invocation.TARGET, on.id())));
  }

  private String jobOf(Reply reply) {
    return String.valueOf(reply.job());
  }

  @Test
  void aPressThatHasMadeItsJobMakesNoOther() {
    Job taken = stage.ended(stage.begins("/snapshot", Map.of("server-name", "web-01")));
    assertEquals(JobState.DONE, taken.state());
    String cloned = jobOf(presses("press-1", "clone-this", taken));
    stage.cloud.faults().always("GET", ".*", Fault.unavailable());
    assertEquals(cloned, jobOf(presses("press-1", "clone-this", taken)), "while the cloud is down");
    stage.cloud.faults().clear();
    Job clone = stage.bot.jobs().find(cloned).orElseThrow();
    stage.ben.presses(stage.waitingCard(clone), "Approve").awaitText("Approved");
    assertEquals(JobState.DONE, stage.ended(clone).state());
    assertEquals(cloned, jobOf(presses("press-1", "clone-this", taken)), "once it is done");
    String second = jobOf(presses("press-2", "clone-this", taken));
    assertEquals(second, jobOf(presses("press-2", "clone-this", taken)), "another press");
  }
}
