/**
 * Runs jobs on db-scheduler and survives the death of any process at any moment. Start at {@link
 * dev.snapclone.job.engine.Engine}, then {@link dev.snapclone.job.engine.JournaledSteps}.
 * Everything is stored in a {@link dev.snapclone.job.engine.JobStore}, which {@code storage}
 * implements. Uses {@code job}, {@code access}, {@code i18n} and db-scheduler.
 */
@NullMarked
package dev.snapclone.job.engine;

import org.jspecify.annotations.NullMarked;
