/**
 * How people are told of their jobs' ends and of approvals that wait for them. Start at {@link
 * dev.snapclone.notification.NotifyCommand}.
 */
@NullMarked
package dev.snapclone.notification;

import org.jspecify.annotations.NullMarked;
