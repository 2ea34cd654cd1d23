/**
 * Every text that a person sees is a key with arguments; this package turns keys into patterns of a
 * language. How arguments look (escaping, markdown, timestamps) is decided by the adapter that
 * shows them. {@link dev.snapclone.i18n.ExplainedFailure} is thrown by whatever cannot do what it
 * is asked. Start at {@link dev.snapclone.i18n.Text}. Uses the JDK only.
 */
@NullMarked
package dev.snapclone.i18n;

import org.jspecify.annotations.NullMarked;
