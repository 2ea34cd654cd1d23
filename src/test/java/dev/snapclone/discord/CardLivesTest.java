package dev.snapclone.discord;

import static dev.snapclone.job.JobBuilder.like;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.snapclone.i18n.Messages;
import dev.snapclone.i18n.Text;
import dev.snapclone.i18n.Text.Arg;
import dev.snapclone.job.Job;
import dev.snapclone.job.JobState;
import dev.snapclone.job.MemoryJobs;
import dev.snapclone.job.Outcome;
import dev.snapclone.job.ResourceRef;
import dev.snapclone.procedure.CloneMade;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Jobs to their ends and beyond: afterwards all messages are read again. */
class CardLivesTest {
  private final HandClock clock = new HandClock(Sample.ASKED.plusSeconds(1));
  private final MemoryJobs jobs = new MemoryJobs();
  private final PaperChat chat = new PaperChat(clock);
  private final Renderer renderer = new Renderer(new Wording(Messages.load()));
  private final CardViews views = Views.of(jobs, new MemoryApprovals());
  private final CardBoard board =
      new CardBoard(
          views,
          chat,
          new CardRenderer(renderer, true, Offered::about),
          null,
          Pings.toNobody(chat),
          clock,
          clock);
  private final OutcomeAnnouncer announcer =
      new OutcomeAnnouncer(
          views,
          board,
          chat,
          new OutcomeRenderer(renderer, true),
          new DiscordPrivateRoom(chat, renderer, board, clock),
          clock);

  /** The job runs, ends and is told of. */
  private void ends(Job ended) {
    jobs.put(like(ended).progress(JobState.RUNNING, Sample.ASKED, null).outcome(null).build());
    board.show(ended.id());
    clock.pass(Duration.ofSeconds(260));
    jobs.put(ended);
    assertTrue(announcer.carryOut(ended.id(), "", 0));
  }

  /** Something becomes of what it made; a day later, so that no nonce helps. */
  private void becomes(Job ended, Outcome now) {
    clock.pass(Duration.ofDays(1));
    jobs.put(like(ended).outcome(now).build());
    assertFalse(announcer.followUps().carryOut(ended.id() + "/1", "", 0), "it waits for its turn");
    clock.pass(Duration.ofSeconds(5));
    assertTrue(announcer.followUps().carryOut(ended.id() + "/1", "", 1));
    assertTrue(announcer.followUps().carryOut(ended.id() + "/2", "", 0));
  }

  /** Card and outcome, and nothing else: both say this, and neither says that. */
  private void read(List<String> so, List<String> noLonger) {
    List<PaperChat.Posted> all = chat.in("3001");
    assertEquals(2, all.size(), "a card and an outcome");
    for (PaperChat.Posted one : all) {
      String text = PaperChat.text(one.data());
      so.forEach(words -> assertTrue(text.contains(words), text));
      noLonger.forEach(words -> assertFalse(text.contains(words), text));
    }
    assertEquals(List.of(), all.get(1).data().getComponents(), "buttons are on the card alone");
  }

  /** On one of the two messages. */
  private void toldOnce(String words) {
    assertEquals(
        1,
        chat.in("3001").stream().filter(it -> PaperChat.text(it.data()).contains(words)).count(),
        words);
  }

  @Test
  void aDenialsReasonStandsOnTheCardAloneAndTheOutcomeIsOneLine() {
    Outcome denied =
        new Outcome(
            Text.of("approval.outcome.denied", Arg.person(Sample.BO.id())),
            List.of(
                Text.of("approval.outcome.reason", Arg.quote("not today")),
                Text.of("approval.outcome.nothing-done")),
            List.of(),
            List.of(),
            Map.of());
    ends(CardJobs.in(CardJobs.linux(), "en-US", JobState.CANCELLED).outcome(denied).build());
    read(List.of("Denied", "<@2002>"), List.of("approve:", "denied it"));
    toldOnce("not today");
    String told = PaperChat.text(chat.in("3001").get(1).data());
    assertEquals(2, chat.in("3001").get(1).data().getContent().lines().count(), told);
    assertTrue(told.contains("<@2001>: **"), told);
  }

  private static Job done(CardJobs.Planned planned) {
    return CardJobs.in(planned, "en-US", JobState.DONE).build();
  }

  @Test
  void aCloneThatWasDeletedRunsNowhereAndOffersNothing() {
    CardJobs.Planned planned = CardJobs.linux();
    ends(done(planned));
    read(List.of("db-01-clone-1, a copy of db-01, is running", "ssh ubuntu@"), List.of());
    becomes(done(planned), CloneMade.deleted(planned.done(), "d7d7d7"));
    read(
        List.of("db-01-clone-1 was deleted later, by job `d7d7d7`"),
        List.of("is running", "Address", "ssh ", "delete-clone:", "linux-checklist:"));
  }

  @Test
  void aCloneThatWasLetOutIsIsolatedNowhere() {
    CardJobs.Planned planned = CardJobs.isolated();
    ends(done(planned));
    read(List.of("and nothing else, in or out"), List.of("ssh ubuntu@"));
    becomes(done(planned), CloneMade.lifted(planned.done(), "m4k2p9"));
    read(
        List.of("The isolation was lifted (job `m4k2p9`)", "ssh ubuntu@"),
        List.of("in or out", "lift-isolation:"));
  }

  @Test
  void whatWasLeftAndCleanedUpIsLeftNowhere() {
    ResourceRef volume = new ResourceRef("VOLUME", "9e9e", "web-root");
    Outcome left =
        new Outcome(
            Text.of("clone.failed.instance", Arg.name("web")),
            List.of(
                Text.of(
                    "jobs.left",
                    Arg.text(volume.words()),
                    Arg.text(Text.of("jobs.nothing-begun")),
                    Arg.text(Text.of("jobs.nothing-begun"))),
                Text.of("jobs.clean-up")),
            List.of(),
            List.of(volume),
            Map.of());
    Job failed =
        CardJobs.in(CardJobs.linux(), "en-US", JobState.NEEDS_ATTENTION).outcome(left).build();
    ends(failed);
    read(List.of("9e9e", "Needs attention"), List.of());
    becomes(failed, left.cleaned(List.of(), "c1c1c1"));
    read(
        List.of("What it had left was removed by job `c1c1c1`", "Cleaned up"),
        List.of("9e9e", "Could not be removed", "Press Clean up", "clean-up:", "Needs attention"));
  }

  @Test
  void whoCancelledItThemselvesIsNotCalled() {
    Outcome cancelled =
        new Outcome(
            Text.of("jobs.cancelled.by", Arg.person(Sample.ALVA.id())),
            List.of(Text.of("jobs.nothing-begun")),
            List.of(),
            List.of(),
            Map.of());
    ends(CardJobs.in(CardJobs.linux(), "en-US", JobState.CANCELLED).outcome(cancelled).build());
    read(List.of("Cancelled", "<@2001>"), List.of("cancel-job:"));
    toldOnce("Nothing had begun");
    assertTrue(chat.in("3001").get(1).data().getMentionedUsers().isEmpty(), "she did it herself");
  }
}
