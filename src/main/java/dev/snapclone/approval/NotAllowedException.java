package dev.snapclone.approval;

import dev.snapclone.i18n.Text;

/** The policy does not let this person ask for this. Nothing was stored. */
public final class NotAllowedException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final transient Text what;
  private final transient Text next;

  /**
   * @param what why not
   * @param next what to do next
   */
  public NotAllowedException(Text what, Text next) {
    super(what.key(), null, false, false);
    this.what = what;
    this.next = next;
  }

  /** Why not. */
  public Text what() {
    return what;
  }

  /** What to do next. */
  public Text next() {
    return next;
  }
}
