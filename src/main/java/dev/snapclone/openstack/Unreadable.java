package dev.snapclone.openstack;

/** An answer of success lacks what it must have; becomes a {@code MALFORMED} CloudException. */
final class Unreadable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  Unreadable(String message) {
    super(message);
  }
}
