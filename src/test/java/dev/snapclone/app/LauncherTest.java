package dev.snapclone.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

/** What cannot start says why in one sentence. */
class LauncherTest {
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Launcher launcher =
      new Launcher(
          new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8),
          new PrintStream(err, true, StandardCharsets.UTF_8),
          InstantSource.system());

  @Test
  void aDemoOnATakenPortSaysSo() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertEquals(1, launcher.demo(taken.getLocalPort(), new StopSignal()));
      String said = err.toString(StandardCharsets.UTF_8);
      assertEquals(1, said.lines().count(), said);
      assertTrue(said.contains(Integer.toString(taken.getLocalPort())), said);
    }
  }
}
