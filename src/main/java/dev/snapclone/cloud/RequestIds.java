package dev.snapclone.cloud;

import org.jspecify.annotations.Nullable;

/**
 * The request id of the last call that changed something, per thread: calls are made on the
 * caller's own thread, and the verbs of {@link Cloud} answer with what was made, not with how. An
 * adapter writes it, the audit takes it.
 */
public final class RequestIds {
  private final ThreadLocal<@Nullable String> last = new ThreadLocal<>();

  /** A changing call begins, or was answered under this id; null when there is none. */
  public void changed(@Nullable String id) {
    if (id == null) {
      last.remove();
    } else {
      last.set(id);
    }
  }

  /** The id, which is forgotten; null when there is none. */
  public @Nullable String take() {
    String id = last.get();
    last.remove();
    return id;
  }
}
