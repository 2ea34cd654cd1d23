package dev.snapclone.clone;

import dev.snapclone.job.PlanLine;
import java.util.List;

/**
 * A plan and its description.
 *
 * @param lines for people
 */
record Planned<P>(P plan, List<PlanLine> lines) {}
