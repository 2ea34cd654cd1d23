package dev.snapclone.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A real process, and real signals to it. */
@Timeout(60)
class StopSignalTest {

  /** What the process does. */
  static final class Program {
    private Program() {}

    public static void main(String[] args) {
      StopSignal stop = StopSignal.ofProcess(Duration.ofMillis(500));
      System.out.println("ready");
      if (args[0].equals("ends-by-itself")) {
        stop.finished(7);
        System.exit(7);
      }
      stop.await();
      if (args[0].equals("hangs")) {
        new StopSignal().await();
      }
      System.out.println("closed");
      stop.finished(0);
      System.exit(0);
    }
  }

  private static Path folderOf(Class<?> type) {
    return Path.of(URI.create(type.getProtectionDomain().getCodeSource().getLocation().toString()));
  }

  private static Process start(String how) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-Xshare:auto",
            "-cp",
            folderOf(Program.class) + File.pathSeparator + folderOf(StopSignal.class),
            Program.class.getName(),
            how)
        .redirectErrorStream(true)
        .start();
  }

  private static String rest(BufferedReader reader) {
    return String.join("\n", reader.lines().toList());
  }

  @Test
  void aSignalEndsTheProcessInOrderWithZero() throws Exception {
    // SIGINT takes the same way, but a shell's background jobs ignore it, and builds may be one.
    Process process = start("closes");
    try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
      assertEquals("ready", reader.readLine());
      process.toHandle().destroy();
      assertEquals("closed", rest(reader));
      assertEquals(0, process.waitFor());
    }
  }

  @Test
  void aProcessThatDoesNotEndInTimeIsHalted() throws Exception {
    Process process = start("hangs");
    try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
      assertEquals("ready", reader.readLine());
      process.toHandle().destroy();
      assertTrue(process.waitFor(30, TimeUnit.SECONDS));
      assertEquals(1, process.exitValue());
    }
  }

  @Test
  void aProcessThatEndsByItselfLeavesWithItsOwnCode() throws Exception {
    Process process = start("ends-by-itself");
    try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
      assertEquals("ready", rest(reader));
      assertEquals(7, process.waitFor());
    }
  }

  @Test
  void anInterruptCountsAsAsking() {
    StopSignal stop = new StopSignal();
    assertFalse(stop.requested());
    Thread.currentThread().interrupt();
    stop.await();
    assertTrue(Thread.interrupted());
    assertTrue(stop.requested());
  }
}
