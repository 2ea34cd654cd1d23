package dev.snapclone.discord;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EditLanesTest {
  @Test
  void whatOneEditThrowsDoesNotKeepTheOthersOfItsChannel() {
    HandClock clock = new HandClock(Sample.ASKED);
    List<String> edited = new ArrayList<>();
    EditLanes lanes =
        new EditLanes(
            clock,
            clock,
            CardBoard.PER_MESSAGE,
            CardBoard.PER_CHANNEL,
            job -> {
              if (job.equals("k1")) {
                throw new StackOverflowError("played");
              }
              edited.add(job);
            });
    lanes.want("c", "k1", false);
    lanes.want("c", "k2", false);
    assertThrows(StackOverflowError.class, clock::settle);
    clock.pass(Duration.ofSeconds(2));
    assertEquals(List.of("k2"), edited);
  }
}
