package dev.snapclone.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads a block that reference.conf cannot describe, such as an item of a list. Reports wrong
 * values and unknown keys as problems.
 */
final class Block {
  private static final BigDecimal DEAREST = BigDecimal.valueOf(1_000_000_000);
  private static final int DECIMALS = 12;
  private static final Pattern MENTION = Pattern.compile("<[@#]&?!?\\d+>");

  private final String path;
  private final ConfigObject object;
  private final Config config;
  private final Problems problems;
  private final Set<String> known = new LinkedHashSet<>();

  /**
   * @param path for people, such as {@code approvals.rules[2]}
   */
  Block(String path, ConfigObject object, Problems problems) {
    this.path = path;
    this.object = object;
    this.config = object.toConfig();
    this.problems = problems;
  }

  /** The block at a path, if it is set; anything else there is a problem. */
  static Optional<Block> at(String path, ConfigValue value, Problems problems) {
    if (value instanceof ConfigObject object) {
      return Optional.of(new Block(path, object, problems));
    }
    problems.add(
        HoconFile.origin(value.origin()),
        path + " must be a block in braces",
        "Write { … } with the keys that conf/snapclone.conf shows");
    return Optional.empty();
  }

  Optional<Block> block(String key) {
    ConfigValue value = value(key);
    return value == null ? Optional.empty() : at(path + "." + key, value, problems);
  }

  boolean has(String key) {
    return value(key) != null;
  }

  private @Nullable ConfigValue value(String key) {
    known.add(key);
    ConfigValue value = object.get(key);
    return value == null || value.valueType() == ConfigValueType.NULL ? null : value;
  }

  void wrong(String key, String what, String fix) {
    ConfigValue value = object.get(key);
    problems.add(
        HoconFile.origin(value == null ? object.origin() : value.origin()),
        path + "." + key + " " + what,
        fix);
  }

  @Nullable String text(String key) {
    ConfigValue value = value(key);
    if (value == null) {
      return null;
    }
    if (value.valueType() == ConfigValueType.OBJECT || value.valueType() == ConfigValueType.LIST) {
      wrong(key, "must be a text", "Write " + key + " = \"…\"");
      return null;
    }
    return String.valueOf(value.unwrapped()).strip();
  }

  /** One text or a list of them; null when it is not set. */
  @Nullable List<String> texts(String key) {
    ConfigValue value = value(key);
    if (value == null) {
      return null;
    }
    List<String> texts = new ArrayList<>();
    List<ConfigValue> items = value instanceof ConfigList list ? list : List.of(value);
    for (ConfigValue item : items) {
      if (item.valueType() == ConfigValueType.STRING
          || item.valueType() == ConfigValueType.NUMBER) {
        texts.add(String.valueOf(item.unwrapped()).strip());
      } else {
        wrong(key, "must hold texts only", "Write " + key + " = [\"one\", \"two\"]");
        return List.of();
      }
    }
    texts.removeIf(String::isEmpty);
    return texts;
  }

  /** Ids or names of roles, people or channels, without mentions; removes a channel's leading #. */
  @Nullable List<String> names(String key) {
    List<String> names = texts(key);
    if (names == null) {
      return null;
    }
    if (names.stream().anyMatch(n -> MENTION.matcher(n).matches())) {
      wrong(key, "holds a mention", "Write the id alone, or the name");
    }
    return names.stream().map(n -> n.startsWith("#") ? n.substring(1) : n).toList();
  }

  /** Reports empty lists, where empty would mean everything. */
  void reportEmpty(String... keys) {
    for (String key : keys) {
      ConfigValue value = value(key);
      boolean blank = value instanceof ConfigList list && list.isEmpty();
      boolean empty =
          value != null
              && !(value instanceof ConfigObject)
              && String.valueOf(value.unwrapped()).isBlank();
      if (blank || empty) {
        wrong(
            key,
            "is empty, which would mean everybody or everything",
            "Name somebody or something, or remove the key");
      }
    }
  }

  /** Words of a fixed choice. */
  @Nullable List<String> words(String key, List<String> allowed) {
    List<String> words = texts(key);
    if (words == null) {
      return null;
    }
    for (String word : words) {
      if (!allowed.contains(word)) {
        Optional<String> near = Nearest.to(word, allowed);
        wrong(
            key,
            "holds \"" + word + "\", which it does not know",
            near.map(n -> "Did you mean " + n + "?")
                .orElse("It may hold " + String.join(", ", allowed)));
      }
    }
    return words;
  }

  @Nullable Integer number(String key, int least, int most) {
    if (value(key) == null) {
      return null;
    }
    Integer number = null;
    try {
      // getInt would take 0.5 for 0.
      number = new BigDecimal(config.getString(quoted(key)).strip()).intValueExact();
    } catch (com.typesafe.config.ConfigException | ArithmeticException | NumberFormatException e) {
      // Reported below, with the bounds.
    }
    if (number == null || number < least || number > most) {
      wrong(key, "must be a whole number from " + least + " to " + most, "Write " + key + " = 1");
      return null;
    }
    return number;
  }

  /** The keys that are set, where they are the user's own names. */
  Set<String> keys() {
    return object.keySet();
  }

  /** A price, not negative. */
  @Nullable BigDecimal price(String key) {
    if (value(key) == null) {
      return null;
    }
    try {
      BigDecimal price = new BigDecimal(config.getString(quoted(key)).strip());
      if (price.signum() >= 0 && price.compareTo(DEAREST) < 0 && price.scale() <= DECIMALS) {
        return price;
      }
    } catch (com.typesafe.config.ConfigException | NumberFormatException e) {
      // Reported below.
    }
    wrong(
        key,
        "must be a price without a currency, such as 0.05",
        object.get(key) instanceof ConfigObject
            ? "Write a name with a dot in quotes, such as \"b2.c2r4\" = 0.05"
            : "Write " + key + " = 0.05");
    return null;
  }

  @Nullable Boolean flag(String key) {
    if (value(key) == null) {
      return null;
    }
    try {
      return config.getBoolean(quoted(key));
    } catch (com.typesafe.config.ConfigException e) {
      wrong(key, "must be true or false", "Write " + key + " = true");
      return null;
    }
  }

  /** A duration with a minimum. */
  @Nullable Duration duration(String key, Duration least) {
    if (value(key) == null) {
      return null;
    }
    String fix = "Write a number and a unit, such as " + key + " = 4h";
    try {
      Duration duration = config.getDuration(quoted(key));
      if (duration.compareTo(least) < 0) {
        wrong(key, "is too short (a number without a unit counts milliseconds)", fix);
        return null;
      }
      return duration;
    } catch (com.typesafe.config.ConfigException e) {
      wrong(key, "must be a duration", fix);
      return null;
    }
  }

  /** Reports keys that were not read. Call it last. */
  void reportUnknown() {
    for (String key : object.keySet()) {
      if (!known.contains(key)) {
        Optional<String> near = Nearest.to(key, known);
        wrong(
            key,
            "is not a key of snapclone",
            near.map(n -> "Did you mean " + n + "?")
                .orElse("Remove it; here may stand " + String.join(", ", known)));
      }
    }
  }

  private static String quoted(String key) {
    return "\"" + key + "\"";
  }
}
