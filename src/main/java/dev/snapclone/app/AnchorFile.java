package dev.snapclone.app;

import dev.snapclone.audit.AuditAnchor;
import dev.snapclone.audit.AuditTrail;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers the newest audit row outside the database, so that its writers cannot cut off the chain
 * unnoticed. Moves forward only, along the known chain.
 */
final class AnchorFile {
  private static final Logger LOG = LoggerFactory.getLogger(AnchorFile.class);
  private static final Duration GATHER = Duration.ofSeconds(1);
  private static final String BEING_WRITTEN = "audit-anchor";

  /** Older temporary files belong to a killed process; writing one line takes far less. */
  private static final Duration LEFT_OVER_AFTER = Duration.ofMinutes(1);

  private final Path file;
  private final AuditTrail trail;
  private final Executor work;
  private final AtomicBoolean planned = new AtomicBoolean();
  private final AtomicBoolean said = new AtomicBoolean();
  private volatile Consumer<Optional<AuditAnchor>> compared = missing -> {};
  private final AtomicBoolean tidied = new AtomicBoolean();

  /**
   * @param work where it is read and written
   */
  AnchorFile(Path file, AuditTrail trail, Executor work) {
    this.file = file;
    this.trail = trail;
    this.work = work;
  }

  /** Reports each comparison: the remembered row that the audit lacks; empty for none. */
  void listen(Consumer<Optional<AuditAnchor>> told) {
    compared = told;
  }

  /** The audit has grown; writes within about a second, once for all rows in that time. */
  void later() {
    if (planned.compareAndSet(false, true)) {
      CompletableFuture.delayedExecutor(GATHER.toMillis(), TimeUnit.MILLISECONDS, work)
          .execute(
              () -> {
                planned.set(false);
                now();
              });
    }
  }

  /** Remembers the newest row, unless the audit is a different one. */
  synchronized void now() {
    try {
      Optional<AuditAnchor> known = read(file);
      boolean lacks = known.isPresent() && !known.equals(trail.at(known.get().seq()));
      compared.accept(lacks ? known : Optional.empty());
      if (lacks) {
        if (said.compareAndSet(false, true)) {
          LOG.error(
              "The audit is not the one that {} remembers: rows up to {} were removed or written"
                  + " anew. Run snapclone audit verify. If you have begun a new database, remove"
                  + " that file.",
              file,
              known.get().seq());
        }
        return;
      }
      Optional<AuditAnchor> head = trail.head();
      if (head.isPresent() && !head.equals(known)) {
        write(head.get());
      }
    } catch (IOException e) {
      if (said.compareAndSet(false, true)) {
        LOG.warn(
            "audit.anchor-file {} cannot be written, so a shortened audit may go unseen: {}",
            file,
            e.toString());
      }
    } catch (RuntimeException e) {
      LOG.warn("the end of the audit could not be remembered: {}", e.toString());
    }
  }

  private void write(AuditAnchor head) throws IOException {
    Path folder = Objects.requireNonNull(file.toAbsolutePath().getParent(), "a file's folder");
    Files.createDirectories(folder);
    removeLeftovers(folder);
    // A unique name: another replica may write here too.
    Path fresh = Files.createTempFile(folder, BEING_WRITTEN, ".new");
    try {
      Files.writeString(fresh, head + "\n", StandardCharsets.UTF_8);
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(fresh);
    }
  }

  /** Removes files of processes killed while writing; once, before the first write. */
  private void removeLeftovers(Path folder) throws IOException {
    if (!tidied.compareAndSet(false, true)) {
      return;
    }
    FileTime old = FileTime.from(Instant.now().minus(LEFT_OVER_AFTER));
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, BEING_WRITTEN + "*.new")) {
      for (Path left : files) {
        if (Files.getLastModifiedTime(left).compareTo(old) < 0) {
          Files.deleteIfExists(left);
        }
      }
    }
  }

  /**
   * What a file remembers; empty when there is no file.
   *
   * @throws IOException when it cannot be read or has a wrong format
   */
  static Optional<AuditAnchor> read(Path file) throws IOException {
    String text;
    try {
      text = Files.readString(file, StandardCharsets.UTF_8);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
    Optional<AuditAnchor> anchor = AuditAnchor.parse(text);
    if (anchor.isEmpty()) {
      throw new IOException(file + " does not hold NUMBER:HASH");
    }
    return anchor;
  }
}
