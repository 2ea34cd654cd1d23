package dev.snapclone.discord;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.snapclone.job.Job;
import dev.snapclone.job.JobState;
import dev.snapclone.job.MemoryJobs;
import java.time.Duration;
import java.time.Instant;
import net.dv8tion.jda.api.utils.TimeUtil;
import org.junit.jupiter.api.Test;

class OwnMessagesTest {
  private static final Instant ENDED = Sample.ASKED.plusSeconds(260);

  /** A job whose card was posted when it was made, with Discord's clock so far ahead of ours. */
  private static Job job(Duration ahead) {
    long id = TimeUtil.getDiscordTimestamp(Sample.ASKED.plus(ahead).toEpochMilli());
    MemoryJobs jobs = new MemoryJobs();
    jobs.put(Sample.clone("k1", JobState.DONE));
    Spot spot = new Spot("1001", "3001", "3001");
    jobs.rememberCard("k1", CardRef.of(spot, Long.toUnsignedString(id)).encode());
    return jobs.find("k1").orElseThrow();
  }

  @Test
  void withOneClockTheLookBeginsAMinuteEarlier() {
    assertEquals(ENDED.minusSeconds(60), OwnMessages.from(job(Duration.ZERO), ENDED));
  }

  @Test
  void aClockThatIsBehindMovesTheLookBack() {
    Duration behind = Duration.ofMinutes(20);
    Instant from = OwnMessages.from(job(behind.negated()), ENDED);
    assertEquals(ENDED.minus(behind).minusSeconds(60), from);
  }

  @Test
  void aClockThatIsAheadDoesNotMoveTheLookForward() {
    assertEquals(ENDED.minusSeconds(60), OwnMessages.from(job(Duration.ofHours(20)), ENDED));
  }

  @Test
  void idsThatTellNoTimeMeanTheWholeChannel() {
    MemoryJobs jobs = new MemoryJobs();
    jobs.put(Sample.clone("k1", JobState.DONE));
    jobs.rememberCard("k1", CardRef.of(new Spot("1", "2", "2"), "17").encode());
    Instant from = OwnMessages.from(jobs.find("k1").orElseThrow(), ENDED);
    assertTrue(from.isBefore(Instant.parse("2015-01-02T00:00:00Z")), from.toString());
  }
}
