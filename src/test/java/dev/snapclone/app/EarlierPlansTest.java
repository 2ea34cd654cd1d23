package dev.snapclone.app;

import static dev.snapclone.job.JobBuilder.aJob;
import static dev.snapclone.job.JobBuilder.like;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.snapclone.i18n.Text;
import dev.snapclone.job.Job;
import dev.snapclone.job.JobPlan;
import dev.snapclone.job.JobState;
import dev.snapclone.job.PlanLine;
import dev.snapclone.job.PlanLine.Section;
import dev.snapclone.job.Plans;
import dev.snapclone.job.engine.Json;
import dev.snapclone.request.Asking;
import dev.snapclone.request.EarlierPlans;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What approvers are told of plans that an earlier version stored, as lines without sections. */
class EarlierPlansTest {
  private static final List<PlanLine> STORED =
      List.of(PlanLine.makes(Text.of("clone.plan.crash-consistent")));

  private final EarlierPlans earlier =
      CommandsAndButtons.earlierPlans(
          new Plans() {
            @Override
            public <P> P of(Job job, Class<P> type) {
              return new Json().read(job.plan().json(), type);
            }
          });

  private static Job stored(String kind, String json) {
    Job job =
        aJob().workflow(kind + "-v1").state(JobState.WAITING_FOR_APPROVAL).lines(STORED).build();
    return job.with(new JobPlan(json, STORED, List.of()));
  }

  private String told(Job job, Section section) {
    return String.join(
        " / ", earlier.apply(job).plan().of(section).stream().map(Asking::read).toList());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "snapshot | Volume snapshot of 2 GB, cloud lab | Not copied: 1 data volume, db-01-data (1 GB)",
        "clone | m1.small: 1 core, 2 GB memory, 20 GB disk / Cloud lab, networks demo-net, back, isolated | -",
        "copy | b2.c2r4: 2 cores, 4 GB memory, 4 GB in 1 volume / Cloud lab, network demo-net | Not copied: 1 data volume, win-sql-01-data (1 GB) / Same SID, host name and domain account as win-sql-01"
      })
  void aStoredPlanTellsItsCostsAndWarnings(String kind, String costs, String warnings)
      throws IOException {
    Job job = stored(kind, Files.readString(Path.of("src/test/resources/plans", kind + ".json")));
    assertEquals(costs, told(job, Section.COST));
    assertEquals(warnings == null ? "" : warnings, told(job, Section.WARNING));
    assertEquals(
        STORED, earlier.apply(job).plan().lines().stream().filter(STORED::contains).toList());
  }

  @Test
  void aDeletionSaysThatItIsForGood() {
    String json =
        "{\"cloud\":\"lab\",\"cloneJob\":\"j1\",\"instanceId\":\"i1\",\"instanceName\":\"db-02\","
            + "\"volumeIds\":[\"v1\"],\"portIds\":[]}";
    assertEquals("1 instance and 1 volume, cloud lab", told(stored("delete", json), Section.COST));
    assertEquals(
        "What is on it is lost. Snapshots are not touched.",
        told(stored("delete", json), Section.WARNING));
  }

  @Test
  void whatCannotBeToldAndWhatNeedNotBeStaysAsItIs() {
    for (Job job :
        List.of(
            stored("clone", "{}"),
            stored("lift", "{}"),
            like(stored("clone", "{}")).state(JobState.DONE).build())) {
      assertSame(job, earlier.apply(job));
    }
  }
}
