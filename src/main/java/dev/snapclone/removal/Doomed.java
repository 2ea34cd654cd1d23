package dev.snapclone.removal;

import dev.snapclone.access.RequestedAction;
import dev.snapclone.i18n.Text;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One snapshot or clone that is to be deleted, with what people are told of it.
 *
 * @param target what the job does
 * @param size what it gives back; null when unknown
 * @param gb the same in GiB; 0 when unknown
 * @param lines what goes, and what was made from it
 * @param warning what an approver should see; null for nothing
 * @param ids of everything that goes
 * @param dependents ids of what was made from it, which some clouds want to be gone before
 * @param action what the rules judge
 */
record Doomed(
    DeletionTarget target,
    @Nullable Text size,
    int gb,
    List<Text> lines,
    @Nullable Text warning,
    Set<String> ids,
    Set<String> dependents,
    RequestedAction action) {
  Doomed {
    lines = List.copyOf(lines);
    ids = Set.copyOf(ids);
    dependents = Set.copyOf(dependents);
  }

  /** Whether it is better deleted after the other. */
  boolean follows(Doomed other) {
    return !Collections.disjoint(dependents, other.ids);
  }
}
