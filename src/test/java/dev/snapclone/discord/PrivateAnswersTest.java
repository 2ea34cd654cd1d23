package dev.snapclone.discord;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doReturn;

import dev.snapclone.command.Button;
import dev.snapclone.command.Invocation;
import dev.snapclone.command.Reply;
import dev.snapclone.i18n.Messages;
import dev.snapclone.job.JobState;
import dev.snapclone.job.MemoryJobs;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What private answers about a job say after the job changed. */
class PrivateAnswersTest {
  private final HandClock clock = new HandClock(Sample.ASKED);
  private final MemoryJobs jobs = new MemoryJobs();
  private final PaperChat chat = new PaperChat(clock);
  private final PaperRouter router = new PaperRouter();
  private final InteractionAnswers answers =
      new InteractionAnswers(
          chat, new Renderer(new Wording(Messages.load())), new Acknowledgements(chat, clock));
  private final PrivateAnswers shown =
      new PrivateAnswers(router::commands, jobs, answers, (task, delay) -> task.run());

  private PendingInteraction pending(String token, String press, boolean inPlace) {
    Invocation asked =
        new Invocation(
            "i-" + token,
            press,
            Invocation.Kind.PRESS,
            Sample.ALVA,
            Sample.OPS,
            "en-US",
            Map.of(Invocation.TARGET, "k1"));
    return new PendingInteraction(asked, token, inPlace).heard(clock.instant());
  }

  private void answered(String token, String press, boolean inPlace) {
    PendingInteraction pending = pending(token, press, inPlace);
    Reply reply = Reply.of(Reply.Tone.INFO, Sample.say("As it was, by " + token));
    Button cancel = new Button("cancel-job", "k1", Button.Style.SECONDARY);
    chat.answer(token, answers.renderer().reply(Wording.locale("en-US"), reply));
    shown.shown(pending, Sample.OPS, reply.withButtons(List.of(cancel)));
  }

  private void becomes(JobState state) {
    jobs.put(Sample.clone("k1", state));
    doReturn(Optional.of(Reply.of(Reply.Tone.INFO, Sample.say("Now " + state))))
        .when(router.commands())
        .later(any(), any());
    shown.jobChanged("k1");
  }

  @Test
  void anOpenAnswerFollowsItsJob() {
    jobs.put(Sample.clone("k1", JobState.RUNNING));
    answered("tok", "details", false);
    becomes(JobState.RUNNING);
    assertTrue(chat.answered("tok").contains("As it was"), "only the bar moved");
    becomes(JobState.DONE);
    assertTrue(chat.answered("tok").contains("Now DONE"), chat.answered("tok"));
  }

  @Test
  void aDeadTokenIsNotUsed() {
    jobs.put(Sample.clone("k1", JobState.RUNNING));
    answered("tok", "details", false);
    clock.pass(Duration.ofMinutes(15));
    becomes(JobState.DONE);
    assertTrue(chat.answered("tok").contains("As it was"), chat.answered("tok"));
  }

  @Test
  void aNewerAnswerToTheSameButtonTakesThePlaceOfTheOlder() {
    jobs.put(Sample.clone("k1", JobState.DONE));
    answered("one", "i-have-done-it", false);
    answered("two", "i-have-done-it", false);
    assertEquals("", chat.answered("one"));
    assertTrue(chat.answered("two").contains("by two"), chat.answered("two"));
  }

  @Test
  void whatWasReplacedByItsOwnButtonIsLeftAlone() {
    jobs.put(Sample.clone("k1", JobState.RUNNING));
    answered("one", "details", false);
    shown.pressed(pending("two", "cancel-job", true));
    becomes(JobState.CANCELLING);
    answered("two", "cancel-job", true);
    becomes(JobState.CANCELLED);
    assertTrue(chat.answered("one").contains("As it was"), chat.answered("one"));
  }
}
