package dev.snapclone.job;

import static dev.snapclone.job.JobBuilder.aJob;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.snapclone.i18n.Text;
import dev.snapclone.i18n.Text.Arg;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EstimatesTest {
  private static final Timing FORTY_GB = Timing.of("image-snapshot", 40);

  private final Map<String, List<Duration>> history = new HashMap<>();
  private Instant now = JobBuilder.NOW;
  private final Estimates estimates =
      new Estimates(
          (cloud, timing, most) -> history.getOrDefault(cloud + " " + timing.key(), List.of()),
          () -> now);

  private void took(Timing timing, int... minutes) {
    history.put(
        "main " + timing.key(), IntStream.of(minutes).mapToObj(Duration::ofMinutes).toList());
  }

  private Optional<Text> said(Timing timing) {
    return estimates.of(aJob().cloud("main").timing(timing).build()).map(Estimate::range);
  }

  private static Optional<Text> minutes(long from, long to) {
    return Optional.of(Text.of("jobs.usual.minutes", Arg.number(from), Arg.number(to)));
  }

  @Test
  void tellsTheQuartiles() {
    took(FORTY_GB, 9, 3, 5, 7, 1);
    assertEquals(minutes(3, 7), said(FORTY_GB));
  }

  @Test
  void anOutlierDoesNotWidenTheRange() {
    took(FORTY_GB, 3, 4, 4, 5, 6, 5, 600);
    assertEquals(minutes(4, 6), said(FORTY_GB));
  }

  @Test
  void claimsNothingOfFew() {
    took(FORTY_GB, 3, 4, 5, 6);
    assertEquals(Optional.empty(), said(FORTY_GB));
  }

  @Test
  void takesHalfAndTwiceTheSizeWhereThereAreFewAndNoOthers() {
    took(FORTY_GB, 4);
    took(Timing.of("image-snapshot", 20), 2, 2);
    took(Timing.of("image-snapshot", 80), 9, 9);
    took(Timing.of("volume-snapshot", 40), 1, 1, 1, 1, 1);
    took(Timing.of("image-snapshot", 500), 60, 60, 60, 60, 60);
    assertEquals(minutes(2, 9), said(FORTY_GB));
    assertEquals(Optional.empty(), said(Timing.of("image-snapshot", 2)));
  }

  @Test
  void anotherCloudSaysNothing() {
    took(FORTY_GB, 3, 4, 5, 6, 7);
    assertEquals(Optional.empty(), estimates.of(aJob().cloud("other").timing(FORTY_GB).build()));
  }

  @Test
  void aJobWithoutATimingIsNotCompared() {
    assertEquals(Optional.empty(), said(null));
    assertEquals(null, Timing.of("a plan of another kind"));
  }

  @Test
  void isLateFarBeyondTheUsualAndNotBefore() {
    took(FORTY_GB, 4, 4, 4, 4, 6);
    JobBuilder job = aJob().cloud("main").timing(FORTY_GB);
    Job running = job.progress(JobState.RUNNING, now, null).build();
    now = now.plus(Duration.ofMinutes(5));
    Estimate usual = estimates.of(running).orElseThrow();
    assertFalse(usual.late());
    assertEquals(Duration.ofMinutes(1), usual.left());
    now = now.plus(Objects.requireNonNull(usual.left()));
    assertTrue(estimates.of(running).orElseThrow().late());
    Job ended = job.progress(JobState.DONE, now, now).build();
    assertEquals(Optional.empty(), estimates.of(ended));
  }

  @Test
  void seconds() {
    history.put(
        "main " + FORTY_GB.key(),
        IntStream.of(3, 11, 12, 13, 60).mapToObj(Duration::ofSeconds).toList());
    assertEquals(
        Optional.of(Text.of("jobs.usual.seconds", Arg.number(10), Arg.number(15))), said(FORTY_GB));
  }

  @Test
  void rangesInWords() {
    assertEquals("jobs.usual.about-minutes", range(120, 120).key());
    assertEquals("jobs.usual.up-to-minutes", range(40, 200).key());
    assertEquals("jobs.usual.hours", range(7_200, 18_000).key());
    assertEquals("jobs.usual.up-to-seconds", range(0, 0).key());
  }

  private static Text range(long from, long to) {
    return new Estimate(Duration.ofSeconds(from), Duration.ofSeconds(to), null).range();
  }

  @Test
  void sizesFallIntoClasses() {
    assertEquals(0, Timing.of("x", 0).sizeClass());
    assertEquals(1, Timing.of("x", 1).sizeClass());
    assertEquals(6, Timing.of("x", 32).sizeClass());
    assertEquals(6, Timing.of("x", 63).sizeClass());
    Timing timing = Timing.of("copy-set-stop", 64);
    assertEquals(timing, Timing.parse(timing.key()));
  }
}
