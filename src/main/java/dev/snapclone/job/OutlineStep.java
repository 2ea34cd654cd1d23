package dev.snapclone.job;

import dev.snapclone.i18n.Text;

/**
 * A step as the card shows it.
 *
 * @param key the journal key of the step
 * @param label what people read
 */
public record OutlineStep(String key, Text label) {}
