/**
 * Watches the cloud for waiting jobs and wakes them when something changes. Start at {@link
 * dev.snapclone.watch.CloudWatch}. Uses {@code cloud} and {@code job}.
 */
@NullMarked
package dev.snapclone.watch;

import org.jspecify.annotations.NullMarked;
