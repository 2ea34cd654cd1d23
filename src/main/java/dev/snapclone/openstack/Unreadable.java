package dev.snapclone.openstack;

/** A successful answer lacks required data; becomes a {@code MALFORMED} CloudException. */
final class Unreadable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  Unreadable(String message) {
    super(message);
  }
}
