package dev.snapclone.app;

import dev.snapclone.discord.DiscordException;
import dev.snapclone.storage.StorageException;
import java.io.PrintStream;
import java.io.UncheckedIOException;

/** Explains a failed start in one sentence; a stack trace would hide it. */
final class StartFailure {
  private StartFailure() {}

  /**
   * Prints the reason.
   *
   * @return the process's exit code
   * @throws RuntimeException the failure itself when it is a bug
   */
  static int tell(RuntimeException why, PrintStream err) {
    if (why instanceof StorageException
        || why instanceof DiscordException
        || why instanceof UncheckedIOException) {
      err.println(why.getMessage());
      return why instanceof StorageException ? 2 : 1;
    }
    throw why;
  }
}
