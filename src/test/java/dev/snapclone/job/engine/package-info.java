/** Tests of the job engine on real databases; {@code CrashHarness} serves all workflows. */
@NullMarked
package dev.snapclone.job.engine;

import org.jspecify.annotations.NullMarked;
