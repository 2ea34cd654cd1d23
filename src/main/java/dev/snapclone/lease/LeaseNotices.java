package dev.snapclone.lease;

import dev.snapclone.command.Button;
import dev.snapclone.command.CardReplies;
import dev.snapclone.command.Reply;
import dev.snapclone.i18n.Messages;
import dev.snapclone.i18n.PlainText;
import dev.snapclone.i18n.Text;
import dev.snapclone.i18n.Text.Arg;
import dev.snapclone.job.Job;
import dev.snapclone.job.Lease;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the person of a lease is told: that it ends soon, or that it could not end. */
public record LeaseNotices(CardReplies replies, LeaseEnd end, Messages messages) {
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'").withZone(ZoneOffset.UTC);

  /**
   * Reminds the person.
   *
   * @param ends when it is deleted
   * @return where the reminder is; null when the person is out of reach
   */
  @Nullable String remind(Job job, Lease lease, Leased thing, Instant ends) {
    Arg name = Arg.name(thing.name());
    return post(
        job,
        lease,
        new Reply(
            Reply.Tone.QUESTION,
            Text.of("lease.remind", name, Arg.time(ends)),
            List.of(Text.of("lease.remind.line", Arg.date(ends))),
            buttons(job),
            null,
            null));
  }

  /** Says, once, why it could not be deleted on time. */
  @Nullable String trouble(Job job, Lease lease, Text why) {
    Optional<Leased> thing = Leased.of(job);
    return post(
        job,
        lease,
        new Reply(
            Reply.Tone.ERROR,
            thing
                .map(it -> Text.of("lease.trouble", Arg.name(it.name())))
                .orElseGet(() -> Text.of("lease.trouble.snapshot", Arg.text(job.title()))),
            List.of(why, Text.of("lease.trouble.next")),
            thing.isPresent() ? buttons(job) : List.of(),
            null,
            null));
  }

  private @Nullable String post(Job job, Lease lease, Reply reply) {
    Instant since = Objects.requireNonNullElse(lease.next(), lease.at());
    return replies
        .post(job, String.valueOf(lease.version()), since, lease.by().id(), reply)
        .orElse(null);
  }

  private List<Button> buttons(Job job) {
    List<Button> buttons = new ArrayList<>();
    buttons.add(new Button(ExtendPress.NAME, job.id(), Button.Style.PRIMARY));
    buttons.add(KeepPress.of(job));
    Optional<Button> delete = end.button(job);
    delete.ifPresent(
        it -> buttons.add(new Button(it.name(), it.target(), it.style(), Text.of("lease.now"))));
    return buttons;
  }

  /** Takes back the notice that stands, since it is no longer so. */
  void withdraw(Lease lease) {
    if (lease.reminder() != null) {
      replies.delete(lease.reminder());
    }
  }

  /** Why a job deletes it, in the language of its place. */
  String reason(Job job, Lease lease) {
    return new PlainText(messages, Messages.locale(job.place().locale()))
        .of(
            Text.of(
                "lease.reason",
                Arg.plain(DAY.format(Objects.requireNonNull(lease.ends()))),
                Arg.name(lease.by().name())));
  }
}
