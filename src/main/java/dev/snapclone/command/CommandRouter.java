package dev.snapclone.command;

import dev.snapclone.access.AccessPolicy;
import dev.snapclone.access.Role;
import dev.snapclone.access.VisibleClouds;
import dev.snapclone.audit.AuditLog;
import dev.snapclone.cloud.CloudErrors;
import dev.snapclone.cloud.CloudException;
import dev.snapclone.cloud.Explained;
import dev.snapclone.i18n.ExplainedFailure;
import dev.snapclone.i18n.Text;
import dev.snapclone.i18n.Text.Arg;
import dev.snapclone.job.Job;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Handles every invocation: checks rights, calls the handler, and turns failures into answers. Each
 * invocation is audited with one line.
 */
public final class CommandRouter {
  private static final Logger LOG = LoggerFactory.getLogger(CommandRouter.class);

  private static final String LIMITED = "limited";
  private static final int MOST = 25;

  private final Authorization rights;
  private final AccessPolicy access;
  private final InvocationAudit audit;
  private final RateLimits limits;

  private final Function<String, Optional<Job>> madeBy;
  private final Map<String, Command> commands = new LinkedHashMap<>();
  private final Map<String, Press> presses = new LinkedHashMap<>();
  private final Subjects subjects;
  private @Nullable Class<? extends RuntimeException> passing;

  /**
   * @param rights who may do what, where
   * @param limits how much one person may do
   * @param jobs finds the job of a button
   * @param madeBy finds the job that an invocation has made
   * @param drafts the commands behind private questions
   */
  public CommandRouter(
      Authorization rights,
      AuditLog audit,
      InstantSource clock,
      RateLimits limits,
      Function<String, Optional<Job>> jobs,
      Function<String, Optional<Job>> madeBy,
      Drafts drafts) {
    this.rights = rights;
    this.access = rights.access();
    this.audit = new InvocationAudit(audit, clock);
    this.limits = limits;
    this.madeBy = madeBy;
    this.subjects = new Subjects(access, jobs, drafts, commands, presses);
  }

  /**
   * Sets the failure that {@link #handle} throws instead of answering, such as the database's, so
   * that the caller retries the invocation. An answer would be final although the outcome is
   * unknown.
   */
  public CommandRouter leaving(Class<? extends RuntimeException> failure) {
    passing = failure;
    return this;
  }

  /** The name must be unique. */
  public CommandRouter add(Command command) {
    if (commands.putIfAbsent(command.name(), command) != null) {
      throw new IllegalArgumentException("two commands are called " + command.name());
    }
    return this;
  }

  /**
   * The name must be unique.
   *
   * @throws IllegalArgumentException when it answers a private question, but does not replace it
   */
  public CommandRouter add(Press press) {
    if (press instanceof DraftPress && press.answer() != Press.Answer.IN_PLACE) {
      throw new IllegalArgumentException(press.name() + " is answered " + press.answer());
    }
    if (presses.putIfAbsent(press.name(), press) != null) {
      throw new IllegalArgumentException("two presses are called " + press.name());
    }
    return this;
  }

  /** All commands, in the order in which they were added. */
  public List<Command> commands() {
    return List.copyOf(commands.values());
  }

  public Collection<Press> presses() {
    return List.copyOf(presses.values());
  }

  /** Where the answer to a press appears. */
  public Press.Answer answerTo(String press) {
    Press found = presses.get(press);
    return found == null ? Press.Answer.BESIDE : found.answer();
  }

  /**
   * The buttons about a job, in the order in which they were added.
   *
   * @param shown which presses get theirs
   */
  public List<Button> buttons(Job job, Predicate<JobPress> shown) {
    return presses.values().stream()
        .filter(JobPress.class::isInstance)
        .map(JobPress.class::cast)
        .filter(shown)
        .flatMap(press -> press.button(job).stream())
        .toList();
  }

  /** Whether a command posts a card. */
  public boolean makesJob(String command) {
    Command found = commands.get(command);
    return found != null && found.makesJob();
  }

  /**
   * Handles an invocation.
   *
   * @return the private answer, also for failures except that of {@link #leaving}
   */
  public Reply handle(Invocation invocation) {
    InvocationAudit.Answer answer = attempt(invocation);
    try {
      if (!answer.result().equals(LIMITED) || audit.firstThisMinute(invocation.actor().id())) {
        audit.record(invocation, answer);
      }
    } catch (RuntimeException e) {
      // The change may exist already, so the person must get the answer even if auditing fails.
      LOG.error("audit of {} {} could not be written", invocation.name(), invocation.id(), e);
    }
    return answer.reply();
  }

  /**
   * Audits an invocation that was refused before it came here. For people outside the served
   * guilds, at most once a minute.
   */
  public void refused(Invocation invocation, Text why) {
    try {
      if (!access.serves(invocation.place().guild())
          && !audit.firstThisMinute(invocation.actor().id())) {
        return;
      }
      audit.record(
          invocation,
          new InvocationAudit.Answer(
              subjects.of(invocation), Reply.of(Reply.Tone.REFUSAL, why), "refused", null));
    } catch (RuntimeException e) {
      LOG.error("audit of {} {} could not be written", invocation.name(), invocation.id(), e);
    }
  }

  /**
   * An answer always names the job that was made, even if something failed after that. Two presses
   * on one question share its message id; the second may fail because of what the first began.
   */
  private InvocationAudit.Answer attempt(Invocation invocation) {
    InvocationAudit.Answer answer = carryOut(invocation);
    return answer.reply().job() == null
        ? made(invocation, answer.subject()).orElse(answer)
        : answer;
  }

  private InvocationAudit.Answer carryOut(Invocation invocation) {
    Subjects.Subject subject = Subjects.Subject.NONE;
    try {
      subject = subjects.of(invocation);
      Optional<InvocationAudit.Answer> made = made(invocation, subject);
      if (made.isPresent()) {
        return made.get();
      }
      limits.requirePerson(invocation.actor().id());
      Reply reply =
          invocation.kind() == Invocation.Kind.COMMAND
              ? command(invocation, subject)
              : press(invocation, subject);
      return new InvocationAudit.Answer(
          subject, reply, reply.tone() == Reply.Tone.REFUSAL ? "refused" : "ok", null);
    } catch (RateLimits.TooFast tooFast) {
      return new InvocationAudit.Answer(subject, Reply.of(tooFast), LIMITED, null);
    } catch (ReasonNeeded needed) {
      return new InvocationAudit.Answer(
          subject, subjects.asking(needed, invocation, subject), "refused", null);
    } catch (ExplainedFailure failure) {
      return new InvocationAudit.Answer(subject, Reply.of(failure), "refused", null);
    } catch (CloudException e) {
      LOG.info("{} {}: {}", invocation.name(), invocation.id(), e.getMessage());
      Explained explained = CloudErrors.explain(e);
      List<Text> lines = new ArrayList<>(List.of(explained.next()));
      if (e.requestId() != null) {
        lines.add(Text.of("common.request-id", Arg.code(e.requestId())));
      }
      Reply reply = Reply.of(Reply.Tone.ERROR, explained.what(), lines.toArray(Text[]::new));
      return new InvocationAudit.Answer(subject, reply, "failed", e.requestId());
    } catch (RuntimeException e) {
      if (passing != null && passing.isInstance(e)) {
        throw e;
      }
      LOG.error("{} {} failed", invocation.name(), invocation.id(), e);
      Reply reply =
          Reply.of(
              Reply.Tone.ERROR,
              Text.of("common.bug"),
              Text.of("common.bug.next", Arg.code(invocation.id())));
      return new InvocationAudit.Answer(subject, reply, "failed", null);
    }
  }

  /**
   * The answer for an invocation that already made a job, as after a crash. It is not planned
   * again: the cloud may show the job's changes or be down, and a second job could repeat
   * everything.
   */
  private Optional<InvocationAudit.Answer> made(Invocation invocation, Subjects.Subject subject) {
    Invocation kept = subject.command();
    return madeBy
        .apply(invocation.id())
        .or(() -> kept == null ? Optional.empty() : madeBy.apply(kept.id()))
        .filter(job -> job.requester().id().equals(invocation.actor().id()))
        .filter(job -> job.place().guild().equals(invocation.place().guild()))
        .map(
            job ->
                Reply.job(
                    job.id(),
                    Text.of("procedure.made-before", Arg.text(job.title()), Arg.code(job.id()))))
        .map(reply -> new InvocationAudit.Answer(subject, reply, "ok", null));
  }

  private Reply command(Invocation invocation, Subjects.Subject subject) {
    Command command = commands.get(invocation.name());
    if (command == null) {
      throw ExplainedFailure.of("common.unknown-command", Arg.name(invocation.name()));
    }
    requireKnown(invocation, command, subject.cloud());
    rights.require(invocation, command.role(), subject.cloud());
    rights.requireChannel(invocation.place());
    return command.run(Objects.requireNonNull(subject.command()));
  }

  /** Tells people where they may use the command, without revealing the clouds of others. */
  private void requireKnown(Invocation invocation, Command command, String cloud) {
    if (cloud.isEmpty() || access.knows(cloud)) {
      return;
    }
    rights.require(invocation, command.role(), "");
    VisibleClouds seen = access.visible(invocation.actor(), invocation.place(), command.role());
    throw new ExplainedFailure(
        Text.of("common.cloud-unknown", Arg.name(cloud)),
        Text.of(
            "common.cloud-unknown.next",
            Arg.name(
                access.cloudNames().stream()
                    .filter(seen::include)
                    .collect(Collectors.joining(", ")))));
  }

  private Reply press(Invocation invocation, Subjects.Subject subject) {
    Press press = presses.get(invocation.name());
    if (press == null) {
      throw ExplainedFailure.of("common.unknown-button");
    }
    rights.requireServed(invocation.place());
    if (press instanceof DraftPress onDraft) {
      return press(onDraft, invocation, subject);
    }
    JobPress onJob = (JobPress) press;
    Job job = subject.job();
    if (job == null) {
      throw ExplainedFailure.of("common.no-such-job");
    }
    rights.require(invocation, press.role(), job.cloud());
    boolean own = job.requester().id().equals(invocation.actor().id());
    if (!own && !rights.may(invocation, onJob.roleForOthers(), job.cloud())) {
      throw new ExplainedFailure(
          Text.of("common.not-yours", Arg.person(job.requester().id())),
          Text.of("common.not-yours.next." + word(onJob.roleForOthers())));
    }
    return onJob.press(invocation, job);
  }

  /** What an answered press about a job says now; empty when its answer is still so. */
  public Optional<Reply> later(Invocation invocation, Job job) {
    return presses.get(invocation.name()) instanceof JobPress press
        ? press.later(invocation, job)
        : Optional.empty();
  }

  private Reply press(DraftPress press, Invocation invocation, Subjects.Subject subject) {
    Invocation kept = subject.command();
    if (kept == null) {
      throw ExplainedFailure.of("common.question-gone");
    }
    // Roles belong to the guild of the press and mean nothing in another.
    if (!kept.actor().id().equals(invocation.actor().id())
        || !kept.place().guild().equals(invocation.place().guild())) {
      throw ExplainedFailure.of("common.not-your-question");
    }
    rights.require(kept, press.role(kept), subject.cloud());
    return press.press(invocation, kept);
  }

  /** The dialogue that a press opens first; empty for none. */
  public Optional<Dialogue> dialogue(Invocation invocation) {
    Press press = presses.get(invocation.name());
    return press == null || !access.serves(invocation.place().guild())
        ? Optional.empty()
        : press.dialogue(invocation, access.highestRole(invocation.actor(), invocation.place()));
  }

  private static String word(Role role) {
    return role.name().toLowerCase(Locale.ROOT);
  }

  /**
   * Suggests values for an option; none to people who may not use the command there. Never waits
   * for a cloud or the database.
   */
  public List<Suggestion> suggest(Invocation invocation, String option, String typed) {
    Command command = commands.get(invocation.name());
    if (command == null || !access.takesCommandsIn(invocation.place())) {
      return List.of();
    }
    if (option.equals(Invocation.CLOUD)) {
      return command.suggest(invocation, option, typed).stream()
          .filter(cloud -> rights.may(invocation, command.role(), cloud.value()))
          .limit(MOST)
          .toList();
    }
    Subjects.Subject subject = subjects.about(invocation);
    if (!rights.may(invocation, command.role(), subject.cloud())) {
      return List.of();
    }
    List<Suggestion> all =
        command.suggest(Objects.requireNonNull(subject.command()), option, typed);
    return all.size() > MOST ? all.subList(0, MOST) : all;
  }
}
