/**
 * Looks at the cloud on behalf of waiting jobs and wakes them when something changed. Start at
 * {@link dev.snapclone.watch.CloudWatch}. Uses {@code cloud} and {@code job}.
 */
@NullMarked
package dev.snapclone.watch;

import org.jspecify.annotations.NullMarked;
