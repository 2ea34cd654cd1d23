package dev.snapclone.notification;

import dev.snapclone.command.Command;
import dev.snapclone.command.Invocation;
import dev.snapclone.command.OptionSpec;
import dev.snapclone.command.Reply;
import dev.snapclone.i18n.Text;
import dev.snapclone.i18n.Text.Arg;
import dev.snapclone.notification.NotifyChoice.Way;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** {@code /notify [jobs] [approvals]}: how the person who types it is told; alone it shows that. */
public final class NotifyCommand implements Command {
  private static final String JOBS = "jobs";
  private static final String APPROVALS = "approvals";

  private final NotifyChoices choices;

  public NotifyCommand(NotifyChoices choices) {
    this.choices = choices;
  }

  @Override
  public String name() {
    return "notify";
  }

  @Override
  public List<OptionSpec> options() {
    return List.of(ways(JOBS), ways(APPROVALS));
  }

  private static OptionSpec ways(String option) {
    return OptionSpec.oneOf(option, "channel", "direct-message", "none");
  }

  @Override
  public boolean makesJob() {
    return false;
  }

  @Override
  public Reply run(Invocation invocation) {
    String person = invocation.actor().id();
    NotifyChoice before = choices.of(person);
    NotifyChoice now =
        new NotifyChoice(
            chosen(invocation, JOBS, before.jobs()),
            chosen(invocation, APPROVALS, before.approvals()));
    if (!now.equals(before)) {
      choices.save(person, now);
    }
    List<Text> lines = new ArrayList<>();
    lines.add(Text.of("notify.jobs", Arg.text(words(now.jobs()))));
    lines.add(Text.of("notify.approvals", Arg.text(words(now.approvals()))));
    if (now.approvals() != Way.CHANNEL) {
      lines.add(Text.of("notify.roles"));
    }
    if (now.jobs() == Way.DIRECT_MESSAGE || now.approvals() == Way.DIRECT_MESSAGE) {
      lines.add(Text.of("notify.refused"));
    }
    return Reply.of(
        now.equals(before) ? Reply.Tone.INFO : Reply.Tone.SUCCESS,
        Text.of(now.equals(before) ? "notify.is" : "notify.changed"),
        lines.toArray(Text[]::new));
  }

  private static Way chosen(Invocation invocation, String option, Way otherwise) {
    return invocation
        .option(option)
        .map(word -> Way.valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_')))
        .orElse(otherwise);
  }

  private static Text words(Way way) {
    return Text.of("notify.way." + way.name().toLowerCase(Locale.ROOT).replace('_', '-'));
  }
}
