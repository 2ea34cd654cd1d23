package dev.snapclone.discord;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.snapclone.access.AccessPolicy;
import dev.snapclone.access.Place;
import dev.snapclone.command.Invocation;
import dev.snapclone.command.Picture;
import dev.snapclone.command.Reply;
import dev.snapclone.i18n.Messages;
import dev.snapclone.job.JobState;
import dev.snapclone.job.MemoryJobs;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.dv8tion.jda.api.utils.TimeUtil;
import org.junit.jupiter.api.Test;

class InteractionErrandTest {
  private final Instant now = Sample.ASKED.plusSeconds(1);
  private final HandClock clock = new HandClock(now);
  private final MemoryJobs jobs = new MemoryJobs();
  private final PaperChat chat = new PaperChat(clock);
  private final Renderer renderer = new Renderer(new Wording(Messages.load()));
  private final PaperRouter router = new PaperRouter();
  private final CardBoard board =
      new CardBoard(
          Views.of(jobs, new MemoryApprovals()),
          chat,
          new CardRenderer(renderer, true, Offered::about),
          null,
          NoPings.in(chat),
          clock,
          clock);
  private final Acknowledgements acknowledgements = new Acknowledgements(chat, clock);
  private final InteractionAnswers answers =
      new InteractionAnswers(chat, renderer, acknowledgements);
  private final PrivateAnswers shown =
      new PrivateAnswers(router::commands, jobs, answers, (task, delay) -> task.run());
  private final InteractionErrand errand =
      new InteractionErrand(
          new AccessPolicy(Set.of("1000"), List.of(), List.of(), List.of(), List.of()),
          router::commands,
          jobs,
          answers,
          board,
          new DiscordPrivateRoom(chat, renderer, board, clock),
          shown);
  private final String id =
      Long.toUnsignedString(TimeUtil.getDiscordTimestamp(now.toEpochMilli()) + 5);

  private String stored(
      String name, Invocation.Kind kind, Place place, Map<String, String> options) {
    return new PendingInteraction(
            new Invocation(id, name, kind, Sample.ALVA, place, "en-US", options), "tok", false)
        .encode();
  }

  private String command() {
    return stored("clone", Invocation.Kind.COMMAND, Sample.OPS, Map.of("snapshot-id", "77aa"));
  }

  private void answersWithJob() {
    router.answer =
        invocation -> {
          jobs.putIfAbsent(Sample.clone("k1", JobState.QUEUED));
          return Reply.job("k1", Sample.say("Job k1 is queued."));
        };
  }

  @Test
  void theAnswerTakesThePlaceOfTheAcknowledgementAndTheCardIsPosted() {
    answersWithJob();
    assertTrue(errand.carryOut(id, command(), 0));
    assertTrue(chat.answered("tok").contains("Job k1 is queued."));
    assertEquals(1, chat.in("3001").size());
    Invocation seen = router.handled.get(0);
    assertEquals("77aa", seen.option("snapshot-id").orElseThrow());
    assertEquals(Sample.ALVA, seen.actor());
  }

  /** Its person has read that it failed, and may have typed it again. */
  @Test
  void whatNobodyAcknowledgedInTimeIsNotCarriedOut() {
    answersWithJob();
    chat.neverAcknowledged.add("tok");
    clock.pass(Duration.ofSeconds(4));
    assertTrue(errand.carryOut(id, command(), 0));
    assertEquals(List.of(), router.handled);
    assertEquals(1, router.refused.size());
    assertEquals(List.of(), chat.in("3001"));
  }

  /** The process died after Discord had refused it, and came back when nobody can tell any more. */
  @Test
  void whatWasNotBegunBeforeItsTokenDiedIsNotCarriedOut() {
    answersWithJob();
    clock.pass(Duration.ofHours(1));
    assertTrue(errand.carryOut(id, command(), 0));
    assertEquals(List.of(), router.handled);
    assertEquals(1, router.refused.size());
  }

  @Test
  void whatThisProcessAcknowledgedIsCarriedOutWheneverItsTurnComes() {
    answersWithJob();
    acknowledgements.taken(PendingInteraction.parse(command()));
    clock.pass(Duration.ofHours(1));
    assertTrue(errand.carryOut(id, command(), 0));
    assertEquals(1, router.handled.size());
  }

  @Test
  void whatWasRefusedHereIsCarriedOutWhenAnotherProcessHadAcknowledgedIt() {
    answersWithJob();
    acknowledgements.refused(PendingInteraction.parse(command()));
    clock.pass(Duration.ofSeconds(4));
    assertTrue(errand.carryOut(id, command(), 0));
    assertEquals(1, router.handled.size());
  }

  @Test
  void whatWasAcknowledgedByAProcessThatDiedIsCarriedOutLater() {
    answersWithJob();
    clock.pass(Duration.ofSeconds(4));
    assertTrue(errand.carryOut(id, command(), 0));
    assertTrue(chat.answered("tok").contains("Job k1 is queued."));
  }

  @Test
  void revivedItDoesNothingTwice() {
    answersWithJob();
    errand.carryOut(id, command(), 0);
    clock.pass(Duration.ofMinutes(5));
    assertTrue(errand.carryOut(id, command(), 1));
    assertEquals(1, chat.in("3001").size());
    assertEquals(1, chat.answers.size());
  }

  @Test
  void whatCouldNotBeReportedIsNotStarted() {
    chat.lacking.addAll(List.of("MESSAGE_SEND", "MESSAGE_EMBED_LINKS"));
    assertTrue(errand.carryOut(id, command(), 0));
    assertEquals(List.of(), router.handled);
    String answer = chat.answered("tok");
    assertTrue(answer.contains("Send Messages, Embed Links"), answer);
  }

  @Test
  void inAChannelThatTheBotCannotSeeNothingIsStarted() {
    chat.broken.put("3001", ChatException.Kind.NO_ACCESS);
    assertTrue(errand.carryOut(id, command(), 0));
    assertEquals(List.of(), router.handled);
    assertTrue(chat.answered("tok").contains("cannot see this channel"));
  }

  @Test
  void aCommandWithoutJobNeedsNoPermission() {
    chat.lacking.add("MESSAGE_SEND");
    errand.carryOut(id, stored("jobs", Invocation.Kind.COMMAND, Sample.OPS, Map.of()), 0);
    assertEquals(1, router.handled.size());
  }

  @Test
  void anExpiredTokenIsNotUsedAndTheAnswerGoesToThePrivateRoom() {
    answersWithJob();
    clock.pass(Duration.ofMinutes(20));
    assertTrue(errand.carryOut(id, command(), 2));
    assertTrue(chat.answers.isEmpty());
    assertEquals(1, chat.in("3001").size());
    assertTrue(
        chat.in("thread-1").stream()
            .anyMatch(m -> PaperChat.text(m.data()).contains("Job k1 is queued.")));
  }

  /** A clock that is a day ahead, or ids that count, must not keep an answer back. */
  @Test
  void whatWasJustHeardIsAnsweredWhateverItsIdTellsOfTheTime() {
    answersWithJob();
    Invocation asked =
        new Invocation(
            "7",
            "clone",
            Invocation.Kind.COMMAND,
            Sample.ALVA,
            Sample.OPS,
            "en-US",
            Map.of("snapshot-id", "77aa"));
    String payload = new PendingInteraction(asked, "tok", false).heard(clock.instant()).encode();
    assertTrue(errand.carryOut("7", payload, 0));
    assertTrue(chat.answered("tok").contains("Job k1 is queued."));
  }

  @Test
  void withoutAJobALostAnswerIsLost() {
    chat.broken.put("tok", ChatException.Kind.NO_MESSAGE);
    assertTrue(errand.carryOut(id, command(), 0));
    assertEquals(Map.of(), chat.threads);
  }

  @Test
  void whoCannotBeAnsweredNowIsAnsweredLater() {
    router.answer = invocation -> Reply.of(Reply.Tone.INFO, Sample.say("Here is what there is."));
    chat.broken.put("tok", ChatException.Kind.TRANSIENT);
    assertFalse(errand.carryOut(id, command(), 0));
    chat.broken.clear();
    assertTrue(errand.carryOut(id, command(), 1));
    assertTrue(chat.answered("tok").contains("Here is what there is."));
  }

  @Test
  void whileTheCardCannotBePostedItIsTriedAgain() {
    answersWithJob();
    chat.broken.put("3001", ChatException.Kind.TRANSIENT);
    assertThrows(ChatException.class, () -> errand.carryOut(id, command(), 0));
    chat.broken.clear();
    assertTrue(errand.carryOut(id, command(), 1));
    assertEquals(1, chat.in("3001").size());
  }

  @Test
  void aPressInADirectMessageCountsWithTheRolesThatThePersonHasNow() {
    jobs.put(Sample.clone("k1", JobState.DONE));
    chat.members.put("1000/2001", Sample.BO);
    Place direct = new Place(Spot.DIRECT, "dm-2001", "", "dm-2001", "en-US");
    errand.carryOut(
        id, stored("open-console", Invocation.Kind.PRESS, direct, Map.of("target", "k1")), 0);
    assertEquals(Sample.BO.withLocale("en-US"), router.handled.get(0).actor());
    assertEquals(Sample.OPS, router.handled.get(0).place());
  }

  @Test
  void aStrangerInADirectMessageIsRefused() {
    Place direct = new Place(Spot.DIRECT, "dm-2001", "", "dm-2001", "en-US");
    errand.carryOut(
        id, stored("open-console", Invocation.Kind.PRESS, direct, Map.of("target", "k1")), 0);
    assertEquals(List.of(), router.handled);
    assertTrue(chat.answered("tok").contains("direct messages"));
  }

  @Test
  void aTokenIsNeverShown() {
    PendingInteraction pending = PendingInteraction.parse(command());
    assertFalse(pending.toString().contains("tok"));
    String broken = "{\"token\":\"very-secret\", nonsense";
    Exception e =
        assertThrows(IllegalArgumentException.class, () -> PendingInteraction.parse(broken));
    assertFalse(e.toString().contains("very-secret"));
  }

  private String turned(String footer) {
    Invocation press =
        new Invocation(
            id,
            "guide-next",
            Invocation.Kind.PRESS,
            Sample.ALVA,
            Sample.OPS,
            "en-US",
            Map.of(Invocation.TARGET, "k1/icon/en/1"));
    return new PendingInteraction(press, "tok", true, footer).encode();
  }

  @Test
  void aPageThatIsTurnedKeepsTheSmallPrintByWhichItIsFound() {
    router.answer =
        invocation ->
            Reply.of(Reply.Tone.INFO, Sample.say("Step 2"))
                .withPicture(new Picture("icon.png", new byte[] {1}, Sample.say("An icon.")));
    assertTrue(errand.carryOut(id, turned("k1 · windows-guide · 1/1"), 0));
    String answer = chat.answered("tok");
    assertTrue(answer.contains("k1 · windows-guide · 1/1"), answer);
    assertTrue(answer.contains("attachment://icon.png"), answer);
    assertTrue(answer.contains("An icon."), answer);
  }

  @Test
  void whereTheBotMayNotAttachFilesThePageComesWithoutItsPicture() {
    chat.filesAllowed = false;
    router.answer =
        invocation ->
            Reply.of(Reply.Tone.INFO, Sample.say("Step 2"))
                .withPicture(new Picture("icon.png", new byte[] {1}, Sample.say("An icon.")));
    assertTrue(errand.carryOut(id, turned("f"), 0));
    assertTrue(chat.answered("tok").contains("Step 2"));
    assertFalse(chat.answered("tok").contains("attachment"));
  }

  @Test
  void whoeverMayNotTurnAPageHearsItBesideAndThePageStays() {
    router.answer = invocation -> Reply.of(Reply.Tone.REFUSAL, Sample.say("Not yours."));
    assertTrue(errand.carryOut(id, turned("f"), 0));
    assertEquals("", chat.answered("tok"));
    assertEquals(1, chat.beside.size());
    assertTrue(PaperChat.text(chat.beside.get(0)).contains("Not yours."));
  }

  @Test
  void aStorageThatFailsMeanwhileIsSaidAndTheAnswerComesWhenItIsBack() {
    router.answer =
        invocation -> {
          throw new IllegalStateException("the database is away");
        };
    assertThrows(IllegalStateException.class, () -> errand.carryOut(id, command(), 0));
    assertTrue(chat.answered("tok").contains("as soon as it does"), chat.answered("tok"));
    answersWithJob();
    assertTrue(errand.carryOut(id, command(), 1));
    assertTrue(chat.answered("tok").contains("Job k1 is queued."));
  }
}
