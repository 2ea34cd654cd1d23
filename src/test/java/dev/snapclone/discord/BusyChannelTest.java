package dev.snapclone.discord;

import static dev.snapclone.job.JobBuilder.like;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.snapclone.i18n.Messages;
import dev.snapclone.job.ErrandHandler;
import dev.snapclone.job.Job;
import dev.snapclone.job.JobState;
import dev.snapclone.job.MemoryJobs;
import dev.snapclone.procedure.CloneMade;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Many jobs have ended in a channel in which people go on working. */
class BusyChannelTest {
  private static final int ENDED = 30;

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
          NoPings.in(chat),
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
  private final ErrandHandler followUps = announcer.followUps();
  private final CardJobs.Planned planned = CardJobs.linux();

  private Job done(int number) {
    return like(CardJobs.in(planned, "en-US", JobState.DONE).build())
        .id("ended" + number)
        .card(null)
        .progress(JobState.DONE, Sample.ASKED, Sample.ASKED.plusSeconds(1))
        .build();
  }

  private void manyEnd() {
    for (int i = 0; i < ENDED; i++) {
      Job ended = done(i);
      jobs.put(like(ended).progress(JobState.RUNNING, Sample.ASKED, null).outcome(null).build());
      board.show(ended.id());
      clock.pass(Duration.ofSeconds(10));
      put(ended);
      assertTrue(announcer.carryOut(ended.id(), "", 0));
    }
    clock.pass(Duration.ofMinutes(5));
    chat.edits.clear();
  }

  /** As the store does, which keeps where the card stands. */
  private void put(Job job) {
    jobs.put(like(job).card(jobs.one(job.id()).card()).build());
  }

  private void changes(Job job) {
    put(job);
    board.jobChanged(job.id());
  }

  /** Something becomes of what all the jobs made; one errand follows up each. */
  private Set<String> allDeleted() {
    Set<String> errands = new LinkedHashSet<>();
    for (int i = 0; i < ENDED; i++) {
      changes(like(done(i)).outcome(CloneMade.deleted(planned.done(), "", "d7d7d7")).build());
      errands.add("ended" + i + "/1");
    }
    return errands;
  }

  /** Lets time pass, with the errands tried again as the engine does. */
  private void pass(Duration time, Set<String> errands) {
    for (long i = 0; i < time.toSeconds(); i++) {
      errands.removeIf(errand -> followUps.carryOut(errand, "", 0));
      clock.pass(Duration.ofSeconds(1));
    }
  }

  private String card(String job) {
    String message = Sample.card(jobs.one(job)).message();
    return chat.in("3001").stream()
        .filter(posted -> posted.id().equals(message))
        .map(posted -> PaperChat.text(posted.data()))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void whatAPersonWaitsForIsShownBeforeOldMessagesAreCorrected() {
    manyEnd();
    jobs.put(Sample.clone("k1", JobState.WAITING_FOR_APPROVAL));
    board.show("k1");
    clock.pass(Duration.ofSeconds(10));
    chat.edits.clear();
    Set<String> errands = allDeleted();
    pass(Duration.ofSeconds(2), errands);
    changes(Sample.clone("k1", JobState.RUNNING));
    pass(Duration.ofSeconds(2), errands);
    assertTrue(card("k1").contains("Running"), card("k1"));
    jobs.journal("k1", Sample.waiting("volume", "saving", 40));
    board.jobChanged("k1");
    pass(Duration.ofSeconds(4), errands);
    assertTrue(card("k1").contains("40 %"), card("k1"));
    changes(Sample.clone("k1", JobState.DONE));
    pass(Duration.ofSeconds(2), errands);
    assertTrue(card("k1").contains("Done"), card("k1"));
    assertTrue(chat.edits.size() <= 11, "edits in 10 s: " + chat.edits.size());

    pass(Duration.ofMinutes(2), errands);
    assertEquals(Set.of(), errands);
    for (PaperChat.Posted posted : chat.in("3001")) {
      String text = PaperChat.text(posted.data());
      assertTrue(text.contains("k1") || text.contains("was deleted later"), text);
    }
  }

  @Test
  void aFollowUpThatChangesNoWordAsksDiscordNothing() {
    manyEnd();
    int calls = chat.calls;
    Set<String> errands = new LinkedHashSet<>();
    for (int i = 0; i < ENDED; i++) {
      board.jobChanged("ended" + i);
      errands.add("ended" + i + "/1");
      errands.add("ended" + i + "/2");
    }
    pass(Duration.ofSeconds(2), errands);
    assertEquals(Set.of(), errands);
    assertEquals(calls, chat.calls);
  }

  @Test
  void severalFollowUpsOfAJobAreOneEditOfEachMessage() {
    manyEnd();
    Job ended = done(3);
    Set<String> errands = new LinkedHashSet<>();
    for (int i = 0; i < 5; i++) {
      changes(like(ended).outcome(CloneMade.deleted(planned.done(), "", "d" + i)).build());
      errands.add("ended3/" + i);
    }
    pass(Duration.ofSeconds(10), errands);
    assertEquals(Set.of(), errands);
    assertEquals(2, chat.edits.size());
    assertEquals(2, new LinkedHashSet<>(chat.edits).size());
    assertTrue(card("ended3").contains("d4"), card("ended3"));
  }

  @Test
  void cardsThatChangeAllTheTimeLeaveOldMessagesTheirShare() {
    manyEnd();
    List<String> running = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      jobs.put(Sample.clone("k" + i, JobState.RUNNING));
      board.show("k" + i);
      running.add("k" + i);
    }
    clock.pass(Duration.ofSeconds(30));
    Set<String> errands = new LinkedHashSet<>();
    changes(like(done(3)).outcome(CloneMade.deleted(planned.done(), "", "d7d7d7")).build());
    errands.add("ended3/1");
    for (int second = 0; second < 30; second++) {
      for (String job : running) {
        jobs.journal(job, Sample.waiting("volume", "saving", second));
        board.jobChanged(job);
      }
      pass(Duration.ofSeconds(1), errands);
    }
    assertEquals(Set.of(), errands);
    assertFalse(card("ended3").contains("is running"), card("ended3"));
  }
}
