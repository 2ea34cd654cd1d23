package dev.snapclone.lease;

import dev.snapclone.access.Role;
import dev.snapclone.command.Button;
import dev.snapclone.command.Dialogue;
import dev.snapclone.command.Invocation;
import dev.snapclone.command.JobPress;
import dev.snapclone.command.Reply;
import dev.snapclone.i18n.Text;
import dev.snapclone.i18n.Text.Arg;
import dev.snapclone.job.Job;
import dev.snapclone.job.JobKind;
import dev.snapclone.job.Lease;
import dev.snapclone.request.FinishedJobs;
import dev.snapclone.request.Repeatable;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/** {@code Extend} on what is kept for a time: asks for how much longer. */
public record ExtendPress(Extension extension) implements JobPress, Repeatable<ExtendPlan> {
  public static final String NAME = "extend-lease";

  private static final int MOST = 20;

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public JobKind<ExtendPlan> kind() {
    return ExtendWorkflow.KIND;
  }

  @Override
  public Reply again(ExtendPlan before, Invocation press) {
    Job job = FinishedJobs.named(extension.exclusive().jobs(), before.job());
    return extension.to(press, job, before.until());
  }

  @Override
  public Optional<Button> button(Job job) {
    return extension
        .book()
        .running(job)
        .map(lease -> new Button(NAME, job.id(), Button.Style.SECONDARY));
  }

  @Override
  public Optional<Dialogue> dialogue(Invocation press, Role highest) {
    return highest.covers(role())
        ? Optional.of(
            new Dialogue(
                Text.of("lease.dialogue"),
                Invocation.KEEP,
                Text.of("lease.dialogue.label", Arg.plain(Lease.FOREVER)),
                false,
                MOST))
        : Optional.empty();
  }

  @Override
  public Reply press(Invocation press, Job job) {
    Optional<Lease> done =
        extension
            .book()
            .leases()
            .of(job.id())
            .filter(lease -> press.interaction().equals(lease.press()));
    if (done.isPresent()) {
      return extension.to(press, job, done.get().ends());
    }
    Lease lease = extension.book().require(job);
    LeaseTerms.Keep more =
        extension.terms().extension(press.option(Invocation.KEEP).orElse(null), lease);
    Instant now = extension.book().clock().instant();
    Instant ends = Objects.requireNonNull(lease.ends());
    Instant from = ends.isAfter(now) ? ends : now;
    return extension.to(press, job, more.time() == null ? null : from.plus(more.time()));
  }
}
