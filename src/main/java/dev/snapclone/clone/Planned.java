package dev.snapclone.clone;

import dev.snapclone.i18n.Text;
import java.util.List;

/**
 * A plan and its text.
 *
 * @param lines for people, a line each
 * @param <P> the plan's type
 */
record Planned<P>(P plan, List<Text> lines) {}
