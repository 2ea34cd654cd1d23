package dev.snapclone.procedure;

import dev.snapclone.i18n.ExplainedFailure;
import dev.snapclone.i18n.Text;
import java.util.List;

/** Nothing tells for certain which volume an instance boots from: a person has to say it. */
public final class RootUnclear extends ExplainedFailure {
  private static final long serialVersionUID = 1L;
  private final transient List<AttachedVolume> candidates;

  /**
   * @param next the volumes, a line each
   * @param candidates those that it can be
   */
  RootUnclear(Text what, List<Text> next, List<AttachedVolume> candidates) {
    super(what, next);
    this.candidates = List.copyOf(candidates);
  }

  /** Those that it can be. */
  public List<AttachedVolume> candidates() {
    return candidates;
  }
}
