/**
 * What people do with jobs: list, approve, deny, cancel; and the help. Start at {@link
 * dev.snapclone.jobcontrol.ApprovalPress}. Uses {@code approval}, {@code job} and {@code command}.
 */
@NullMarked
package dev.snapclone.jobcontrol;

import org.jspecify.annotations.NullMarked;
