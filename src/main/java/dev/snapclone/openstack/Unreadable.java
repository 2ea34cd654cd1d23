package dev.snapclone.openstack;

/** A successful answer lacks required data; becomes a {@code MALFORMED} CloudException. */
final class Unreadable extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final String key;

  Unreadable(String message) {
    this(message, "");
  }

  /**
   * @param key the missing or invalid member
   */
  Unreadable(String message, String key) {
    super(message);
    this.key = key;
  }

  String key() {
    return key;
  }
}
