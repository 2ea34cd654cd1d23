package dev.snapclone.command;

import dev.snapclone.access.AccessPolicy;
import dev.snapclone.job.Job;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Finds the job, cloud and command that an invocation is about.
 *
 * @param jobs finds the job of a button
 * @param drafts the commands behind private questions
 */
record Subjects(
    AccessPolicy access,
    Function<String, Optional<Job>> jobs,
    Drafts drafts,
    Map<String, Command> commands,
    Map<String, Press> presses) {

  /**
   * What an invocation is about, as it is stored now.
   *
   * @param cloud the bot's name for its cloud; empty for none
   * @param job the job of a button; null for none
   * @param command the typed command, or the one behind a private question; null for none
   */
  record Subject(String cloud, @Nullable Job job, @Nullable Invocation command) {
    static final Subject NONE = new Subject("", null, null);
  }

  /** Finds what is known; refuses nothing. */
  Subject of(Invocation invocation) {
    if (!access.serves(invocation.place().guild())) {
      return Subject.NONE;
    }
    if (invocation.kind() == Invocation.Kind.COMMAND) {
      return about(invocation);
    }
    PressTarget target = PressTarget.of(invocation);
    if (presses.get(invocation.name()) instanceof DraftPress) {
      return drafts
          .find(target.id())
          .map(kept -> about(refreshed(kept, invocation)))
          .orElse(Subject.NONE);
    }
    return jobs.apply(target.id())
        .filter(job -> job.place().guild().equals(invocation.place().guild()))
        .map(job -> new Subject(job.cloud(), job, null))
        .orElse(Subject.NONE);
  }

  /** Asks for the reason that something lacked, and keeps what it was. */
  Reply asking(ReasonNeeded needed, Invocation invocation, Subject subject) {
    Invocation again = Objects.requireNonNullElse(subject.command(), invocation);
    return Reply.of(needed)
        .withButtons(
            List.of(new Button(GiveReasonPress.NAME, drafts.keep(again), Button.Style.PRIMARY)));
  }

  /** A command without a cloud uses the default of its place. */
  Subject about(Invocation invocation) {
    Command command = commands.get(invocation.name());
    boolean aboutCloud =
        command != null
            && command.options().stream().anyMatch(o -> o.name().equals(Invocation.CLOUD));
    if (!aboutCloud) {
      return new Subject("", null, invocation);
    }
    return invocation
        .option(Invocation.CLOUD)
        .map(access::cloudNamed)
        .or(() -> access.usualCloud(invocation.place()))
        .map(cloud -> new Subject(cloud, null, invocation.with(Invocation.CLOUD, cloud)))
        .orElse(new Subject("", null, invocation));
  }

  /** A kept command with the person's current roles, since some may have been removed. */
  private static Invocation refreshed(Invocation kept, Invocation press) {
    return new Invocation(
        kept.id(),
        kept.name(),
        kept.kind(),
        kept.actor().id().equals(press.actor().id()) ? press.actor() : kept.actor(),
        kept.place(),
        press.locale(),
        kept.options());
  }
}
