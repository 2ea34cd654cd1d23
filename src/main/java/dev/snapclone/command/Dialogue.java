package dev.snapclone.command;

import dev.snapclone.i18n.Text;

/**
 * What a person is asked for before a press is carried out.
 *
 * @param title at the top
 * @param option the name of the option that the words become
 * @param label what the input is called
 * @param required whether it may not be left empty
 */
public record Dialogue(Text title, String option, Text label, boolean required) {}
