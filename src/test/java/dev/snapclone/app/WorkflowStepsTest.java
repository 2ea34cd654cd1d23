package dev.snapclone.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.snapclone.app.WorkflowCrashTest.Case;
import dev.snapclone.i18n.ExplainedFailure;
import dev.snapclone.job.ImmediateSteps;
import dev.snapclone.job.OutlineStep;
import dev.snapclone.job.Workflow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The keys of every workflow's steps, as golden files under {@code src/test/resources/steps}. A
 * running job has the keys of its version in its journal: where they change, the workflow needs a
 * new version in its name. {@code -Dsnapclone.golden=write} writes the files anew.
 */
class WorkflowStepsTest {
  private static final Path FOLDER = Path.of("src", "test", "resources", "steps");

  /** What each workflow does, by its name: the cases with the keys of their steps. */
  private static Map<String, List<String>> steps() {
    Map<String, List<String>> steps = new TreeMap<>();
    for (Case job : Case.values()) {
      PlannedJob planned = job.planned();
      Run<?> run = new Run<>(workflow(planned), planned);
      add(steps, run, job.name(), run.keys());
      if (job.fails()) {
        PlannedJob failing = job.planned();
        job.harm(failing.bench().cloud.knobs());
        add(steps, run, job.name() + " that fails", new Run<>(workflow(failing), failing).failed());
      }
    }
    return steps;
  }

  private static void add(
      Map<String, List<String>> steps, Run<?> run, String title, List<String> keys) {
    List<String> lines = steps.computeIfAbsent(run.workflow().name(), name -> new ArrayList<>());
    lines.add(title);
    keys.forEach(key -> lines.add("  " + key));
  }

  private static Workflow<?> workflow(PlannedJob planned) {
    return planned.workflows().stream()
        .filter(it -> it.name().equals(planned.job().work().workflow()))
        .findFirst()
        .orElseThrow();
  }

  /** One job, run at once. */
  private record Run<P>(Workflow<P> workflow, PlannedJob planned) {
    P plan() {
      return workflow.planType().cast(planned.job().plan());
    }

    ImmediateSteps steps() {
      planned.bench().cloud.settle();
      return new ImmediateSteps("job", planned.bench().cloud::advance);
    }

    List<String> keys() {
      ImmediateSteps steps = steps();
      steps.run(workflow, plan());
      return steps.done();
    }

    List<String> failed() {
      ImmediateSteps steps = steps();
      assertThrows(ExplainedFailure.class, () -> steps.run(workflow, plan()));
      return steps.done();
    }

    List<String> shown() {
      return workflow.outline(plan()).stream().map(OutlineStep::key).toList();
    }
  }

  static Stream<String> workflows() {
    return Case.SNAPSHOT_OF_IMAGE_BOOTED.planned().workflows().stream().map(Workflow::name);
  }

  @ParameterizedTest
  @MethodSource("workflows")
  void theKeysOfAVersionStay(String workflow) throws IOException {
    Path file = FOLDER.resolve(workflow + ".steps");
    String now = String.join("\n", steps().getOrDefault(workflow, List.of())) + "\n";
    if ("write".equals(System.getProperty("snapclone.golden"))) {
      Files.createDirectories(FOLDER);
      Files.writeString(file, now);
    }
    assertEquals(
        Files.readString(file).replace("\r\n", "\n"),
        now,
        "jobs that run have the old keys in their journal: give " + workflow + " a new version");
  }

  @Test
  void everyFileIsAWorkflow() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      assertEquals(
          new HashSet<>(workflows().map(it -> it + ".steps").toList()),
          new HashSet<>(files.map(it -> it.getFileName().toString()).toList()));
    }
  }

  @ParameterizedTest
  @EnumSource(Case.class)
  void theCardShowsStepsThatTheWorkflowTakesInTheirOrder(Case job) {
    PlannedJob planned = job.planned();
    Run<?> run = new Run<>(workflow(planned), planned);
    List<?> before = List.copyOf(planned.bench().cloud.calls());
    List<String> shown = run.shown();
    assertEquals(before, planned.bench().cloud.calls(), "found out without doing anything");
    Set<String> known = new HashSet<>(shown);
    List<String> taken = run.keys();
    List<String> reached = shown.stream().filter(taken::contains).toList();
    assertEquals(reached, taken.stream().filter(known::contains).toList());
    // One that fails beside others does not come to its last step.
    assertEquals(
        job == Case.THREE_CLONES_OF_WHICH_ONE_FAILS ? 1 : 0, shown.size() - reached.size());
  }
}
