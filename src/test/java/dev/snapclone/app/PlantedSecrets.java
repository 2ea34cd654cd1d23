package dev.snapclone.app;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * The secrets that the stage plants: those with a fixed value by it, those that the sandboxes hand
 * out as they go by the shape that the sandboxes, like the real services, give them.
 */
final class PlantedSecrets {
  /** What only who asked for a console may see. */
  static final String CONSOLE = "a console's token";

  private static final Map<String, Pattern> SHAPES =
      Map.of(
          "an OpenStack token",
          Pattern.compile("gAAAAA[0-9a-zA-Z_-]{20}"),
          "an interaction's token",
          Pattern.compile("aW50ZXJhY3Rpb24[0-9a-f]{32}"),
          "an instance's adminPass",
          Pattern.compile("\\bhush[0-9a-f]{12}\\b"),
          CONSOLE,
          Pattern.compile("token(?:=|%3D)[0-9a-f-]{36}"));

  private final Map<String, String> values = new ConcurrentHashMap<>();

  /** From now on this value is looked for. */
  void plant(String what, String value) {
    if (value.length() < 8) {
      throw new IllegalArgumentException(what + " is too short to be told from ordinary words");
    }
    values.put(value, what);
  }

  /** What of it stands in a text. */
  List<String> in(String text) {
    List<String> found = new ArrayList<>();
    values.forEach(
        (value, what) -> {
          if (text.contains(value)) {
            found.add(what);
          }
        });
    SHAPES.forEach(
        (what, shape) -> {
          if (shape.matcher(text).find()) {
            found.add(what);
          }
        });
    return found;
  }
}
