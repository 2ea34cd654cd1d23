package dev.snapclone.windows;

import dev.snapclone.command.Invocation;
import dev.snapclone.command.JobPress;
import dev.snapclone.command.Reply;
import dev.snapclone.i18n.ExplainedFailure;
import dev.snapclone.i18n.Text;
import dev.snapclone.job.Job;
import dev.snapclone.procedure.CloneMade;
import dev.snapclone.windows.picture.WindowsLanguage;
import java.util.List;
import java.util.Optional;

/**
 * Moves the guide to the pressed button's page, in the same message. Only for the guide's owner.
 */
public final class GuidePress implements JobPress {
  private final String name;
  private final WindowsGuide guide;

  private GuidePress(String name, WindowsGuide guide) {
    this.name = name;
    this.guide = guide;
  }

  /** Every press that moves the guide. */
  public static List<GuidePress> all(WindowsGuide guide) {
    return WindowsGuide.PRESSES.stream().map(name -> new GuidePress(name, guide)).toList();
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Answer answer() {
    return Answer.MOVES_ON;
  }

  @Override
  public Reply press(Invocation invocation, Job job) {
    GuidePlace place =
        invocation
            .option(Invocation.TARGET)
            .flatMap(GuidePlace::parse)
            .orElseThrow(
                () ->
                    new ExplainedFailure(
                        Text.of("windows.press.no-page"), Text.of("windows.press.anew")));
    CloneMade clone = CloneNow.required(job);
    if (!place.reader().equals(invocation.actor().id())) {
      throw new ExplainedFailure(Text.of("windows.press.not-yours"), Text.of("windows.press.anew"));
    }
    GuidePlace wanted =
        invocation
            .option(Invocation.CHOICE)
            .flatMap(WindowsLanguage::of)
            .map(place::in)
            .orElse(place);
    return guide.page(clone, wanted);
  }

  @Override
  public Optional<Reply> later(Invocation press, Job job) {
    return guide.later(press, job);
  }
}
