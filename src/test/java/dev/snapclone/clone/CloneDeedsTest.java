package dev.snapclone.clone;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.snapclone.access.Deed;
import dev.snapclone.command.Invocation;
import dev.snapclone.command.Reply;
import dev.snapclone.job.Job;
import dev.snapclone.job.Outcome;
import dev.snapclone.procedure.Asking;
import dev.snapclone.procedure.JudgedJobs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a clean-up is judged by: the same as the job that left something. */
class CloneDeedsTest {
  private static final Invocation CLEANS_UP = Asking.presses(Asking.ANNA, "clean-up", "j1");

  private final CloneBench bench = new CloneBench();
  private final JudgedJobs judged =
      new JudgedJobs(bench.option, CloneDeeds.all(bench.jobs, bench.jobs));

  private Deed handedOver() {
    return bench.jobs.deeds().get(bench.jobs.deeds().size() - 1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"web-01", "db-01", "win-sql-01"})
  void whatACopyLeftIsJudgedAsTheCopyWas(String name) {
    Job job = bench.job(bench.types("copy", "server-name", name));
    assertEquals(handedOver().as("cleanup"), judged.deed("cleanup", job, CLEANS_UP));
    assertEquals(name, handedOver().instance());
  }

  @Test
  void whatACloneLeftIsJudgedAsTheCloneWas() {
    String snapshot = bench.botSnapshot("win-sql-01");
    Job job = bench.job(bench.types("clone", "snapshot-id", snapshot, "name", "harmless"));
    assertEquals(handedOver().as("cleanup"), judged.deed("cleanup", job, CLEANS_UP));
    assertEquals("win-sql-01", handedOver().instance(), "not the name that somebody chose");
  }

  @Test
  void whatADeletionLeftIsJudgedByTheClonesNameAndSystem() {
    Outcome made = bench.runs(bench.types("copy", "server-name", "win-ad-01"));
    Reply deletion =
        Asking.press(
            bench.deleteClone,
            bench.jobs,
            Asking.presses(Asking.ANNA, DeleteClonePress.NAME, bench.jobOf(made)));
    Deed deed = judged.deed("cleanup", bench.job(deletion), CLEANS_UP);
    assertEquals("win-ad-01-clone-1", deed.instance());
    assertEquals("windows", deed.os());
    assertEquals(handedOver().project(), deed.project());
  }
}
