package dev.snapclone.discord;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.snapclone.discord.EditLanes.EditPace;
import dev.snapclone.discord.EditLanes.Rank;
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
        new EditLanes(clock, clock, CardBoard.PER_MESSAGE, channel -> EditPaces.UNKNOWN);
    lanes.want(
        "c",
        "k1",
        Rank.PROGRESS,
        () -> {
          throw new StackOverflowError("played");
        });
    lanes.want("c", "k2", Rank.PROGRESS, () -> edited.add("k2"));
    assertThrows(StackOverflowError.class, clock::settle);
    clock.pass(Duration.ofSeconds(2));
    assertEquals(List.of("k2"), edited);
  }

  /** Numbers as in resources/message.mdx's headers: 5 edits in 5 s. */
  @Test
  void aChannelIsEditedAsFastAsDiscordsAnswersAllow() {
    assertEquals(
        new EditPace(Duration.ZERO, Duration.ofMillis(1250)), EditPaces.pace("4", "5.000"));
    assertEquals(
        new EditPace(Duration.ZERO, Duration.ofMillis(1250)), EditPaces.pace("1", "1.250"));
    assertEquals(
        new EditPace(Duration.ofMillis(900), Duration.ofMillis(900)), EditPaces.pace("0", "0.9"));
    assertEquals(EditPaces.UNKNOWN, EditPaces.pace(null, null));
    assertEquals(EditPaces.UNKNOWN, EditPaces.pace("many", "soon"));
  }

  @Test
  void whatIsAwaitedDoesNotWaitForThePaceOfTheOthers() {
    HandClock clock = new HandClock(Sample.ASKED);
    List<String> edited = new ArrayList<>();
    EditPace pace = EditPaces.pace("1", "4.000");
    EditLanes lanes = new EditLanes(clock, clock, CardBoard.PER_MESSAGE, channel -> pace);
    for (int i = 0; i < 5; i++) {
      String key = "k" + i;
      lanes.want("c", key, Rank.PROGRESS, () -> edited.add(key));
    }
    clock.settle();
    assertEquals(List.of("k0"), edited);
    lanes.want("c", "k4", Rank.AWAITED, () -> edited.add("k4"));
    lanes.want("c", "k4", Rank.PROGRESS, () -> edited.add("k4"));
    clock.settle();
    assertEquals(List.of("k0", "k4"), edited);
    clock.pass(Duration.ofSeconds(13));
    assertEquals(List.of("k0", "k4", "k1", "k2", "k3"), edited);
  }
}
