package dev.snapclone.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.snapclone.job.Job;
import dev.snapclone.job.JobState;
import dev.snapclone.request.Asking;
import dev.snapclone.sandbox.openstack.CloudView;
import dev.snapclone.sandbox.openstack.InstanceSpec;
import dev.snapclone.sandbox.openstack.wire.Fault;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Copies of an instance whose NICs differ: the bot makes their ports, and removes them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NicsEndToEndTest {
  private static final String PORTS = "/ports";

  @TempDir static Path folder;
  private Stage stage;
  private RawCloud raw;
  private ManyNics nics;
  private String original;
  private String open;

  @BeforeAll
  void opens() {
    stage = Stage.open(folder);
    raw = new RawCloud(CloudEntries.of(stage.cloud.cloudsYaml(), "demo"));
    nics = new ManyNics(raw);
    open = stage.cloud.backstage().addNetwork("demo", "open", "10.7.0.", false, false);
    stage.cloud.backstage().setPortSecurity(open, false);
    original = stage.cloud.backstage().addInstance(InstanceSpec.of("two-groups").groups("web"));
    stage.cloud.backstage().plug(original, open);
  }

  @AfterEach
  void mends() {
    stage.cloud.faults().clear();
    stage.cloud.backstage().setQuota("demo", "port", -1);
  }

  @AfterAll
  void closes() {
    stage.close();
  }

  private Job copies(String name) {
    return stage.approvedAndEnded(
        stage.begins("/copy", Map.of("server-name", original, "name", name)));
  }

  private List<String> portsMadeBy(Job job) {
    return raw.list("network", PORTS, "ports").stream()
        .filter(p -> p.path("description").asText().contains(job.id()))
        .map(p -> p.path("name").asText())
        .sorted()
        .toList();
  }

  @Test
  void theCardShowsWhatLandsWhereAndTheCopyHasIt() {
    Job asked = stage.begins("/copy", Map.of("server-name", original, "name", "alike"));
    Job copy = stage.approvedAndEnded(asked);
    assertEquals(JobState.DONE, copy.state(), () -> String.valueOf(copy.outcome()));
    assertEquals(nics.nicsOf(original), nics.nicsOf(Stage.fact(copy, "instance")));
    assertEquals(List.of("alike-port-1", "alike-port-2"), portsMadeBy(copy));
  }

  @Test
  void aLostAnswerMakesNoSecondPort() {
    stage.cloud.faults().next("POST", PORTS, Fault.answerLost());
    Job copy = copies("heard-late");
    assertEquals(JobState.DONE, copy.state(), () -> String.valueOf(copy.outcome()));
    assertEquals(List.of("heard-late-port-1", "heard-late-port-2"), portsMadeBy(copy));
  }

  @Test
  void aPortThatIsRefusedLeavesNothing() {
    String inventory = stage.inventory();
    stage
        .cloud
        .faults()
        .next(
            "POST",
            PORTS,
            Fault.status(
                409,
                "{\"NeutronError\": {\"type\": \"OverQuota\", \"detail\": \"\", \"message\":"
                    + " \"Quota exceeded for resources: ['port'].\"}}"));
    Job copy = copies("too-many");
    assertEquals(JobState.FAILED, copy.state());
    String told = stage.told(copy).text();
    assertTrue(told.contains("The quota for network ports of demo is full"), told);
    assertEquals(List.of(), portsMadeBy(copy));
    assertEquals(inventory, stage.inventory());
  }

  @Test
  void aNetworkOfSomebodyElseWhosePortsCannotBeOpenedIsSaid() {
    String theirs = stage.cloud.backstage().addNetwork("demo", "secured", "10.8.0.", false, false);
    String odd = stage.cloud.backstage().addInstance(InstanceSpec.of("odd-port"));
    stage.cloud.backstage().setPortSecurity(theirs, false);
    stage.cloud.backstage().plug(odd, theirs);
    stage.cloud.backstage().setPortSecurity(theirs, true);
    stage
        .cloud
        .faults()
        .nextWithBody(
            "POST",
            PORTS,
            "port_security_enabled",
            Fault.status(
                403,
                "{\"NeutronError\": {\"type\": \"PolicyNotAuthorized\", \"detail\": \"\","
                    + " \"message\": \"rule:create_port:port_security_enabled is disallowed\"}}"));
    Job copy =
        stage.approvedAndEnded(
            stage.begins("/copy", Map.of("server-name", odd, "name", "not-allowed")));
    assertEquals(JobState.FAILED, copy.state());
    String told = stage.told(copy).text();
    assertTrue(told.contains("does not let the bot's user give a port in secured"), told);
    assertEquals(List.of(), portsMadeBy(copy));
  }

  @Test
  void thePlanStandsOnTheCard() {
    Job asked = stage.begins("/copy", Map.of("server-name", original, "name", "shown"));
    String details = Asking.plan(asked.plan().lines());
    assertTrue(details.contains("NIC 1: demo-net. Security group: web."), details);
    assertTrue(details.contains("NIC 2: open. Security groups: none can be applied"), details);
    CloudView view = stage.cloud.view();
    assertTrue(view.instances().stream().noneMatch(i -> i.name().equals("shown")));
  }
}
