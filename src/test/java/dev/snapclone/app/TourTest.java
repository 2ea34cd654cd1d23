package dev.snapclone.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.snapclone.sandbox.openstack.CloudSandboxOptions;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What somebody reads who lets the tour play. */
class TourTest {
  @Test
  void everyCheckHasItsTickAndEveryCommandCanBeTyped() {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
    int exit = new Tour(out, InstantSource.system(), CloudSandboxOptions.fast()).play();
    List<String> lines = printed.toString(StandardCharsets.UTF_8).lines().toList();

    assertEquals(List.of(), lines.stream().filter(l -> l.startsWith("  ✗")).toList());
    assertEquals(0, exit, String.join("\n", lines));
    assertTrue(lines.stream().filter(l -> l.startsWith("  ✓ ")).count() >= 20);

    List<String> typed = lines.stream().filter(l -> l.matches("#ops {2}\\w+: /.*")).toList();
    assertEquals(5, typed.size());
    // Names, as people type them: the id behind a name is nothing that one could know.
    assertEquals(List.of(), typed.stream().filter(l -> l.matches(".*[0-9a-f]{8}-.*")).toList());
    assertEquals("#ops  anna: /copy server-name:win-sql-01", typed.get(4));

    List<String> asked = answers(lines, "✅ Asked for approval");
    assertEquals(4, asked.size(), asked.toString());
    assertEquals(List.of(), asked.stream().filter(l -> !l.startsWith("anna: ")).toList());
    List<String> approved = answers(lines, "✅ Approved");
    assertEquals(4, approved.size(), approved.toString());
    assertEquals(List.of(), approved.stream().filter(l -> !l.startsWith("ben: ")).toList());
  }

  /** The private answers that begin so, each with whom it is for. */
  private static List<String> answers(List<String> lines, String begin) {
    Pattern only = Pattern.compile(" {4}snapclone \\(only (\\w+) sees this\\)");
    List<String> found = new ArrayList<>();
    for (int i = 1; i < lines.size(); i++) {
      Matcher whose = only.matcher(lines.get(i - 1));
      if (whose.matches() && lines.get(i).startsWith("    | " + begin)) {
        found.add(whose.group(1) + ": " + lines.get(i));
      }
    }
    return found;
  }
}
