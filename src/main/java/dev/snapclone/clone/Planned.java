package dev.snapclone.clone;

import dev.snapclone.i18n.Text;
import java.util.List;

/**
 * A plan and its description.
 *
 * @param lines for people
 */
record Planned<P>(P plan, List<Text> lines) {}
