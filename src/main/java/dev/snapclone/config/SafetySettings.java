package dev.snapclone.config;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Limits, and where the end of the audit is remembered.
 *
 * @param actsPerMinute commands and presses of one person in a minute; 0 for any number
 * @param jobsPerHour new jobs of one cloud in an hour; 0 for any number
 * @param anchorFile remembers the audit's newest row outside of the database; null for no file
 */
public record SafetySettings(int actsPerMinute, int jobsPerHour, @Nullable Path anchorFile) {
  /** No limits and no file: for a world that is thrown away. */
  public static final SafetySettings NONE = new SafetySettings(0, 0, null);
}
