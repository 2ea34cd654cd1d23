package dev.snapclone;

import dev.snapclone.app.Launcher;
import dev.snapclone.app.StopSignal;
import dev.snapclone.config.Environment;
import dev.snapclone.config.SettingsReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;

/** Entry point. */
public final class Main {
  /** Process managers and people wait ten seconds before they kill. */
  private static final Duration PATIENCE = Duration.ofMillis(9_500);

  private Main() {}

  /**
   * Runs a command and leaves with its exit code.
   *
   * @param args the command line
   */
  public static void main(String[] args) {
    // Names are Unicode whatever the locale, and containers have none.
    System.setOut(
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8));
    System.setErr(
        new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8));
    StopSignal stop = StopSignal.ofProcess(PATIENCE);
    int code =
        new Commands(
                new Launcher(System.out, System.err, InstantSource.system()),
                new SettingsReader(Environment.ofProcess()),
                stop,
                BuildInfo.load())
            .commandLine(
                new PrintWriter(System.out, true, StandardCharsets.UTF_8),
                new PrintWriter(System.err, true, StandardCharsets.UTF_8))
            .execute(args);
    stop.finished(code);
    System.exit(code);
  }
}
