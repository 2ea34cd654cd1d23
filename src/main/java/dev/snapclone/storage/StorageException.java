package dev.snapclone.storage;

import org.jspecify.annotations.Nullable;

/**
 * The database cannot be used, or a statement failed. The message of one thrown by {@link
 * Database#open} is a whole sentence that says what to do.
 */
public final class StorageException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message what failed; holds no password
   * @param cause why, null when there is nothing more to say
   */
  public StorageException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
