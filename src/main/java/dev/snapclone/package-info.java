/** The command line. Start at {@link dev.snapclone.Main}. */
@NullMarked
package dev.snapclone;

import org.jspecify.annotations.NullMarked;
