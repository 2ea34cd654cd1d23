package dev.snapclone.command;

import dev.snapclone.i18n.Text;

/**
 * Asks a person for one input before a press is carried out.
 *
 * @param option the option that gets the input
 * @param label of the input
 * @param most characters
 */
public record Dialogue(Text title, String option, Text label, boolean required, int most) {}
