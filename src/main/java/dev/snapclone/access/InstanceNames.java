package dev.snapclone.access;

import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The names of the instances that something goes back to, for the rules: its own, recorded and
 * present, those of the instances that it was made from, and so on to the beginning.
 *
 * @param known the names; untrusted
 * @param complete whether the line was followed to its beginning; if not, there may be any name
 *     among those that are not known
 */
public record InstanceNames(Set<String> known, boolean complete) {
  /** Nothing is known. */
  public static final InstanceNames UNKNOWN = new InstanceNames(Set.of(), false);

  public InstanceNames {
    known = Set.copyOf(known);
    complete = complete && !known.isEmpty();
  }

  /** The line of one instance. */
  public static InstanceNames only(String name) {
    return new InstanceNames(Set.of(name), true);
  }

  /** A line of which one name is known; none when it is empty. */
  public static InstanceNames recorded(String name) {
    return name.isEmpty() ? UNKNOWN : new InstanceNames(Set.of(name), false);
  }

  /** The same with further names. */
  public InstanceNames with(Set<String> further) {
    Set<String> all = new LinkedHashSet<>(known);
    all.addAll(further);
    return new InstanceNames(all, complete);
  }
}
