package dev.snapclone.windows;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Compares a text with its golden file under {@code src/test/resources/golden}. Run with {@code
 * -Dsnapclone.golden=write} to write the files anew, then read the difference.
 */
public final class GoldenText {
  private static final Path FOLDER = Path.of("src", "test", "resources", "golden");

  private GoldenText() {}

  /** Compares, or writes. */
  public static void check(String name, String text) {
    Path file = FOLDER.resolve(name + ".txt");
    try {
      if ("write".equals(System.getProperty("snapclone.golden"))) {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
      }
      assertTrue(
          Files.exists(file),
          "no golden file " + file + "; write it with -Dsnapclone.golden=write");
      assertEquals(Files.readString(file).replace("\r\n", "\n"), text, name);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
