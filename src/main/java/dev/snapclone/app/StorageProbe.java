package dev.snapclone.app;

/** What {@link Check} asks of the storage. Failures are exceptions whose message says why. */
public interface StorageProbe {
  /**
   * Opens the database and brings its tables up to date.
   *
   * @return what it is, such as {@code H2 2.4} or {@code PostgreSQL 16.9}
   */
  String open();

  /** Writes something and takes it back. */
  void write();
}
