/**
 * The composition root: the bot, the demo and the tour, made with constructors only, and the
 * configuration's {@link dev.snapclone.app.Check}. May use everything. {@code Main} comes in
 * through {@link dev.snapclone.app.Launch}.
 */
@NullMarked
package dev.snapclone.app;

import org.jspecify.annotations.NullMarked;
