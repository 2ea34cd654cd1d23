/**
 * The configuration: HOCON and clouds.yaml become records, all problems are reported at once with
 * their origin. The only package that knows HOCON. Start at {@link dev.snapclone.config.Settings}.
 */
@NullMarked
package dev.snapclone.config;

import org.jspecify.annotations.NullMarked;
