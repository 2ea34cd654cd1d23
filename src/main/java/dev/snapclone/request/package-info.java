/**
 * From a command to a stored job: which cloud and instance a person means, whether they may ask,
 * one job of a kind at a time, and what they are told. Start at {@link
 * dev.snapclone.request.JobSubmission}. What a job would do to OpenStack is the feature's, and what
 * features share of that is {@code procedure}'s.
 */
@NullMarked
package dev.snapclone.request;

import org.jspecify.annotations.NullMarked;
