package dev.snapclone.cloud;

import dev.snapclone.i18n.Text;

/**
 * A failure in a person's words.
 *
 * @param what one sentence: what happened
 * @param next one sentence: what to do next
 */
public record Explained(Text what, Text next) {}
