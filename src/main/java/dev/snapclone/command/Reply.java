package dev.snapclone.command;

import dev.snapclone.i18n.ExplainedFailure;
import dev.snapclone.i18n.Text;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The private answer to an invocation.
 *
 * @param tone colour and symbol
 * @param headline one sentence
 * @param buttons at most 25
 * @param choice a choice between candidates, null for none
 * @param job id of the new job, whose card is to be posted; null for none
 * @param picture shown below the lines, null for none
 */
public record Reply(
    Tone tone,
    Text headline,
    List<Text> lines,
    List<Button> buttons,
    @Nullable Choice choice,
    @Nullable String job,
    @Nullable Picture picture) {
  public Reply {
    lines = List.copyOf(lines);
    buttons = List.copyOf(buttons);
  }

  /** Without a picture. */
  public Reply(
      Tone tone,
      Text headline,
      List<Text> lines,
      List<Button> buttons,
      @Nullable Choice choice,
      @Nullable String job) {
    this(tone, headline, lines, buttons, choice, job, null);
  }

  public enum Tone {
    INFO,
    SUCCESS,
    QUESTION,
    REFUSAL,
    ERROR
  }

  /** A plain answer. */
  public static Reply of(Tone tone, Text headline, Text... lines) {
    return new Reply(tone, headline, List.of(lines), List.of(), null, null);
  }

  public static Reply of(ExplainedFailure failure) {
    if (!(failure instanceof ChoiceNeeded asks)) {
      return new Reply(Tone.REFUSAL, failure.what(), failure.lines(), List.of(), null, null);
    }
    Choice choice = asks.choice();
    // If there is only one choice, it is a button.
    List<Button> only = choice.onlyOne().map(List::of).orElse(List.of());
    return new Reply(
        Tone.QUESTION, failure.what(), failure.lines(), only, only.isEmpty() ? choice : null, null);
  }

  public Reply withButtons(List<Button> some) {
    return new Reply(tone, headline, lines, some, choice, job, picture);
  }

  /** This answer with one more line. */
  public Reply with(Text line) {
    List<Text> more = new ArrayList<>(lines);
    more.add(line);
    return new Reply(tone, headline, more, buttons, choice, job, picture);
  }

  public Reply withChoice(Choice some) {
    return new Reply(tone, headline, lines, buttons, some, job, picture);
  }

  /** This answer with another picture, null for none. */
  public Reply withPicture(@Nullable Picture some) {
    return new Reply(tone, headline, lines, buttons, choice, job, some);
  }

  /** The answer to an invocation that made a job. */
  public static Reply job(String jobId, Text headline, Text... lines) {
    return new Reply(Tone.SUCCESS, headline, List.of(lines), List.of(), null, jobId);
  }
}
