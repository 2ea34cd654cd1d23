package dev.snapclone.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.snapclone.config.Secret;
import dev.snapclone.config.StorageSettings;
import dev.snapclone.job.engine.TestDatabases;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Other users cannot read the embedded database. */
class OwnFilesTest {
  @TempDir private Path temporary;

  private static void open(Path folder) {
    Database.open(TestDatabases.h2File(folder), InstantSource.system()).close();
  }

  private static String rights(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  private static void assertFilesAreOurs(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      List<Path> files =
          all.filter(f -> String.valueOf(f.getFileName()).startsWith("snapclone.")).toList();
      assertTrue(!files.isEmpty());
      for (Path file : files) {
        assertEquals("rw-------", rights(file), file.toString());
      }
    }
  }

  @Test
  void aNewDatabaseBelongsToTheBotsUserOnly() throws IOException {
    Path folder = temporary.resolve("deep/data");
    open(folder);
    assertEquals("rwx------", rights(folder));
    assertFilesAreOurs(folder);
    open(folder);
  }

  @Test
  void anOldDatabaseIsRestrictedToo() throws IOException {
    Path folder = Files.createDirectory(temporary.resolve("data"));
    open(folder);
    Files.writeString(folder.resolve("snapclone.trace.db"), "");
    Files.writeString(folder.resolve("snapclone.audit-anchor"), "");
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
      }
    }
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    open(folder);
    assertEquals("rwx------", rights(folder));
    assertFilesAreOurs(folder);
  }

  @Test
  void aFolderWithOtherFilesIsNotChanged() throws IOException {
    Path folder = Files.createDirectory(temporary.resolve("shared"));
    Path other = Files.writeString(folder.resolve("notes.txt"), "");
    Files.setPosixFilePermissions(other, PosixFilePermissions.fromString("rw-r--r--"));
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    open(folder);
    assertEquals("rwxr-xr-x", rights(folder));
    assertEquals("rw-r--r--", rights(other));
    assertFilesAreOurs(folder);
  }

  @Test
  void aFolderForEverybodyIsNotChanged() throws IOException {
    Path folder = Files.createDirectory(temporary.resolve("tmp"));
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
    open(folder);
    assertEquals("rwxrwxrwx", rights(folder));
    assertFilesAreOurs(folder);
  }

  @Test
  void onlyPlainFilesAreOurs() {
    assertTrue(OwnFiles.of("jdbc:h2:file:./data/snapclone").isPresent());
    assertTrue(OwnFiles.of("jdbc:h2:/var/lib/snapclone").isPresent());
    assertTrue(OwnFiles.of("jdbc:h2:mem:test").isEmpty());
    assertTrue(OwnFiles.of("jdbc:h2:nioMapped:/data/snapclone").isEmpty());
    assertTrue(OwnFiles.of("jdbc:h2:filling:/data/snapclone;LOCK_TIMEOUT=9").isEmpty());
  }

  @Test
  void openingAnExistingDatabaseCreatesNothing() {
    Path folder = temporary.resolve("nothing");
    StorageSettings settings =
        new StorageSettings("jdbc:h2:" + folder.resolve("snapclone"), "", new Secret(""));
    assertThrows(
        StorageException.class, () -> Database.openExisting(settings, InstantSource.system()));
    assertTrue(!Files.exists(folder));
  }
}
