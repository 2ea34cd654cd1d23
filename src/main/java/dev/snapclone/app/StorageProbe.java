package dev.snapclone.app;

/** What {@link Check} asks of the storage. Failures are exceptions whose message says why. */
public interface StorageProbe {
  /**
   * Opens the database and migrates its tables.
   *
   * @return product and version, such as {@code H2 2.4} or {@code PostgreSQL 16.9}
   */
  String open();

  /** Writes a row and deletes it. */
  void write();
}
