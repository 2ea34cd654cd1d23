package dev.snapclone.discord;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.snapclone.access.Place;
import dev.snapclone.command.Button;
import dev.snapclone.command.CommandRouter;
import dev.snapclone.command.Invocation;
import dev.snapclone.command.PressTarget;
import dev.snapclone.command.Reply;
import dev.snapclone.i18n.ExplainedFailure;
import dev.snapclone.job.Job;
import dev.snapclone.job.JobListener;
import dev.snapclone.job.JobState;
import dev.snapclone.job.Jobs;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Private answers to presses about a job follow what becomes of it as long as their token lives. A
 * newer answer to the same button takes the place of the older one. Only in memory: what was
 * answered before a restart, or by another replica, stays as it is.
 */
final class PrivateAnswers implements JobListener {
  private static final Logger log = LoggerFactory.getLogger(PrivateAnswers.class);

  private final Supplier<@Nullable CommandRouter> commands;
  private final Jobs jobs;
  private final InteractionAnswers answers;
  private final EditLanes.Later later;
  private final Set<String> changed = ConcurrentHashMap.newKeySet();
  private final Cache<String, Kept> kept =
      Caffeine.newBuilder()
          .expireAfterWrite(Acknowledgements.TOKEN_LIVES)
          .maximumSize(2_000)
          .build();

  /** An answer, and the state of the job that it tells of. */
  private record Kept(
      PendingInteraction pending, Place place, List<String> buttons, JobState state) {
    String job() {
      return PressTarget.parse(pending.invocation().option(Invocation.TARGET).orElse("")).id();
    }

    boolean by(Invocation other) {
      return pending.invocation().actor().id().equals(other.actor().id());
    }
  }

  PrivateAnswers(
      Supplier<@Nullable CommandRouter> commands,
      Jobs jobs,
      InteractionAnswers answers,
      EditLanes.Later later) {
    this.commands = commands;
    this.jobs = jobs;
    this.answers = answers;
    this.later = later;
  }

  /**
   * An answer was shown.
   *
   * @param place where the cards are that it speaks of
   */
  void shown(PendingInteraction pending, Place place, Reply reply) {
    Invocation asked = pending.invocation();
    if (asked.kind() == Invocation.Kind.COMMAND) {
      return;
    }
    for (Kept old : older(asked)) {
      if (!pending.inPlace() && sameButton(old, asked)) {
        forget(old);
        remove(old);
      }
    }
    String target = PressTarget.parse(asked.option(Invocation.TARGET).orElse("")).id();
    jobs.find(target)
        .ifPresent(
            job -> kept.put(asked.id(), new Kept(pending, place, names(reply), job.state())));
  }

  /**
   * A button of an answer was pressed that its own answer replaces: until then it stays as it is.
   */
  void pressed(PendingInteraction pending) {
    Invocation asked = pending.invocation();
    if (pending.inPlace()) {
      older(asked).stream()
          .filter(old -> old.buttons().contains(asked.name()))
          .forEach(this::forget);
    }
  }

  private List<Kept> older(Invocation asked) {
    return kept.asMap().values().stream()
        .filter(old -> old.by(asked) && !old.pending().invocation().id().equals(asked.id()))
        .toList();
  }

  private static List<String> names(Reply reply) {
    return reply.buttons().stream().map(Button::name).toList();
  }

  private static boolean sameButton(Kept old, Invocation asked) {
    Invocation before = old.pending().invocation();
    return !old.pending().inPlace()
        && before.name().equals(asked.name())
        && before.option(Invocation.TARGET).equals(asked.option(Invocation.TARGET));
  }

  private void forget(Kept old) {
    kept.invalidate(old.pending().invocation().id());
  }

  private void remove(Kept old) {
    try {
      answers.chat().withdraw(old.pending().token());
    } catch (ChatException e) {
      log.info("{}: its older answer stays: {}", old.pending(), e.getMessage());
    }
  }

  @Override
  public void jobChanged(String jobId) {
    boolean told = kept.asMap().values().stream().anyMatch(one -> one.job().equals(jobId));
    if (told && changed.add(jobId)) {
      later.run(() -> follow(jobId), Duration.ZERO);
    }
  }

  private void follow(String jobId) {
    changed.remove(jobId);
    CommandRouter router = commands.get();
    Job job = jobs.find(jobId).orElse(null);
    if (router == null || job == null) {
      return;
    }
    List<Kept> about = new ArrayList<>(kept.asMap().values());
    about.removeIf(
        one -> !one.job().equals(jobId) || (one.state() == job.state() && !job.state().terminal()));
    for (Kept one : about) {
      now(router, one, job).ifPresent(reply -> rewrite(one, reply, job));
    }
  }

  private static Optional<Reply> now(CommandRouter router, Kept one, Job job) {
    try {
      return router.later(one.pending().invocation(), job);
    } catch (ExplainedFailure noLonger) {
      return Optional.of(Reply.of(noLonger));
    }
  }

  private void rewrite(Kept one, Reply reply, Job job) {
    Kept next = new Kept(one.pending(), one.place(), names(reply), job.state());
    // A newer answer may have taken its place meanwhile.
    if (!kept.asMap().replace(one.pending().invocation().id(), one, next)
        || answers.acknowledgements().expired(one.pending())) {
      return;
    }
    try {
      answers
          .chat()
          .answer(
              one.pending().token(),
              answers
                  .renderer()
                  .besideCards(Wording.locale(one.place().locale()))
                  .reply(
                      Wording.locale(one.pending().invocation().locale()),
                      reply,
                      one.pending().footer()));
    } catch (ChatException e) {
      log.info("{}: its answer is not brought up to date: {}", one.pending(), e.getMessage());
    }
  }
}
