package dev.snapclone.procedure;

import dev.snapclone.i18n.ExplainedFailure;
import dev.snapclone.i18n.Text;
import java.util.List;

/** The boot volume of an instance is unclear, so a person must choose it. */
public final class RootUnclear extends ExplainedFailure {
  private static final long serialVersionUID = 1L;
  private final transient List<AttachedVolume> candidates;

  /**
   * @param next the volumes, a line each
   * @param candidates the possible root volumes
   */
  RootUnclear(Text what, List<Text> next, List<AttachedVolume> candidates) {
    super(what, next);
    this.candidates = List.copyOf(candidates);
  }

  public List<AttachedVolume> candidates() {
    return candidates;
  }
}
