package dev.snapclone.sandbox.openstack;

/**
 * An application credential.
 *
 * @param secret its secret; worth nothing outside this sandbox
 */
public record Credential(String id, String secret) {
  @Override
  public String toString() {
    return "Credential[" + id + ", redacted]";
  }
}
