package dev.snapclone.storage;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Restricts the files of an embedded database to the bot's user: 0600 in a folder with 0700, even
 * if they were created with other permissions. A folder that contains other files is not changed.
 * Does nothing on file systems without POSIX permissions.
 */
final class OwnFiles {
  private static final Logger LOG = LoggerFactory.getLogger(OwnFiles.class);
  private static final String FILE = "file:";

  /** H2's name of a server or of another file system; what follows is no path of ours. */
  private static final Pattern ELSEWHERE = Pattern.compile("(?!file:)\\w{2,}:.*");

  private static final Set<PosixFilePermission> FOLDER_RIGHTS =
      PosixFilePermissions.fromString("rwx------");
  private static final Set<PosixFilePermission> FILE_RIGHTS =
      PosixFilePermissions.fromString("rw-------");

  private final Path folder;
  private final String name;

  private OwnFiles(Path database) {
    Path absolute = database.toAbsolutePath().normalize();
    this.folder = Optional.ofNullable(absolute.getParent()).orElse(absolute);
    this.name = Optional.ofNullable(absolute.getFileName()).orElse(absolute).toString();
  }

  /**
   * The files of a database.
   *
   * @param url H2's URL
   * @return empty when it has no plain files, or the file system has no POSIX permissions
   */
  static Optional<OwnFiles> of(String url) {
    String place = url.substring(H2Url.PREFIX.length()).split(";", 2)[0];
    boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    if (!posix || ELSEWHERE.matcher(place).matches()) {
      return Optional.empty();
    }
    String path = place.startsWith(FILE) ? place.substring(FILE.length()) : place;
    return Optional.of(
        new OwnFiles(
            Path.of(
                path.startsWith("~")
                    ? System.getProperty("user.home") + path.substring(1)
                    : path)));
  }

  /**
   * Removes the permissions of all other users.
   *
   * @param make whether to create the folder and an empty database file if they are missing
   */
  void protect(boolean make) {
    try {
      if (make && !Files.exists(folder)) {
        Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(FOLDER_RIGHTS));
      }
      if (!Files.isDirectory(folder)) {
        return;
      }
      if (make) {
        makeFile(folder.resolve(name + ".mv.db"));
      }
      protectFolder();
      try (Stream<Path> files = Files.list(folder)) {
        for (Path file : files.filter(this::ours).filter(Files::isRegularFile).toList()) {
          restrict(file, FILE_RIGHTS);
        }
      }
    } catch (IOException e) {
      // If the database cannot be used, opening it will report that.
      LOG.warn(
          "the database's files in {} cannot be kept to the bot alone: {}", folder, e.toString());
    }
  }

  /** Created with its permissions; H2 treats an empty file as a new database. */
  private static void makeFile(Path file) throws IOException {
    try {
      Files.createFile(file, PosixFilePermissions.asFileAttribute(FILE_RIGHTS));
    } catch (FileAlreadyExistsException e) {
      LOG.debug("{} is there", file);
    }
  }

  private void protectFolder() throws IOException {
    Set<PosixFilePermission> now = Files.getPosixFilePermissions(folder);
    if (FOLDER_RIGHTS.containsAll(now)) {
      return;
    }
    if (now.contains(PosixFilePermission.OTHERS_WRITE) || !isDedicated()) {
      LOG.warn(
          "The folder {} of the database holds other things or belongs to others too, so its rights"
              + " ({}) are left as they are. Give the bot a folder of its own in storage.url.",
          folder,
          PosixFilePermissions.toString(now));
      return;
    }
    restrict(folder, FOLDER_RIGHTS);
  }

  /**
   * Whether the folder contains nothing else. The home and the working folder never count, even if
   * they are empty.
   */
  private boolean isDedicated() throws IOException {
    Path home = Path.of(System.getProperty("user.home"));
    if (Files.isSameFile(folder, Path.of("").toAbsolutePath())
        || Files.exists(home) && Files.isSameFile(folder, home)) {
      return false;
    }
    try (Stream<Path> all = Files.list(folder)) {
      return all.allMatch(this::ours);
    }
  }

  /**
   * Whether a file belongs to the database, such as {@code NAME.mv.db}, or to the audit's anchor.
   */
  private boolean ours(Path file) {
    String called = String.valueOf(file.getFileName());
    return called.startsWith(name + ".") || called.matches("audit-anchor.*\\.new");
  }

  private static void restrict(Path file, Set<PosixFilePermission> most) throws IOException {
    Set<PosixFilePermission> now = Files.getPosixFilePermissions(file);
    if (!most.containsAll(now)) {
      Set<PosixFilePermission> kept = EnumSet.copyOf(most);
      kept.retainAll(now);
      Files.setPosixFilePermissions(file, kept);
      LOG.info(
          "{} was {}: now it is for the bot's user alone",
          file,
          PosixFilePermissions.toString(now));
    }
  }
}
