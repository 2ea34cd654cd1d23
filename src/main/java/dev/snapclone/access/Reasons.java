package dev.snapclone.access;

/** Which answers need a reason. A denial may always have one. */
public enum Reasons {
  NONE,
  DENIAL,
  APPROVAL,
  BOTH;

  /** Whether a yes, or a no, needs a reason. */
  public boolean requiredFor(boolean yes) {
    return this == BOTH || this == (yes ? APPROVAL : DENIAL);
  }

  /** Where either demands one. */
  public Reasons and(Reasons other) {
    return this == other || other == NONE ? this : this == NONE ? other : BOTH;
  }
}
