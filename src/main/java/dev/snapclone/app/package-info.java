/**
 * The composition root: builds the bot, the demo and the tour by constructors only, and checks the
 * configuration ({@link dev.snapclone.app.Check}). May use everything. {@code Main} enters through
 * {@link dev.snapclone.app.Launch}.
 */
@NullMarked
package dev.snapclone.app;

import org.jspecify.annotations.NullMarked;
