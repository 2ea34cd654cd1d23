package dev.snapclone.config;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads {@code console.hints}: other ways to consoles, by the bot's name for the cloud. */
final class ConsolesReader {
  /** A block with the user's own keys. */
  static final String KEY = "console.hints";

  /** People copy it into a command, so it may contain nothing special to a shell. */
  private static final Pattern JUMP_HOST =
      Pattern.compile("[A-Za-z0-9._-]+@[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?");

  private final Problems problems;

  ConsolesReader(Problems problems) {
    this.problems = problems;
  }

  Map<String, ConsoleWay> read(Values values, List<CloudSettings> clouds) {
    Map<String, ConsoleWay> ways = new LinkedHashMap<>();
    if (!(values.value(KEY) instanceof ConfigObject hints)) {
      values.wrong(KEY, "must be a block in braces", "Write " + KEY + " { cloud { … } }");
      return ways;
    }
    for (Map.Entry<String, ConfigValue> hint : hints.entrySet()) {
      String cloud = hint.getKey();
      boolean known = clouds.stream().anyMatch(c -> c.name().equals(cloud));
      if (!known && !clouds.isEmpty()) {
        wrong(
            hint.getValue(),
            KEY + " names the cloud " + cloud + ", which is not configured",
            "It may hold " + String.join(", ", clouds.stream().map(CloudSettings::name).toList()));
      } else if (hint.getValue() instanceof ConfigObject way) {
        ways.put(cloud, way(KEY + "." + cloud, way));
      } else {
        wrong(
            hint.getValue(),
            KEY + "." + cloud + " must be a block in braces",
            "Write { jump-host = \"user@host\", page = \"https://…\" }");
      }
    }
    return ways;
  }

  private ConsoleWay way(String key, ConfigObject way) {
    for (Map.Entry<String, ConfigValue> entry : way.entrySet()) {
      if (!Set.of("jump-host", "page").contains(entry.getKey())) {
        wrong(
            entry.getValue(),
            key + "." + entry.getKey() + " is not a key of snapclone",
            "Here may stand jump-host, page");
      }
    }
    String jumpHost = text(way, "jump-host");
    if (jumpHost != null && !JUMP_HOST.matcher(jumpHost).matches()) {
      wrong(
          way.get("jump-host"),
          key + ".jump-host must be user@host",
          "Write jump-host = \"ubuntu@jump.example.org\"");
      jumpHost = null;
    }
    String page = text(way, "page");
    if (page != null
        && (Urls.host(page.replace("{instance}", "0")).isEmpty()
            || !Set.of("http", "https").contains(Urls.scheme(page.replace("{instance}", "0"))))) {
      wrong(
          way.get("page"),
          key + ".page must be an address that begins with https:// or http://",
          "Write page = \"https://dashboard.example.org/project/instances/{instance}/\"");
      page = null;
    }
    return new ConsoleWay(jumpHost, page);
  }

  private static @Nullable String text(ConfigObject way, String key) {
    ConfigValue value = way.get(key);
    if (value == null || value.unwrapped() == null) {
      return null;
    }
    String text = String.valueOf(value.unwrapped()).strip();
    return text.isEmpty() ? null : text;
  }

  private void wrong(@Nullable ConfigValue where, String what, String fix) {
    problems.add(where == null ? KEY : HoconFile.origin(where.origin()), what, fix);
  }
}
