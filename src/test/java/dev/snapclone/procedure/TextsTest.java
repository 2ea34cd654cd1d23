package dev.snapclone.procedure;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.snapclone.i18n.Messages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every text that this code names is there. */
class TextsTest {
  private static final Pattern KEY =
      Pattern.compile("\"((procedure|snapshot|lists)\\.[a-z0-9.-]*[a-z0-9])\"");

  @Test
  void everyKeyInTheCodeIsInTheBundles() throws IOException {
    Messages messages = Messages.load();
    Set<String> missing = new TreeSet<>();
    int seen = 0;
    for (String room : List.of("procedure", "request", "snapshot", "inventory")) {
      try (Stream<Path> files = Files.walk(Path.of("src/main/java/dev/snapclone", room))) {
        for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
          Matcher matcher = KEY.matcher(Files.readString(file));
          while (matcher.find()) {
            seen++;
            if (!messages.has(matcher.group(1))) {
              missing.add(matcher.group(1));
            }
          }
        }
      }
    }
    assertEquals(Set.of(), missing);
    assertEquals(true, seen > 80, "the pattern still finds the keys");
  }
}
