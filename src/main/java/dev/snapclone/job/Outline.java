package dev.snapclone.job;

import dev.snapclone.i18n.ExplainedFailure;
import dev.snapclone.i18n.Text;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the steps that a card shows by a dry run: the workflow runs with steps that do nothing and
 * return empty results. Branches that depend on a result are not foreseen.
 */
final class Outline implements Steps {
  private static final Logger LOG = LoggerFactory.getLogger(Outline.class);

  private final Map<Object, OutlineStep> shown;
  private final @Nullable Text label;

  /** Represents one line of the card. */
  private final Object line = new Object();

  private Outline(Map<Object, OutlineStep> shown, @Nullable Text label) {
    this.shown = shown;
    this.label = label;
  }

  static List<OutlineStep> of(String workflow, Consumer<Steps> run) {
    Outline outline = new Outline(new LinkedHashMap<>(), null);
    try {
      run.accept(outline);
    } catch (ExplainedFailure e) {
      LOG.debug("a job of {} will fail: {}", workflow, e.toString());
    }
    return new ArrayList<>(outline.shown.values());
  }

  @Override
  public Steps shown(Text text) {
    return new Outline(shown, text);
  }

  private void take(String key) {
    if (label != null) {
      shown.put(line, new OutlineStep(key, label));
    }
  }

  @Override
  public String jobId() {
    return "";
  }

  @Override
  public <T> T once(String key, Class<T> type, Supplier<T> decide) {
    take(key);
    return empty(type);
  }

  @Override
  public <T> T leftBehind(String key, Class<T> type, Supplier<T> look) {
    return empty(type); // no step fails here
  }

  @Override
  public void check(String key, Runnable look) {
    take(key);
  }

  @Override
  public <T> T create(String key, Class<T> type, Creation<T> creation, Undo<T> undo) {
    take(key);
    return empty(type);
  }

  @Override
  public <T> T await(String key, Class<T> type, Subject subject, Supplier<Observation<T>> look) {
    take(key);
    return empty(type);
  }

  @Override
  public void await(String key, Subject subject, Supplier<? extends Observation<?>> look) {
    take(key);
  }

  @Override
  public void perform(String key, Runnable effect) {
    take(key);
  }

  @Override
  public <T> Attempted<T> attempt(Supplier<T> some) {
    return Attempted.succeeded(some.get());
  }

  /** An empty text, list or record. */
  @SuppressWarnings({"unchecked", "NullAway"})
  private static <T> T empty(Class<?> type) {
    if (type == String.class) {
      return (T) "";
    }
    if (type == List.class) {
      return (T) List.of();
    }
    if (!type.isRecord()) {
      return null;
    }
    RecordComponent[] parts = type.getRecordComponents();
    Class<?>[] types = Arrays.stream(parts).map(RecordComponent::getType).toArray(Class<?>[]::new);
    try {
      Constructor<?> constructor = type.getDeclaredConstructor(types);
      constructor.setAccessible(true);
      return (T) constructor.newInstance(Arrays.stream(types).map(Outline::empty).toArray());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(type + " cannot be empty", e);
    }
  }
}
