package dev.snapclone.lease;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.snapclone.config.LeaseSettings;
import dev.snapclone.i18n.ExplainedFailure;
import dev.snapclone.i18n.WrittenDuration;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LeaseTermsTest {
  private final LeaseTerms terms =
      new LeaseTerms(
          new LeaseSettings(
              Map.of("clone", new LeaseSettings.Term(Duration.ofDays(3), Duration.ofDays(7))),
              Duration.ofHours(24)));

  @ParameterizedTest
  @CsvSource({
    "3d, PT72H",
    "12h, PT12H",
    "2w, PT336H",
    "1d 12h, PT36H",
    "1D12H, PT36H",
    "90m, PT1H30M",
    "' 3 d ', PT72H"
  })
  void readsHowPeopleWriteTimes(String written, Duration time) {
    assertEquals(Optional.of(time), WrittenDuration.parse(written));
    assertEquals(
        Optional.of(time), WrittenDuration.parse(WrittenDuration.write(time)), "and its own");
  }

  @ParameterizedTest
  @CsvSource({"3", "d", "3x", "3d4", "three days", "2026-12-03", "-3d", "1.5d", "99999w", "''"})
  void anythingElseIsNoTime(String written) {
    assertEquals(Optional.empty(), WrittenDuration.parse(written));
  }

  @Test
  void onlyWhatMakesSomethingToKeepHasATerm() {
    assertEquals(
        Optional.of(new LeaseTerms.Keep(Duration.ofDays(3))), terms.wanted("clone-v1", null));
    assertEquals(Optional.empty(), terms.wanted("lift-v1", null));
    assertEquals(Optional.empty(), terms.wanted("snapshot-v1", null));
    assertEquals(Optional.of(LeaseTerms.Keep.FOR_EVER), terms.wanted("snapshot-v1", "Forever"));
  }

  @ParameterizedTest
  @CsvSource({
    "0d, lease.too-short",
    "3m, lease.too-short",
    "3, lease.unclear",
    "-3d, lease.past",
    "8d, lease.too-long",
    "forever, lease.too-long",
    "2026-12-03, lease.unclear"
  })
  void whatCannotBeIsRefused(String typed, String key) {
    ExplainedFailure refused =
        assertThrows(ExplainedFailure.class, () -> terms.wanted("clone-v1", typed));
    assertEquals(key, refused.what().key());
  }

  @Test
  void theEndWaitsForAReminderThatIsLate() {
    Instant now = Instant.parse("2026-12-03T12:00:00Z");
    Duration day = Duration.ofDays(1);
    assertEquals(now.plus(day), LeaseTerms.endAfter(now, now.plus(day), day));
    Instant little = now.plus(day).minusSeconds(60);
    assertEquals(little, LeaseTerms.endAfter(now, little, day));
    assertEquals(now.plus(day), LeaseTerms.endAfter(now, now.plusSeconds(60), day));
    assertEquals(now.plus(day), LeaseTerms.endAfter(now, now.minus(day), day));
  }
}
