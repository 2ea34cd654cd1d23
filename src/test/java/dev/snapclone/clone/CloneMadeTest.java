package dev.snapclone.clone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.snapclone.job.Outcome;
import dev.snapclone.procedure.CloneMade;
import dev.snapclone.procedure.Os;
import dev.snapclone.procedure.SnapshotMade;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a clone's job writes down of it, and reads again. */
class CloneMadeTest {
  private final CloneBench bench = new CloneBench();

  private CloneMade made() {
    return CloneMade.of(bench.jobs.find("j1").orElseThrow()).orElseThrow();
  }

  @Test
  void whatIsWrittenIsReadAgain() {
    Outcome told = bench.clones("snapshot-id", bench.botSnapshot("web-01"), "isolated", "true");
    assertEquals(told.facts(), made().facts());
    assertEquals("j1", made().job());
    bench.jobs.amend("j1", outcome -> CloneMade.deleted(CloneMade.lifted(outcome, "j2"), "", "j3"));
    assertFalse(made().isolated());
    assertEquals(new CloneMade.Since("j2", "j3"), made().since());
  }

  @Test
  void thatItsWindowsHasNoDesktopIsWrittenDownToo() {
    String snapshot = bench.botSnapshot("win-ad-01");
    bench.cloud.setImageProperties(snapshot, Map.of("os_version", "2022 Core"));
    Outcome told = bench.clones("snapshot-id", snapshot);
    assertEquals(told.facts(), made().facts());
    assertTrue(made().copy().withoutDesktop());
  }

  /** Rows of older versions stay in the database, with the keys that they have. */
  @Test
  void whatOlderVersionsWroteIsReadAsFarAsItGoes() {
    bench.clones("snapshot-id", bench.botSnapshot("web-01"));
    bench.jobs.amend(
        "j1",
        told ->
            new Outcome(
                told.headline(),
                List.of(),
                List.of(),
                List.of(),
                Map.of("instance", "i1", "os", "linux", "volumes", "v1,v2", "lifted-by", "j2")));
    assertEquals(new CloneMade.Copy("i1", "i1", Os.LINUX, false, false), made().copy());
    assertEquals(List.of("v1", "v2"), made().parts().volumes());
    assertEquals("j2", made().since().liftedBy());
    assertEquals("", made().reachableAt());
    assertEquals(List.of(), SnapshotMade.of(bench.jobs.find("j1").orElseThrow()).stream().toList());
  }
}
