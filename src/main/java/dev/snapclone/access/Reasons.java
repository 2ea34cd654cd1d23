package dev.snapclone.access;

/** Which answers require a reason. A denial may always have one. */
public enum Reasons {
  NONE,
  DENIAL,
  APPROVAL,
  BOTH;

  /** Whether an approval ({@code true}) or a denial requires a reason. */
  public boolean requiredFor(boolean yes) {
    return this == BOTH || this == (yes ? APPROVAL : DENIAL);
  }

  /** Requires a reason where either of the two does. */
  public Reasons and(Reasons other) {
    return this == other || other == NONE ? this : this == NONE ? other : BOTH;
  }
}
