package dev.snapclone.discord;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.snapclone.access.AccessPolicy;
import dev.snapclone.i18n.Messages;
import dev.snapclone.job.JobState;
import dev.snapclone.job.MemoryJobs;
import dev.snapclone.notification.MemoryNotifyChoices;
import dev.snapclone.notification.NotifyChoice;
import dev.snapclone.notification.NotifyChoice.Way;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Direct messages to approvers, carried out again after a crash. */
class ApproverMessagesTest {
  private static final String ASKED = "k1:asked";

  private final HandClock clock = new HandClock(Sample.ASKED.plusSeconds(1));
  private final MemoryJobs jobs = new MemoryJobs();
  private final PaperChat chat = new PaperChat(clock);
  private final MemoryApprovals approvals = new MemoryApprovals();
  private final MemoryNotifyChoices choices = new MemoryNotifyChoices();
  private final Renderer renderer = new Renderer(new Wording(Messages.load()));
  private final CardViews views = Views.of(jobs, approvals, choices);
  private final CardBoard board =
      new CardBoard(
          views,
          chat,
          new CardRenderer(renderer, true, Offered::about),
          null,
          NoPings.in(chat),
          clock,
          clock);
  private final ApproverMessages messages =
      new ApproverMessages(
          views,
          board,
          chat,
          renderer,
          new AccessPolicy(
              Set.of("1000"), List.of(), List.of("2001", "2002"), List.of(), List.of()));

  @BeforeEach
  void boIsAskedDirectly() {
    chat.members.put("1000/2001", Sample.ALVA);
    chat.members.put("1000/2002", Sample.BO);
    // Alva asked herself, and nobody knows 2003.
    for (String person : List.of("2001", "2002", "2003")) {
      choices.save(person, new NotifyChoice(Way.CHANNEL, Way.DIRECT_MESSAGE));
    }
    jobs.put(Sample.clone("k1", JobState.WAITING_FOR_APPROVAL));
    approvals.ask(Sample.pending("k1"));
    board.show("k1");
  }

  private void carriedOut(String id, String state) {
    assertTrue(messages.carryOut(id, state, 0));
  }

  @Test
  void carriedOutAgainAtOnceOrMuchLaterItIsSaidOnce() {
    carriedOut(ASKED, "PENDING");
    carriedOut(ASKED, "PENDING");
    clock.pass(Duration.ofHours(2));
    carriedOut(ASKED, "PENDING");
    assertEquals(1, chat.in("dm-2002").size());
    assertEquals(0, chat.in("dm-2001").size());
    assertEquals(1, chat.in("3001").size(), "the card alone");
  }

  @Test
  void whileDiscordIsAwayItIsTriedAgain() {
    chat.broken.put("dm-2002", ChatException.Kind.TRANSIENT);
    assertThrows(ChatException.class, () -> messages.carryOut(ASKED, "PENDING", 0));
    chat.broken.clear();
    carriedOut(ASKED, "PENDING");
    assertEquals(1, chat.in("dm-2002").size());
  }

  @Test
  void whatIsAnsweredIsWithdrawnAndNotSentLate() {
    carriedOut(ASKED, "PENDING");
    messages.remind(jobs.find("k1").orElseThrow(), Sample.pending("k1"), board.where("k1"));
    assertEquals(2, chat.in("dm-2002").size());
    approvals.update(
        "k1", asked -> Sample.granted("k1"), refused -> Sample.outcome(JobState.CANCELLED));
    carriedOut("k1:decided", "GRANTED");
    assertEquals(0, chat.in("dm-2002").size());
    carriedOut(ASKED, "PENDING");
    assertEquals(0, chat.in("dm-2002").size());
  }

  @Test
  void whoeverTakesNoDirectMessageIsMentionedOnce() {
    chat.broken.put("dm-2002", ChatException.Kind.NO_ACCESS);
    carriedOut(ASKED, "PENDING");
    clock.pass(Duration.ofHours(2));
    carriedOut(ASKED, "PENDING");
    List<PaperChat.Posted> posted = chat.in("3001");
    assertEquals(2, posted.size());
    assertTrue(posted.get(1).data().getContent().contains("<@2002>"));
    carriedOut("k1:decided", "DENIED");
    assertEquals(1, chat.in("3001").size());
  }
}
