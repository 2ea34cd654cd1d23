/**
 * What people do with their jobs: {@code /jobs}, {@code /job}, {@code Details}, {@code Cancel} and
 * {@code Retry}. Start at {@link dev.snapclone.jobcontrol.JobsCommand}. Uses {@code command},
 * {@code job}, {@code request} and {@code removal}.
 */
@NullMarked
package dev.snapclone.jobcontrol;

import org.jspecify.annotations.NullMarked;
