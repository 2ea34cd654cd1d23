package dev.snapclone.config;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the name templates of new resources. */
record NamesReader(Values values) {
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^{}]*)}");

  NameSettings read() {
    return new NameSettings(
        template("names.snapshot", List.of("instance", "date", "time")),
        template("names.clone", List.of("instance", "n", "date", "time")),
        timeZone());
  }

  private String template(String key, List<String> known) {
    String template = Objects.requireNonNullElse(values.text(key), "");
    String may = "It may hold {" + String.join("}, {", known) + "}";
    if (template.isEmpty()) {
      values.wrong(key, "is empty", may);
    }
    Matcher placeholder = PLACEHOLDER.matcher(template);
    while (placeholder.find()) {
      String word = placeholder.group(1);
      if (!known.contains(word)) {
        Optional<String> near = Nearest.to(word, known);
        values.wrong(
            key,
            "holds {" + word + "}, which stands for nothing",
            near.map(n -> "Did you mean {" + n + "}? ").orElse("") + may);
      }
    }
    if (PLACEHOLDER.matcher(template).replaceAll("").matches(".*[{}].*")) {
      values.wrong(key, "has a brace without its partner", may);
    }
    return template;
  }

  private ZoneId timeZone() {
    String key = "names.time-zone";
    String zone = Objects.requireNonNullElse(values.text(key), "UTC");
    try {
      return ZoneId.of(zone);
    } catch (DateTimeException e) {
      Optional<String> near = Nearest.to(zone, ZoneId.getAvailableZoneIds());
      values.wrong(
          key,
          "names a time zone that does not exist: " + values.shown(key),
          near.map(n -> "Did you mean " + n + "?")
              .orElse("Write a name such as UTC or Europe/Stockholm"));
      return ZoneOffset.UTC;
    }
  }
}
