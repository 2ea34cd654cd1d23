package dev.snapclone.config;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Rate limits, and the audit's anchor file.
 *
 * @param actsPerMinute commands and presses of one person; 0 for no limit
 * @param jobsPerHour new jobs of one cloud; 0 for no limit
 * @param anchorFile remembers the audit's newest row outside of the database; null for no file
 */
public record SafetySettings(int actsPerMinute, int jobsPerHour, @Nullable Path anchorFile) {
  /** No limits and no file, for temporary installations. */
  public static final SafetySettings NONE = new SafetySettings(0, 0, null);
}
