/**
 * How people are told of their jobs' ends and of approvals that wait for them, and what other
 * programs are sent. Start at {@link dev.snapclone.notification.NotifyCommand} and {@link
 * dev.snapclone.notification.Webhooks}.
 */
@NullMarked
package dev.snapclone.notification;

import org.jspecify.annotations.NullMarked;
