package dev.snapclone.job;

import dev.snapclone.i18n.ExplainedFailure;
import dev.snapclone.i18n.Text;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How steps ended that may fail without their job.
 *
 * @param result null when they failed
 * @param failure why they failed; null when they did not
 * @param became what became of what they had made, for people; empty when they did not fail
 * @param left what could not be removed
 * @param unresolved the steps that may have left something
 */
public record Attempted<T>(
    @Nullable T result,
    @Nullable ExplainedFailure failure,
    List<Text> became,
    List<ResourceRef> left,
    List<String> unresolved) {
  public Attempted {
    became = List.copyOf(became);
    left = List.copyOf(left);
    unresolved = List.copyOf(unresolved);
  }

  public static <T> Attempted<T> succeeded(T result) {
    return new Attempted<>(result, null, List.of(), List.of(), List.of());
  }

  /** One that left nothing. */
  public static <T> Attempted<T> failed(ExplainedFailure failure) {
    return new Attempted<>(null, failure, List.of(), List.of(), List.of());
  }
}
