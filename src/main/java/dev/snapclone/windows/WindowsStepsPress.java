package dev.snapclone.windows;

import dev.snapclone.command.Button;
import dev.snapclone.command.Invocation;
import dev.snapclone.command.JobPress;
import dev.snapclone.command.Reply;
import dev.snapclone.i18n.Text;
import dev.snapclone.i18n.Text.Arg;
import dev.snapclone.job.Job;
import dev.snapclone.procedure.CloneMade;
import dev.snapclone.procedure.Os;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@code Windows steps} on every finished clone. The requester gets the guide in the private room,
 * other people as a private answer; so does the requester if there can be no room or the clone
 * answers already. For a Linux clone it first says how to log in, since the recognised system may
 * be wrong.
 */
public final class WindowsStepsPress implements JobPress {
  public static final String NAME = "windows-steps";

  private final GuideRoom room;
  private final WindowsGuide guide;

  public WindowsStepsPress(GuideRoom room, WindowsGuide guide) {
    this.room = room;
    this.guide = guide;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Optional<Button> button(Job job) {
    return CloneMade.standing(job).map(it -> new Button(name(), job.id(), Button.Style.SECONDARY));
  }

  @Override
  public Reply press(Invocation invocation, Job job) {
    CloneMade clone = CloneNow.required(job);
    Reply own = guide.start(clone, invocation.actor().id(), invocation.locale());
    if (clone.copy().os() == Os.LINUX) {
      return linux(clone, own);
    }
    boolean requester = job.requester().id().equals(invocation.actor().id());
    // The room says already that it answers.
    String link = requester && !guide.answered(clone) ? room.post(job, clone) : null;
    return link == null
        ? own
        : Reply.of(
            Reply.Tone.INFO,
            Text.of("windows.room.there", Arg.name(clone.copy().name())),
            Text.of("windows.room.link", Arg.plain(link)));
  }

  @Override
  public Optional<Reply> later(Invocation press, Job job) {
    return guide.later(press, job);
  }

  private static Reply linux(CloneMade clone, Reply guide) {
    List<Text> lines = new ArrayList<>();
    lines.add(WindowsGuide.linuxLogin(clone));
    lines.add(Text.of("windows.linux.but"));
    lines.addAll(guide.lines());
    return new Reply(
        Reply.Tone.INFO,
        Text.of("windows.linux.recognised", Arg.name(clone.copy().name())),
        lines,
        guide.buttons(),
        guide.choice(),
        null,
        guide.picture());
  }
}
