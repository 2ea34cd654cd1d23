package dev.snapclone.app;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.snapclone.Main;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;

/** Processes of the program in one working folder; none outlives the test. */
final class BotProcesses implements AutoCloseable {
  static final Duration PATIENCE = Duration.ofSeconds(40);

  /** Several starting at once on a busy machine take long. */
  private static final Duration READY_WITHIN = Duration.ofMinutes(2);

  private static final Duration STOPS_WITHIN = Duration.ofSeconds(10);

  private final Path folder;
  private final Map<String, String> environment;
  private final List<Bot> started = new ArrayList<>();

  /**
   * @param folder where they work
   * @param environment what they all are given; variables of the bot and of clouds around the tests
   *     do not count
   */
  BotProcesses(Path folder, Map<String, String> environment) {
    this.folder = folder;
    this.environment = environment;
  }

  /**
   * Starts one.
   *
   * @param also variables that win over those of all; empty counts as unset
   */
  Bot start(Map<String, String> also, String... arguments) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                classPath(),
                Main.class.getName()));
    command.addAll(Arrays.asList(arguments));
    Path out = folder.resolve("out-" + started.size());
    Path err = folder.resolve("err-" + started.size());
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().keySet().removeIf(name -> name.matches("(OS|DISCORD|SNAPCLONE)_.*"));
    builder.environment().putAll(environment);
    builder.environment().putAll(also);
    Bot bot = new Bot(builder.start(), out, err);
    started.add(bot);
    return bot;
  }

  /** The class path of the tests, whoever runs them. */
  private static String classPath() {
    if (Main.class.getClassLoader() instanceof URLClassLoader loader) {
      return Arrays.stream(loader.getURLs())
          .map(URL::getPath)
          .collect(Collectors.joining(File.pathSeparator));
    }
    return System.getProperty("java.class.path");
  }

  @Override
  public void close() {
    started.forEach(bot -> bot.process().destroyForcibly());
  }

  /** One process. */
  record Bot(Process process, Path outFile, Path errFile) {
    /** Waits for the line that says that people can type commands. */
    void awaitReady() {
      Awaitility.await()
          .atMost(READY_WITHIN)
          .pollInterval(Duration.ofMillis(50))
          .until(() -> out().contains("snapclone ready") || !process.isAlive());
      assertTrue(process.isAlive(), this::err);
    }

    /** Waits for its end. */
    int exitCode() {
      return exitCode(PATIENCE);
    }

    private int exitCode(Duration within) {
      try {
        if (!process.waitFor(within.toMillis(), TimeUnit.MILLISECONDS)) {
          fail("it did not end within " + within + "\n" + err());
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        fail("interrupted");
      }
      return process.exitValue();
    }

    /** SIGTERM; the exit code, which it has to give within ten seconds. */
    int terminate() {
      process.destroy();
      return exitCode(STOPS_WITHIN);
    }

    /** SIGKILL. */
    void kill() {
      process.destroyForcibly();
      exitCode();
    }

    String out() {
      return read(outFile);
    }

    String err() {
      return read(errFile);
    }

    /** Both; which of them the log goes to depends on who runs the tests. */
    String said() {
      return out() + err();
    }

    private static String read(Path file) {
      try {
        return Files.readString(file);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
