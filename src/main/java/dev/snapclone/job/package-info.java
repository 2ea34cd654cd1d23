/**
 * Durable jobs: a workflow is plain code over a journal, so that after a crash a job continues
 * where it stopped. Knows no cloud and no chat. Start at {@link dev.snapclone.job.Workflow} and
 * {@link dev.snapclone.job.Steps}; {@code job.engine} runs them. Uses {@code access} and {@code
 * i18n}.
 */
@NullMarked
package dev.snapclone.job;

import org.jspecify.annotations.NullMarked;
