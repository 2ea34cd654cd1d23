package dev.snapclone.discord;

import static dev.snapclone.job.JobBuilder.like;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.snapclone.i18n.Messages;
import dev.snapclone.job.Estimates;
import dev.snapclone.job.JobState;
import dev.snapclone.job.MemoryJobs;
import dev.snapclone.job.Timing;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CardBoardTest {
  private final HandClock clock = new HandClock(Sample.ASKED.plusSeconds(1));
  private final MemoryJobs jobs = new MemoryJobs();
  private final MemoryApprovals approvals = new MemoryApprovals();
  private final PaperChat chat = new PaperChat(clock);
  private final CardRenderer renderer =
      new CardRenderer(new Renderer(new Wording(Messages.load())), true, Offered::about);
  private final CardBoard board = board(null);

  private CardBoard board(@Nullable String approvalsChannel) {
    return new CardBoard(
        Views.of(jobs, approvals),
        chat,
        renderer,
        approvalsChannel,
        NoPings.in(chat),
        clock,
        clock);
  }

  private void clone(String id, JobState state) {
    jobs.put(Sample.clone(id, state));
  }

  private String onlyCard() {
    assertEquals(1, chat.in("3001").size());
    return PaperChat.text(chat.in("3001").get(0).data());
  }

  @Test
  void theCardStandsWhereTheCommandWasGivenAndIsEditedInPlace() {
    clone("k1", JobState.QUEUED);
    board.show("k1");
    clock.settle();
    assertTrue(onlyCard().contains("Queued"));

    clone("k1", JobState.RUNNING);
    jobs.journal("k1", Sample.done("volume"), Sample.waiting("volume-ready", "creating", 40));
    board.jobChanged("k1");
    clock.pass(Duration.ofSeconds(3));
    assertTrue(onlyCard().contains("▰▰▰▰▱▱▱▱▱▱ 40 %"));
  }

  @Test
  void shownTwiceItStandsOnce() {
    clone("k1", JobState.QUEUED);
    board.show("k1");
    board.show("k1");
    clock.pass(Duration.ofSeconds(5));
    onlyCard();
  }

  @Test
  void aCardPostedByAProcessThatDiedIsFoundAgain() {
    clone("k1", JobState.QUEUED);
    board.show("k1");
    // It died before it remembered the card.
    jobs.put(Sample.clone("k1", JobState.QUEUED));
    clock.pass(Duration.ofSeconds(30));
    board(null).show("k1");
    onlyCard();

    jobs.put(Sample.clone("k1", JobState.QUEUED));
    clock.pass(Duration.ofMinutes(30));
    board(null).show("k1");
    onlyCard();
  }

  @Test
  void aCardThatTheVersionBeforePostedAsAnEmbedIsFoundAgain() {
    clone("k1", JobState.QUEUED);
    Renderer plain = new Renderer(new Wording(Messages.load()));
    chat.post(
        Spot.of(Sample.OPS),
        plain.message(
            "",
            plain.embed(Locale.ENGLISH, "Clone db-01", List.of("**Queued**"), "Job k1", 0),
            List.of(),
            List.of()),
        null,
        "n");
    clock.pass(Duration.ofMinutes(30));
    board.show("k1");
    clock.pass(Duration.ofSeconds(5));
    assertTrue(onlyCard().contains("job `k1`"), onlyCard());
  }

  @Test
  void manyChangesAreAtMostOneEditPerInterval() {
    clone("k1", JobState.RUNNING);
    board.show("k1");
    clock.settle();
    chat.edits.clear();
    for (int percent = 1; percent <= 40; percent++) {
      jobs.journal("k1", Sample.waiting("volume", "saving", percent));
      board.jobChanged("k1");
      clock.pass(Duration.ofMillis(250));
    }
    clock.pass(Duration.ofSeconds(4));
    assertTrue(chat.edits.size() >= 4 && chat.edits.size() <= 7, "edits: " + chat.edits.size());
    assertTrue(onlyCard().contains("40 %"));
  }

  @Test
  void nothingIsEditedThatLooksTheSame() {
    clone("k1", JobState.RUNNING);
    board.show("k1");
    clock.pass(Duration.ofSeconds(5));
    chat.edits.clear();
    board.jobChanged("k1");
    clock.pass(Duration.ofSeconds(5));
    assertEquals(List.of(), chat.edits);
  }

  @Test
  void aChannelHasOneBudgetAndFinalStatesGoFirst() {
    for (int i = 0; i < 10; i++) {
      clone("k" + i, JobState.RUNNING);
      board.show("k" + i);
    }
    clock.pass(Duration.ofSeconds(60));
    chat.edits.clear();
    for (int i = 0; i < 10; i++) {
      jobs.journal("k" + i, Sample.waiting("volume", "saving", 10));
      board.jobChanged("k" + i);
    }
    clone("k9", JobState.DONE);
    board.jobChanged("k9");
    clock.settle();
    clock.pass(Duration.ofSeconds(2));
    String last = Sample.card(jobs.one("k9")).message();
    assertTrue(
        chat.edits.indexOf(last) >= 0 && chat.edits.indexOf(last) <= 1, chat.edits.toString());
    assertTrue(chat.edits.size() <= 4, chat.edits.toString());
    clock.pass(Duration.ofSeconds(20));
    assertEquals(10, chat.edits.stream().distinct().count());
  }

  @Test
  void whatChangesDuringAnEditIsShownAfterwards() {
    clone("k1", JobState.QUEUED);
    board.show("k1");
    clock.pass(Duration.ofSeconds(5));
    clone("k1", JobState.RUNNING);
    // Another process edits with what it read before; nothing tells this board.
    board.jobChanged("k1");
    clock.settle();
    jobs.journal("k1", Sample.done("volume"));
    board.jobChanged("k1");
    clock.pass(Duration.ofSeconds(5));
    assertTrue(onlyCard().contains("Wait until the volume is available"));
  }

  @Test
  void theQuestionStandsInTheApprovalsChannelTooLinkedBothWays() {
    CardBoard asking = board("approvals");
    clone("k1", JobState.WAITING_FOR_APPROVAL);
    approvals.ask(Sample.pending("k1"));
    asking.show("k1");
    clock.settle();
    PaperChat.Posted question = chat.in("3002").get(0);
    String card = chat.in("3001").get(0).id();
    assertTrue(PaperChat.text(question.data()).contains("channels/1000/3001/" + card));
    assertTrue(onlyCard().contains("channels/1000/3002/" + question.id()));
    assertTrue(PaperChat.text(question.data()).contains("approve:k1"));

    approvals.update("k1", a -> Sample.granted("k1"), a -> Sample.outcome(JobState.CANCELLED));
    clone("k1", JobState.RUNNING);
    asking.jobChanged("k1");
    clock.pass(Duration.ofSeconds(3));
    String answered = PaperChat.text(chat.in("3002").get(0).data());
    assertTrue(answered.contains("approved by <@2002>"), answered);
    assertFalse(answered.contains("approve:k1") || answered.contains("deny:k1"), answered);
    assertFalse(onlyCard().contains("approve:k1"));
    assertEquals(1, chat.in("3002").size());
  }

  @Test
  void whenTheApprovalsChannelIsOutOfReachTheCardAsks() {
    CardBoard asking = board("approvals");
    chat.broken.put("3002", ChatException.Kind.NO_ACCESS);
    clone("k1", JobState.WAITING_FOR_APPROVAL);
    approvals.ask(Sample.pending("k1"));
    asking.show("k1");
    clock.settle();
    assertTrue(onlyCard().contains("approve:k1"));
  }

  @Test
  void aDeletedCardOfAJobThatOnlyWaitsIsPutBack() {
    clone("k1", JobState.WAITING_FOR_APPROVAL);
    board.show("k1");
    clock.pass(Duration.ofSeconds(5));
    chat.delete(Sample.card(jobs.one("k1")).spot(), Sample.card(jobs.one("k1")).message());
    assertEquals(List.of(), chat.in("3001"));
    CardBoard other = board(null);
    for (CardBoard one : List.of(board, other, board)) {
      one.putBackDeleted();
      clock.pass(Duration.ofMinutes(5));
      assertTrue(onlyCard().contains("Waiting for approval"));
    }
  }

  @Test
  void aDeletedCardIsPostedAnewAtTheNextChangeAndStaysOne() {
    clone("k1", JobState.RUNNING);
    board.show("k1");
    clock.settle();
    chat.messages.clear();
    jobs.journal("k1", Sample.done("volume"));
    board.jobChanged("k1");
    clock.pass(Duration.ofSeconds(3));
    assertTrue(onlyCard().contains("Wait until the volume is available"));

    // After a restart nothing remembers where the new card stands.
    clock.pass(Duration.ofHours(1));
    CardBoard restarted = board(null);
    jobs.journal("k1", Sample.done("volume"), Sample.done("volume-ready"));
    restarted.refreshOpen();
    clock.pass(Duration.ofSeconds(3));
    assertTrue(onlyCard().contains("Launch the instance"));
  }

  @Test
  void aRestartBringsOpenCardsUpToDate() {
    clone("k1", JobState.QUEUED);
    board.show("k1");
    clock.settle();
    clone("k1", JobState.RUNNING);
    board(null).refreshOpen();
    clock.settle();
    assertTrue(onlyCard().contains("Running"));
  }

  @Test
  void whileDiscordIsAwayTheCardWaitsAndThenCatchesUp() {
    clone("k1", JobState.QUEUED);
    board.show("k1");
    clock.pass(Duration.ofSeconds(5));
    chat.broken.put("3001", ChatException.Kind.TRANSIENT);
    clone("k1", JobState.RUNNING);
    board.jobChanged("k1");
    clock.pass(Duration.ofSeconds(30));
    chat.broken.clear();
    clock.pass(Duration.ofSeconds(10));
    assertTrue(onlyCard().contains("Running"));
  }

  @Test
  void aCardThatWhoeverMadeTheJobCouldNotPostIsPostedByTheBoard() {
    clone("k1", JobState.WAITING_FOR_APPROVAL);
    board.jobChanged("k1");
    chat.broken.put("3001", ChatException.Kind.TRANSIENT);
    assertThrows(ChatException.class, () -> board.show("k1"));
    clock.pass(Duration.ofSeconds(12));
    chat.broken.clear();
    clock.pass(Duration.ofSeconds(20));
    assertTrue(onlyCard().contains("Waiting for approval"));
  }

  @Test
  void theBoardLeavesThePostingToWhoeverMakesTheJobFirst() {
    clone("k1", JobState.WAITING_FOR_APPROVAL);
    board.jobChanged("k1");
    clock.pass(Duration.ofSeconds(5));
    assertEquals(List.of(), chat.in("3001"));
    board.show("k1");
    clock.pass(Duration.ofSeconds(30));
    onlyCard();
  }

  @Test
  void aCardThatADeadProcessOwesIsPostedByTheNextOne() {
    clone("k1", JobState.WAITING_FOR_APPROVAL);
    clock.pass(Duration.ofSeconds(30));
    board.refreshOpen();
    clock.settle();
    assertTrue(onlyCard().contains("Waiting for approval"));
  }

  @Test
  void aListenerNeverThrowsEvenWhenStorageIsDown() {
    jobs.down(true);
    board.jobChanged("k1");
    clock.settle();
    jobs.down(false);
    assertThrows(
        ChatException.class,
        () -> {
          chat.broken.put("3001", ChatException.Kind.TRANSIENT);
          clone("k1", JobState.QUEUED);
          board.show("k1");
        });
  }

  @Test
  void editsThatFailForLongAreTriedLessAndLess() {
    clone("k1", JobState.QUEUED);
    board.show("k1");
    clock.pass(Duration.ofSeconds(5));
    chat.broken.put("3001", ChatException.Kind.TRANSIENT);
    clone("k1", JobState.RUNNING);
    board.jobChanged("k1");
    int before = chat.calls;
    clock.pass(Duration.ofHours(1));
    int tries = chat.calls - before;
    assertTrue(tries >= 10 && tries <= 20, tries + " tries in an hour");
    chat.broken.clear();
    clock.pass(Duration.ofMinutes(6));
    assertTrue(onlyCard().contains("Running"));
  }

  @Test
  void aCardWhoseChannelWasClosedCatchesUpWhenTheRightsAreBackThoughItsJobHasEnded() {
    clone("k1", JobState.RUNNING);
    board.show("k1");
    clock.pass(Duration.ofSeconds(5));
    chat.broken.put("3001", ChatException.Kind.NO_ACCESS);
    clone("k1", JobState.DONE);
    assertThrows(ChatException.class, () -> board.settle("k1"));
    clock.pass(Duration.ofHours(1));
    chat.broken.clear();
    assertFalse(onlyCard().contains("Done"));
    board.rightsChanged();
    clock.pass(Duration.ofSeconds(5));
    assertTrue(onlyCard().contains("Done"));
  }

  @Test
  void aCardThatCouldNotBeReadFromTheStorageIsEditedLater() {
    clone("k1", JobState.QUEUED);
    board.show("k1");
    clock.pass(Duration.ofSeconds(5));
    clone("k1", JobState.RUNNING);
    jobs.down(true);
    board.jobChanged("k1");
    clock.pass(Duration.ofSeconds(3));
    jobs.down(false);
    clock.pass(Duration.ofSeconds(10));
    assertTrue(onlyCard().contains("Running"));
  }

  @Test
  void aDeletedQuestionIsAskedAgainAndFoundByWhoeverComesLater() {
    CardBoard asking = board("approvals");
    clone("k1", JobState.WAITING_FOR_APPROVAL);
    approvals.ask(Sample.pending("k1"));
    asking.show("k1");
    clock.pass(Duration.ofSeconds(5));
    String first = chat.in("3002").get(0).id();
    chat.messages.remove(first);
    asking.putBackDeleted();
    clock.pass(Duration.ofMinutes(5));
    assertEquals(1, chat.in("3002").size());
    String second = chat.in("3002").get(0).id();
    assertTrue(onlyCard().contains("channels/1000/3002/" + second));

    CardBoard restarted = board("approvals");
    approvals.update("k1", a -> Sample.granted("k1"), a -> Sample.outcome(JobState.CANCELLED));
    clone("k1", JobState.RUNNING);
    restarted.refreshOpen();
    clock.pass(Duration.ofSeconds(5));
    assertEquals(1, chat.in("3002").size());
    String answered = PaperChat.text(chat.in("3002").get(0).data());
    assertTrue(answered.contains("approved by <@2002>"), answered);
  }

  @Test
  void whileHundredsOfCardsAreLookedAfterAChangeIsShownAtOnceAndTheLookEnds() {
    for (int i = 0; i < 400; i++) {
      clone("k" + i, JobState.RUNNING);
      board.show("k" + i);
    }
    clock.pass(Duration.ofMinutes(10));
    for (int pass = 0; pass < 3; pass++) {
      board.putBackDeleted();
      clock.pass(Duration.ofMinutes(2));
      chat.edits.clear();
      jobs.journal("k7", Sample.waiting("volume", "saving", 10 + pass));
      board.jobChanged("k7");
      clock.pass(Duration.ofSeconds(3));
      assertTrue(chat.edits.contains(Sample.card(jobs.one("k7")).message()), chat.edits.toString());
      clock.pass(Duration.ofMinutes(3));
    }
    clock.pass(Duration.ofMinutes(10));
    chat.edits.clear();
    clock.pass(Duration.ofMinutes(5));
    assertEquals(List.of(), chat.edits);
    chat.delete(Sample.card(jobs.one("k399")).spot(), Sample.card(jobs.one("k399")).message());
    board.putBackDeleted();
    clock.pass(Duration.ofMinutes(7));
    assertEquals(400, chat.in("3001").size());
    // The one that was deleted is posted anew.
    assertEquals(399, chat.edits.stream().distinct().count());
  }

  @Test
  void anErrorInAnEditStopsNoOtherCardAndIsTriedAgain() {
    for (String id : List.of("k1", "k2")) {
      clone(id, JobState.QUEUED);
      board.show(id);
    }
    clock.pass(Duration.ofSeconds(5));
    chat.error = new NoClassDefFoundError("played");
    for (String id : List.of("k1", "k2")) {
      clone(id, JobState.RUNNING);
      board.jobChanged(id);
    }
    clock.settle();
    chat.error = null;
    clock.pass(Duration.ofSeconds(20));
    assertEquals(
        2,
        chat.in("3001").stream().filter(m -> PaperChat.text(m.data()).contains("Running")).count());
  }

  @Test
  void tellsByItselfThatAJobTakesLongerThanUsual() {
    Estimates estimates =
        new Estimates(
            (cloud, timing, most) -> Collections.nCopies(5, Duration.ofMinutes(4)), clock);
    CardBoard timed =
        new CardBoard(
            Views.of(jobs, approvals, estimates),
            chat,
            renderer,
            null,
            NoPings.in(chat),
            clock,
            clock);
    jobs.put(
        like(Sample.clone("k1", JobState.RUNNING))
            .timing(Timing.of("image-clone", 40))
            .progress(JobState.RUNNING, clock.instant(), null)
            .build());
    timed.show("k1");
    clock.pass(Duration.ofMinutes(5));
    assertTrue(onlyCard().contains("usually about 4 min"), onlyCard());
    assertFalse(onlyCard().contains("longer than usual"), onlyCard());
    clock.pass(Duration.ofMinutes(2));
    assertTrue(onlyCard().contains("Takes longer than usual (about 4 min)"), onlyCard());
    assertFalse(onlyCard().contains("usually about"), onlyCard());
  }
}
