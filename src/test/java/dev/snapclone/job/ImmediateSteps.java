package dev.snapclone.job;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.snapclone.cloud.CloudErrors;
import dev.snapclone.cloud.CloudException;
import dev.snapclone.cloud.Explained;
import dev.snapclone.i18n.ExplainedFailure;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Runs a workflow's steps at once, in memory: polls waits, retries transient failures, searches for
 * marks after unknown outcomes, and undoes after a failure. Results go through JSON, as in the real
 * journal. A second run on the same instance is a replay.
 */
public final class ImmediateSteps implements Steps {
  /** More polls than any in-memory cloud needs. */
  private static final int MOST_LOOKS = 100;

  private static final ObjectMapper JSON =
      JsonMapper.builder().addModules(new JavaTimeModule(), new Jdk8Module()).build();

  private final String jobId;
  private final Runnable meanwhile;
  private final Map<String, String> journal = new LinkedHashMap<>();
  private final List<String> statuses = new ArrayList<>();
  private final Deque<Runnable> undos = new ArrayDeque<>();
  private final List<ExplainedFailure> left = new ArrayList<>();

  public ImmediateSteps(String jobId) {
    this(jobId, () -> {});
  }

  /**
   * @param jobId the job's id
   * @param meanwhile what happens between two polls, such as progress in the cloud
   */
  public ImmediateSteps(String jobId, Runnable meanwhile) {
    this.jobId = jobId;
    this.meanwhile = meanwhile;
  }

  /** Runs a workflow whose plan has been stored as JSON; a failure is thrown after the undo. */
  public <P> Outcome run(Workflow<P> workflow, P plan) {
    try {
      return workflow.run(throughJson(plan, workflow.planType()), this).get();
    } catch (ExplainedFailure | CloudException failure) {
      undo(undos.size());
      throw failure;
    }
  }

  /** The keys of the steps that are done, in order. */
  public List<String> done() {
    return List.copyOf(journal.keySet());
  }

  /** The result of a step, as JSON. */
  public String result(String key) {
    return journal.getOrDefault(key, "");
  }

  /** What waiting steps saw, such as {@code snapshot-ready queued}. */
  public List<String> statuses() {
    return List.copyOf(statuses);
  }

  /** What the undo could not remove. */
  public List<ExplainedFailure> left() {
    return List.copyOf(left);
  }

  /** A value after writing it as JSON and reading it again. */
  public static <T> T throughJson(T value, Class<T> type) {
    try {
      return JSON.readValue(JSON.writeValueAsString(value), type);
    } catch (JsonProcessingException e) {
      throw new AssertionError(type + " does not survive JSON", e);
    }
  }

  @Override
  public String jobId() {
    return jobId;
  }

  @Override
  public <T> T once(String key, Class<T> type, Supplier<T> decide) {
    return journaled(key, type, () -> patiently(decide));
  }

  @Override
  public <T> T leftBehind(String key, Class<T> type, Supplier<T> look) {
    patiently(look);
    meanwhile.run();
    return once(key, type, look);
  }

  @Override
  public void check(String key, Runnable look) {
    perform(key, look);
  }

  @Override
  public void await(String key, Subject subject, Supplier<? extends Observation<?>> look) {
    await(key, Boolean.class, subject, () -> Observation.withoutResult(look.get()));
  }

  @Override
  public <T> T create(String key, Class<T> type, Creation<T> creation, Undo<T> undo) {
    boolean replayed = journal.containsKey(key);
    T made = journaled(key, type, () -> make(new Mark(jobId, key), creation));
    if (!replayed) {
      undos.push(() -> undo.undo(made, new Undoing(key.substring(0, key.lastIndexOf('/') + 1))));
    }
    return made;
  }

  @Override
  public <T> Attempted<T> attempt(Supplier<T> some) {
    int before = undos.size();
    try {
      return Attempted.succeeded(some.get());
    } catch (ExplainedFailure failure) {
      undo(undos.size() - before);
      return Attempted.failed(failure);
    } catch (CloudException failure) {
      undo(undos.size() - before);
      return Attempted.failed(explained(failure));
    }
  }

  private static ExplainedFailure explained(CloudException failure) {
    Explained explained = CloudErrors.explain(failure);
    return new ExplainedFailure(explained.what(), explained.next(), failure.requestId());
  }

  private void undo(int newest) {
    for (int i = 0; i < newest; i++) {
      try {
        undos.pop().run();
      } catch (ExplainedFailure cannot) {
        left.add(cannot);
      }
    }
  }

  private <T> T make(Mark mark, Creation<T> creation) {
    for (int attempt = 0; attempt < 5; attempt++) {
      try {
        return creation.make(mark);
      } catch (CloudException e) {
        if (!e.kind().transientFault() && !e.kind().outcomeUnknown()) {
          throw explained(e);
        }
        for (int look = 0; look < MOST_LOOKS && e.kind().outcomeUnknown(); look++) {
          List<T> found = creation.find(mark);
          if (!found.isEmpty()) {
            found.stream().skip(1).forEach(creation::discard);
            return found.get(0);
          }
          meanwhile.run();
        }
      }
    }
    throw new AssertionError(mark + " cannot be made");
  }

  @Override
  public <T> T await(String key, Class<T> type, Subject subject, Supplier<Observation<T>> look) {
    return journaled(key, type, () -> untilSo(key, look));
  }

  private <T> T untilSo(String key, Supplier<Observation<T>> look) {
    for (int i = 0; i < MOST_LOOKS; i++) {
      Observation<T> observation = patiently(look);
      T result = observation.result();
      if (result != null) {
        return result;
      }
      String seen = key + " " + observation.status();
      if (statuses.isEmpty() || !statuses.get(statuses.size() - 1).equals(seen)) {
        statuses.add(seen);
      }
      meanwhile.run();
    }
    throw new AssertionError(key + " never comes true: " + statuses);
  }

  @Override
  public void perform(String key, Runnable effect) {
    journaled(
        key,
        Boolean.class,
        () ->
            patiently(
                () -> {
                  effect.run();
                  return true;
                }));
  }

  private static <T> T patiently(Supplier<T> what) {
    for (int attempt = 0; ; attempt++) {
      try {
        return what.get();
      } catch (CloudException e) {
        if (!e.kind().transientFault() || attempt > 5) {
          throw e;
        }
      }
    }
  }

  private <T> T journaled(String key, Class<T> type, Supplier<T> compute) {
    try {
      String known = journal.get(key);
      if (known == null) {
        known = JSON.writeValueAsString(compute.get());
        journal.put(key, known);
      }
      return JSON.readValue(known, type);
    } catch (JsonProcessingException e) {
      throw new AssertionError("the result of " + key + " does not survive JSON", e);
    }
  }

  /** The same journal with {@code undo/} before each key. */
  private final class Undoing implements Steps {
    private final String prefix;

    Undoing(String of) {
      this.prefix = "undo/" + of;
    }

    @Override
    public String jobId() {
      return jobId;
    }

    @Override
    public <T> T once(String key, Class<T> type, Supplier<T> decide) {
      return ImmediateSteps.this.once(prefix + key, type, decide);
    }

    @Override
    public <T> T leftBehind(String key, Class<T> type, Supplier<T> look) {
      throw new AssertionError("an undo leaves nothing behind");
    }

    @Override
    public void check(String key, Runnable look) {
      perform(key, look);
    }

    @Override
    public void await(String key, Subject subject, Supplier<? extends Observation<?>> look) {
      await(key, Boolean.class, subject, () -> Observation.withoutResult(look.get()));
    }

    @Override
    public <T> T create(String key, Class<T> type, Creation<T> creation, Undo<T> undo) {
      throw new AssertionError("an undo makes nothing");
    }

    @Override
    public <T> Attempted<T> attempt(Supplier<T> some) {
      throw new AssertionError("an undo fails as a whole");
    }

    @Override
    public <T> T await(String key, Class<T> type, Subject subject, Supplier<Observation<T>> look) {
      return ImmediateSteps.this.await(prefix + key, type, subject, look);
    }

    @Override
    public void perform(String key, Runnable effect) {
      ImmediateSteps.this.perform(prefix + key, effect);
    }
  }
}
