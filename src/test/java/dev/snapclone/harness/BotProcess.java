package dev.snapclone.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A process of the program. */
final class BotProcess {
  private static final Duration STARTS_WITHIN = Duration.ofMinutes(3);

  /** Includes the archiving of its classes, which is slow on a busy machine. */
  private static final Duration STOPS_WITHIN = Duration.ofMinutes(4);

  private static final long LOOK = 10;

  private final Process process;
  private final Path out;
  private final Path err;
  private final Instant spawned = Instant.now();

  private BotProcess(Process process, Path out, Path err) {
    this.process = process;
    this.out = out;
    this.err = err;
  }

  /**
   * Starts a process.
   *
   * @param folder its working folder, where its output goes too
   * @param name the name of its output files
   */
  static BotProcess start(
      List<String> command, Path folder, String name, Map<String, String> environment)
      throws IOException {
    Path out = folder.resolve(name + ".out");
    Path err = folder.resolve(name + ".log");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().keySet().removeIf(key -> key.matches("(OS|DISCORD|SNAPCLONE)_.*"));
    builder.environment().putAll(environment);
    return new BotProcess(builder.start(), out, err);
  }

  /** Whether it accepts commands. */
  boolean ready() throws IOException {
    return Files.readString(out).contains("snapclone ready");
  }

  /**
   * Waits until it accepts commands.
   *
   * @return how long the start took
   * @throws IllegalStateException when it ended or took too long
   */
  Duration awaitReady() throws IOException, InterruptedException {
    while (!ready()) {
      if (pause(LOOK)) {
        throw new IllegalStateException(
            "the program ended by itself with " + process.exitValue() + ", see " + err);
      }
      if (age().compareTo(STARTS_WITHIN) > 0) {
        throw new IllegalStateException("the program does not get ready, see " + err);
      }
    }
    return age();
  }

  /** How long ago it was started. */
  Duration age() {
    return Duration.between(spawned, Instant.now());
  }

  /** Waits; returns whether the process ended meanwhile. */
  boolean pause(long millis) throws InterruptedException {
    return process.waitFor(millis, TimeUnit.MILLISECONDS);
  }

  /**
   * SIGKILL.
   *
   * @throws IllegalStateException when it had ended by itself
   */
  void kill() throws InterruptedException {
    if (!process.isAlive()) {
      throw new IllegalStateException(
          "the program ended by itself with " + process.exitValue() + ", see " + err);
    }
    process.destroyForcibly();
    process.waitFor();
  }

  /** SIGTERM; returns its exit code. */
  int terminate() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(STOPS_WITHIN.toMillis(), TimeUnit.MILLISECONDS)) {
      process.destroyForcibly();
      throw new IllegalStateException("the program does not stop, see " + err);
    }
    return process.exitValue();
  }

  /** Makes sure that it has ended. */
  void end() {
    process.destroyForcibly();
  }

  /** Its log file. */
  Path log() {
    return err;
  }
}
