package dev.snapclone.discord;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.snapclone.i18n.Messages;
import dev.snapclone.job.Errands;
import dev.snapclone.job.JobState;
import dev.snapclone.job.MemoryJobs;
import dev.snapclone.notification.MemoryNotifyChoices;
import dev.snapclone.notification.NotifyChoice;
import dev.snapclone.notification.NotifyChoice.Way;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutcomeAnnouncerTest {
  private final HandClock clock = new HandClock(Sample.ASKED.plusSeconds(1));
  private final MemoryJobs jobs = new MemoryJobs();
  private final PaperChat chat = new PaperChat(clock);
  private final Renderer renderer = new Renderer(new Wording(Messages.load()));
  private final CardBoard board =
      new CardBoard(
          Views.of(jobs, new MemoryApprovals()),
          chat,
          new CardRenderer(renderer, true, Offered::about),
          null,
          NoPings.in(chat),
          clock,
          clock);
  private final DiscordPrivateRoom rooms = new DiscordPrivateRoom(chat, renderer, board, clock);

  private CardBoard board(boolean showAddresses) {
    return new CardBoard(
        Views.of(jobs, new MemoryApprovals()),
        chat,
        new CardRenderer(renderer, showAddresses, Offered::about),
        null,
        NoPings.in(chat),
        clock,
        clock);
  }

  private final MemoryNotifyChoices choices = new MemoryNotifyChoices();

  private OutcomeAnnouncer outcomeAnnouncer(boolean showAddresses) {
    return new OutcomeAnnouncer(
        Views.of(jobs, new MemoryApprovals(), choices),
        board(showAddresses),
        chat,
        new OutcomeRenderer(renderer, showAddresses),
        rooms,
        clock);
  }

  private final OutcomeAnnouncer teller = outcomeAnnouncer(true);

  /** The job runs, its card stands, and it ends 260 s after it was asked. */
  private void ended(JobState state) {
    jobs.put(Sample.clone("k1", JobState.RUNNING));
    board.show("k1");
    clock.pass(Duration.ofSeconds(260));
    jobs.put(Sample.clone("k1", state));
  }

  @Test
  void theOutcomeRepliesToTheCardWhichIsFinal() {
    ended(JobState.DONE);
    assertTrue(teller.carryOut("k1", "", 0));
    List<PaperChat.Posted> posted = chat.in("3001");
    assertEquals(2, posted.size());
    assertTrue(PaperChat.text(posted.get(0).data()).contains("**Done**"));
    assertEquals(posted.get(0).id(), posted.get(1).replyTo());
    assertTrue(posted.get(1).data().getContent().startsWith("<@2001>: The clone"));
  }

  @Test
  void toldAgainAtOnceOrMuchLaterItIsSaidOnce() {
    ended(JobState.FAILED);
    teller.carryOut("k1", "", 0);
    teller.carryOut("k1", "", 1);
    clock.pass(Duration.ofHours(2));
    teller.carryOut("k1", "", 2);
    assertEquals(2, chat.in("3001").size());
  }

  @Test
  void whatWasToldOfAnEndThatTheDatabaseHasLostIsSetRightAndNotToldTwice() {
    ended(JobState.FAILED);
    teller.carryOut("k1", "", 0);
    clock.pass(Duration.ofHours(2));
    jobs.put(Sample.clone("k1", JobState.DONE));
    assertTrue(teller.carryOut("k1", Errands.MAYBE_ANNOUNCED, 0));
    List<PaperChat.Posted> posted = chat.in("3001");
    assertEquals(2, posted.size());
    assertTrue(posted.get(1).data().getContent().startsWith("<@2001>: The clone"));
  }

  @Test
  void aJobThatEndedBeforeItsCardStoodGetsBoth() {
    jobs.put(Sample.clone("k1", JobState.CANCELLED));
    assertTrue(teller.carryOut("k1", "", 0));
    assertEquals(2, chat.in("3001").size());
  }

  @Test
  void withTheChannelGoneTheRequesterIsToldDirectly() {
    ended(JobState.DONE);
    chat.broken.put("3001", ChatException.Kind.NO_ACCESS);
    assertTrue(teller.carryOut("k1", "", 0));
    assertTrue(teller.carryOut("k1", "", 1));
    assertEquals(1, chat.in("dm-2001").size());
    assertTrue(PaperChat.text(chat.in("dm-2001").get(0).data()).contains("10.0.0.17"));
  }

  @Test
  void withDirectMessagesClosedTooItIsOver() {
    ended(JobState.DONE);
    chat.broken.put("3001", ChatException.Kind.NO_ACCESS);
    chat.directAllowed = false;
    assertTrue(teller.carryOut("k1", "", 0));
  }

  private void wants(Way way) {
    choices.save("2001", new NotifyChoice(way, Way.CHANNEL));
  }

  private PaperChat.Posted inChannel() {
    assertEquals(2, chat.in("3001").size(), "the card and the outcome");
    return chat.in("3001").get(1);
  }

  private static boolean mentions(PaperChat.Posted posted) {
    return posted.data().toData().toString().contains("\"users\":[\"2001\"]");
  }

  @Test
  void whoeverWantsDirectMessagesGetsOneAndNoMention() {
    wants(Way.DIRECT_MESSAGE);
    ended(JobState.DONE);
    assertTrue(teller.carryOut("k1", "", 0));
    PaperChat.Posted direct = chat.in("dm-2001").get(0);
    assertTrue(direct.data().getContent().contains("/3001/" + chat.in("3001").get(0).id()));
    assertFalse(inChannel().data().getContent().contains("2001"), "not even named");
    assertFalse(mentions(inChannel()));
  }

  @Test
  void killedBetweenTheDirectMessageAndTheChannelNothingIsLostAndNothingTwice() {
    wants(Way.DIRECT_MESSAGE);
    ended(JobState.DONE);
    board.settle("k1");
    chat.broken.put("3001", ChatException.Kind.TRANSIENT);
    assertThrows(ChatException.class, () -> teller.carryOut("k1", "", 0));
    assertEquals(1, chat.in("dm-2001").size());
    chat.broken.clear();
    clock.pass(Duration.ofHours(2));
    teller.carryOut("k1", "", 1);
    clock.pass(Duration.ofHours(2));
    teller.carryOut("k1", "", 2);
    clock.pass(Duration.ofHours(2));
    outcomeAnnouncer(true).carryOut("k1", Errands.MAYBE_ANNOUNCED, 0);
    assertEquals(1, chat.in("dm-2001").size());
    assertFalse(mentions(inChannel()));
  }

  @Test
  void aDirectMessageThatIsRefusedBecomesTheMentionAndSaysSo() {
    wants(Way.DIRECT_MESSAGE);
    ended(JobState.DONE);
    chat.directAllowed = false;
    teller.carryOut("k1", "", 0);
    assertTrue(mentions(inChannel()));
    assertTrue(inChannel().data().getContent().contains("let me send no direct message"));
    // Taking them from now on brings no second one.
    chat.directAllowed = true;
    clock.pass(Duration.ofHours(2));
    teller.carryOut("k1", "", 1);
    assertEquals(0, chat.in("dm-2001").size());
    assertEquals(2, chat.in("3001").size());
  }

  @Test
  void whoeverWantsNothingIsNotMentioned() {
    wants(Way.NONE);
    ended(JobState.FAILED);
    teller.carryOut("k1", "", 0);
    assertFalse(mentions(inChannel()));
    assertEquals(0, chat.in("dm-2001").size());
  }

  @Test
  void aDirectMessageBesideTheChannelShowsNoMoreThanTheChannel() {
    wants(Way.DIRECT_MESSAGE);
    ended(JobState.DONE);
    outcomeAnnouncer(false).carryOut("k1", "", 0);
    assertFalse(PaperChat.text(chat.in("dm-2001").get(0).data()).contains("10.0.0.17"));
  }

  @Test
  void withTheChannelGoneTheDirectMessageIsTheOnlyOne() {
    wants(Way.DIRECT_MESSAGE);
    ended(JobState.DONE);
    chat.broken.put("3001", ChatException.Kind.NO_ACCESS);
    assertTrue(teller.carryOut("k1", "", 0));
    clock.pass(Duration.ofHours(2));
    assertTrue(teller.carryOut("k1", "", 1));
    assertEquals(1, chat.in("dm-2001").size());
  }

  @Test
  void whileDiscordIsAwayItIsTriedAgain() {
    ended(JobState.DONE);
    chat.broken.put("3001", ChatException.Kind.TRANSIENT);
    assertThrows(ChatException.class, () -> teller.carryOut("k1", "", 0));
    chat.broken.clear();
    assertTrue(teller.carryOut("k1", "", 1));
    assertEquals(2, chat.in("3001").size());
  }

  @Test
  void whatHasNotEndedIsNotTold() {
    jobs.put(Sample.clone("k1", JobState.RUNNING));
    assertFalse(teller.carryOut("k1", "", 0));
    assertTrue(teller.carryOut("unknown", "", 0));
    assertEquals(List.of(), chat.in("3001"));
  }

  @Test
  void addressesGoToThePrivateRoomOnly() {
    ended(JobState.DONE);
    outcomeAnnouncer(false).carryOut("k1", "", 0);
    outcomeAnnouncer(false).carryOut("k1", "", 1);
    assertTrue(
        chat.in("3001").stream().noneMatch(m -> PaperChat.text(m.data()).contains("10.0.0.17")));
    assertEquals(1, chat.in("thread-1").size());
    assertTrue(PaperChat.text(chat.in("thread-1").get(0).data()).contains("10.0.0.17"));
    assertTrue(chat.invited.contains("2001"));
  }

  @Test
  void whenTheChannelIsGoneAndDirectMessagesAreClosedTheApproversAreTold() {
    MemoryApprovals approvals = new MemoryApprovals();
    CardBoard asking =
        new CardBoard(
            Views.of(jobs, approvals),
            chat,
            new CardRenderer(renderer, true, Offered::about),
            "approvals",
            NoPings.in(chat),
            clock,
            clock);
    jobs.put(Sample.clone("k1", JobState.WAITING_FOR_APPROVAL));
    approvals.ask(Sample.pending("k1"));
    asking.show("k1");
    clock.pass(Duration.ofSeconds(260));
    jobs.put(Sample.clone("k1", JobState.DONE));
    chat.broken.put("3001", ChatException.Kind.NO_ACCESS);
    chat.directAllowed = false;
    OutcomeAnnouncer lonely =
        new OutcomeAnnouncer(
            Views.of(jobs, approvals),
            asking,
            chat,
            new OutcomeRenderer(renderer, true),
            rooms,
            clock);
    assertTrue(lonely.carryOut("k1", "", 0));
    assertTrue(lonely.carryOut("k1", "", 1));
    List<PaperChat.Posted> there = chat.in("3002");
    assertEquals(2, there.size());
    assertEquals(there.get(0).id(), there.get(1).replyTo());
  }
}
