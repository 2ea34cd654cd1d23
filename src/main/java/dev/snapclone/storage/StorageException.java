package dev.snapclone.storage;

import org.jspecify.annotations.Nullable;

/**
 * The database cannot be used, or a statement failed. From {@link Database#open}, the message is a
 * sentence that says what to do.
 */
public final class StorageException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final boolean inUse;

  /**
   * @param message what failed; holds no password
   * @param cause why, null when there is nothing more to say
   */
  public StorageException(String message, @Nullable Throwable cause) {
    this(message, cause, false);
  }

  /**
   * @param message what failed; holds no password
   * @param cause why, null when there is nothing more to say
   * @param inUse whether another process has the database's file
   */
  StorageException(String message, @Nullable Throwable cause, boolean inUse) {
    super(message, cause);
    this.inUse = inUse;
  }

  /** Whether another process has the database's file. */
  public boolean inUse() {
    return inUse;
  }
}
