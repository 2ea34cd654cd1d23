/**
 * Reads HOCON and clouds.yaml into records, and reports all problems at once with their origin. The
 * only package that knows HOCON. Start at {@link dev.snapclone.config.Settings}.
 */
@NullMarked
package dev.snapclone.config;

import org.jspecify.annotations.NullMarked;
