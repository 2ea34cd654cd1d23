package dev.snapclone.access;

import java.util.LinkedHashSet;
import java.util.Set;

/**
 * For the rules: all recorded and current names of an instance and of the instances that it was
 * made from, back to the first one.
 *
 * @param known the known names; untrusted
 * @param complete whether the lineage is known back to its beginning; if not, any name may be
 *     missing
 */
public record InstanceNames(Set<String> known, boolean complete) {
  /** No names are known. */
  public static final InstanceNames UNKNOWN = new InstanceNames(Set.of(), false);

  public InstanceNames {
    known = Set.copyOf(known);
    complete = complete && !known.isEmpty();
  }

  /** The lineage of an instance that was made from no other. */
  public static InstanceNames only(String name) {
    return new InstanceNames(Set.of(name), true);
  }

  /** An incomplete lineage with one name; without any when it is empty. */
  public static InstanceNames recorded(String name) {
    return name.isEmpty() ? UNKNOWN : new InstanceNames(Set.of(name), false);
  }

  /** The same with more names. */
  public InstanceNames with(Set<String> further) {
    Set<String> all = new LinkedHashSet<>(known);
    all.addAll(further);
    return new InstanceNames(all, complete);
  }
}
