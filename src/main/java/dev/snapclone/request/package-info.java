/**
 * From a command to a stored job: finds the cloud and the instance, checks rights, keeps jobs
 * exclusive, and answers. Start at {@link dev.snapclone.request.JobSubmission}. What a job does in
 * OpenStack belongs to its feature; shared parts of that are in {@code procedure}.
 */
@NullMarked
package dev.snapclone.request;

import org.jspecify.annotations.NullMarked;
