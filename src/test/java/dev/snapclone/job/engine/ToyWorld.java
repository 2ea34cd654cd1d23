package dev.snapclone.job.engine;

import dev.snapclone.i18n.ExplainedFailure;
import dev.snapclone.i18n.Text;
import dev.snapclone.job.Creation;
import dev.snapclone.job.FailurePolicy;
import dev.snapclone.job.Mark;
import dev.snapclone.job.Observation;
import dev.snapclone.job.ResourceRef;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A cloud as unreliable as a real one: shows resources late, loses answers, creates resources after
 * the caller gave up, refuses.
 */
final class ToyWorld implements FailurePolicy {
  /** The result of the next creation. */
  enum Answer {
    OK,
    /** Made, visible at once, and the answer is lost. */
    LOST,
    /** Made, visible late, and the answer is lost. */
    LOST_AND_LATE,
    /** Not made, and no answer. */
    SWALLOWED,
    /** Not made, with an error that is transient. */
    BUSY,
    /** Not made, with an error that is permanent. */
    REFUSED
  }

  /** A call failed. */
  static final class Trouble extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final Answer answer;

    Trouble(Answer answer) {
      super("the toy cloud says " + answer);
      this.answer = answer;
    }
  }

  private record Thing(String id, String kind, Mark mark, Instant visibleFrom) {}

  private final Duration lateness;
  private final List<Thing> things = new ArrayList<>();
  private final Map<String, Integer> age = new HashMap<>();
  private final Map<String, Deque<Answer>> answers = new HashMap<>();
  private final List<String> removed = new ArrayList<>();
  private int made;
  private boolean stubborn;

  ToyWorld(Duration lateness) {
    this.lateness = lateness;
  }

  /** Sets the results of the next creations of a kind; later ones succeed. */
  synchronized ToyWorld answering(String kind, Answer... next) {
    answers.computeIfAbsent(kind, it -> new ArrayDeque<>()).addAll(List.of(next));
    return this;
  }

  /** From now on nothing can be removed. */
  synchronized ToyWorld stubborn() {
    stubborn = true;
    return this;
  }

  /** How often something was asked to be made. */
  synchronized int makings() {
    return made;
  }

  /** Ids of what exists now, visible or not. */
  synchronized List<String> existing(String kind) {
    return things.stream().filter(it -> it.kind().equals(kind)).map(Thing::id).toList();
  }

  /** Ids of what was removed, in order. */
  synchronized List<String> removals() {
    return List.copyOf(removed);
  }

  /** Makes progress on everything that is being built. */
  synchronized void advance(String id) {
    age.merge(id, 1, Integer::sum);
  }

  synchronized String make(String kind, Mark mark) {
    Deque<Answer> next = answers.getOrDefault(kind, new ArrayDeque<>());
    Answer answer = next.isEmpty() ? Answer.OK : next.remove();
    made++;
    if (answer == Answer.SWALLOWED || answer == Answer.BUSY || answer == Answer.REFUSED) {
      throw new Trouble(answer);
    }
    Instant visible = Toys.now();
    if (answer == Answer.LOST_AND_LATE || answer == Answer.OK) {
      visible = visible.plus(lateness);
    }
    String id = kind + "-" + made;
    things.add(new Thing(id, kind, mark, visible));
    if (answer != Answer.OK) {
      throw new Trouble(answer);
    }
    return id;
  }

  synchronized List<String> find(Mark mark) {
    Instant now = Toys.now();
    return things.stream()
        .filter(it -> it.mark().equals(mark) && !now.isBefore(it.visibleFrom()))
        .map(Thing::id)
        .toList();
  }

  synchronized void remove(String id) {
    if (stubborn) {
      throw new ExplainedFailure(Text.of("toy.stubborn"), Text.of("toy.stubborn.next"), "req-9");
    }
    if (things.removeIf(it -> it.id().equals(id))) {
      removed.add(id);
    }
  }

  /** Ready at the third look. */
  synchronized Observation<String> ready(String id) {
    int looks = age.getOrDefault(id, 0);
    return looks < 2 ? Observation.waiting("building", looks * 50) : Observation.done("ready");
  }

  Creation<String> creation(String kind) {
    return new Creation<>() {
      @Override
      public String make(Mark mark) {
        return ToyWorld.this.make(kind, mark);
      }

      @Override
      public List<String> find(Mark mark) {
        return ToyWorld.this.find(mark);
      }

      @Override
      public void discard(String twin) {
        remove(twin);
      }

      @Override
      public ResourceRef describe(String id) {
        return new ResourceRef(kind, id, "toy");
      }
    };
  }

  @Override
  public @Nullable Verdict judge(RuntimeException failure) {
    if (!(failure instanceof Trouble trouble)) {
      return null;
    }
    boolean known = trouble.answer == Answer.BUSY || trouble.answer == Answer.REFUSED;
    return new Verdict(
        trouble.answer != Answer.REFUSED,
        !known,
        null,
        Text.of("toy.trouble"),
        Text.of("toy.trouble.next"),
        "req-1");
  }
}
