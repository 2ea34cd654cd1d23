package dev.snapclone.command;

import java.util.Optional;

/**
 * Where a page of a list begins. It names an entry and no number, so that a page is right although
 * entries have come or gone meanwhile.
 *
 * @param draft the kept command; empty while it is not kept
 * @param cursor {@code <KEY} for what is older than an entry, {@code >KEY} for what is newer, empty
 *     for the newest; untrusted
 */
public record PageAt(String draft, String cursor) {
  private static final String OLDER = "<";
  private static final String NEWER = ">";

  /** The first page of a command that is not kept yet. */
  public static final PageAt START = new PageAt("", "");

  /** What a button or a choice is about. */
  static PageAt of(Invocation press) {
    PressTarget target = PressTarget.of(press);
    return new PageAt(target.id(), target.rest());
  }

  PageAt olderThan(String key) {
    return new PageAt(draft, OLDER + key);
  }

  PageAt newerThan(String key) {
    return new PageAt(draft, NEWER + key);
  }

  /** The same page of a command that is kept now. */
  public PageAt keptAs(String id) {
    return new PageAt(id, cursor);
  }

  /** The entry after which the page begins. */
  public Optional<String> older() {
    return after(OLDER);
  }

  /** The entry before which the page ends. */
  public Optional<String> newer() {
    return after(NEWER);
  }

  private Optional<String> after(String sign) {
    return cursor.startsWith(sign) ? Optional.of(cursor.substring(1)) : Optional.empty();
  }

  /** A button's target that leads here. */
  public String target() {
    return draft + cursor;
  }
}
