package dev.snapclone.windows;

import dev.snapclone.access.Role;
import dev.snapclone.command.Invocation;
import dev.snapclone.command.Press;
import dev.snapclone.command.Refusal;
import dev.snapclone.command.Reply;
import dev.snapclone.i18n.Text;
import dev.snapclone.job.Jobs;
import dev.snapclone.windows.picture.WindowsLanguage;
import java.util.List;

/**
 * Moves the guide to the page that the pressed button names, in its own message. Only the person
 * whose guide it is moves it.
 */
public final class GuidePress implements Press {
  /** Chooses the language of the labels. */
  static final String LABELS = "guide-labels";

  static final String BACK = "guide-back";
  static final String NEXT = "guide-next";
  static final String SHORT = "guide-short";
  static final String POWERSHELL = "guide-powershell";
  static final String OTHER = "guide-other";

  private final String name;
  private final FinishedClones clones;
  private final WindowsGuide guide;

  private GuidePress(String name, Jobs jobs, WindowsGuide guide) {
    this.name = name;
    this.clones = new FinishedClones(jobs);
    this.guide = guide;
  }

  /**
   * Every press that moves the guide.
   *
   * @param jobs the jobs
   * @param guide the pages
   */
  public static List<GuidePress> all(Jobs jobs, WindowsGuide guide) {
    return List.of(BACK, NEXT, SHORT, POWERSHELL, OTHER, LABELS).stream()
        .map(name -> new GuidePress(name, jobs, guide))
        .toList();
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Role role() {
    return Role.OPERATOR;
  }

  @Override
  public Reply press(Invocation invocation) {
    GuidePlace place =
        invocation
            .option(Invocation.TARGET)
            .flatMap(GuidePlace::parse)
            .orElseThrow(
                () -> new Refusal(Text.of("windows.press.no-page"), Text.of("windows.press.anew")));
    CloneFacts facts = clones.of(invocation.with(Invocation.TARGET, place.jobId())).facts();
    if (!place.reader().equals(invocation.actor().id())) {
      throw new Refusal(Text.of("windows.press.not-yours"), Text.of("windows.press.anew"));
    }
    GuidePlace wanted =
        invocation
            .option(Invocation.CHOICE)
            .flatMap(WindowsLanguage::of)
            .map(place::in)
            .orElse(place);
    return guide.page(facts, wanted);
  }
}
