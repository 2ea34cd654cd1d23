package dev.snapclone.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import dev.snapclone.i18n.WrittenDuration;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads typed values; reports a wrong one as a problem and returns the default. */
final class Values {
  /** Keys whose values are never printed. */
  private static final Set<String> SECRETS =
      Set.of("discord.token", "storage.password", "proxy.url");

  private final Config config;
  private final Config reference;
  private final Problems problems;

  /**
   * @param config everything, the defaults included
   * @param reference the defaults, which replace wrong values
   */
  Values(Config config, Config reference, Problems problems) {
    this.config = config;
    this.reference = reference;
    this.problems = problems;
  }

  boolean has(String key) {
    return config.hasPath(key);
  }

  ConfigValue value(String key) {
    return config.getValue(key);
  }

  String origin(String key) {
    return HoconFile.origin(config.getValue(key).origin());
  }

  /** Adds a problem of a key that is set. */
  void wrong(String key, String what, String fix) {
    problems.add(origin(key), key + " " + what, fix);
  }

  /** The value as people may see it, in quotes. */
  String shown(String key) {
    ConfigValue value = config.getValue(key);
    if (SECRETS.contains(key)) {
      return "what is given";
    }
    return switch (value.valueType()) {
      case OBJECT -> "a block in braces";
      case LIST -> "a list in brackets";
      default -> "\"" + value.unwrapped() + "\"";
    };
  }

  /** A text; null when it is not set. Numbers count as texts. */
  @Nullable String text(String key) {
    if (!config.hasPath(key)) {
      return null;
    }
    ConfigValueType type = config.getValue(key).valueType();
    if (type == ConfigValueType.OBJECT || type == ConfigValueType.LIST) {
      wrong(key, "must be a text, not " + shown(key), "Write " + key + " = \"…\"");
      return null;
    }
    String text = config.getString(key).strip();
    return text.isEmpty() ? null : text;
  }

  /** A text, or a list of texts. */
  List<String> oneOrMore(String key) {
    if (config.getValue(key).valueType() == ConfigValueType.LIST) {
      return texts(key);
    }
    String text = text(key);
    return text == null ? List.of() : List.of(text);
  }

  boolean flag(String key) {
    try {
      return config.getBoolean(key);
    } catch (com.typesafe.config.ConfigException e) {
      wrong(key, "must be true or false, not " + shown(key), "Write " + key + " = true");
      return reference.getBoolean(key);
    }
  }

  /** A whole number within bounds. */
  int number(String key, int least, int most) {
    Integer number = null;
    try {
      // getInt would take 0.5 for 0.
      number = new BigDecimal(config.getString(key).strip()).intValueExact();
    } catch (com.typesafe.config.ConfigException | ArithmeticException | NumberFormatException e) {
      // Reported below, with the bounds.
    }
    if (number == null || number < least || number > most) {
      wrong(
          key,
          "must be a whole number from " + least + " to " + most + ", not " + shown(key),
          "Write " + key + " = " + reference.getInt(key));
      return reference.getInt(key);
    }
    return number;
  }

  /** A duration with a minimum. */
  Duration duration(String key, Duration least) {
    Duration standIn = reference.getDuration(key);
    String example = "Write a number and a unit, such as " + key + " = " + reference.getString(key);
    Duration duration;
    try {
      duration = asDuration(key);
    } catch (com.typesafe.config.ConfigException e) {
      wrong(key, "must be a duration, not " + shown(key), example);
      return standIn;
    }
    if (duration.isNegative()) {
      wrong(key, "must not be negative, but is " + shown(key), example);
      return standIn;
    }
    if (duration.compareTo(least) < 0) {
      String unit =
          config.getValue(key).valueType() == ConfigValueType.NUMBER
              ? " (a number without a unit counts milliseconds)"
              : "";
      wrong(key, "must be at least " + written(least) + ", but is " + shown(key) + unit, example);
      return standIn;
    }
    return duration;
  }

  /** A duration with a minimum; null when it is not set. */
  @Nullable Duration optionalDuration(String key, Duration least, String example) {
    if (!config.hasPath(key)) {
      return null;
    }
    try {
      Duration duration = asDuration(key);
      if (duration.compareTo(least) >= 0) {
        return duration;
      }
    } catch (com.typesafe.config.ConfigException e) {
      // Reported below.
    }
    wrong(
        key,
        "must be a duration of at least " + written(least) + ", not " + shown(key),
        "Write a number and a unit, such as " + key + " = " + example);
    return null;
  }

  /** As people write it in chat, or as HOCON does. */
  private Duration asDuration(String key) {
    ConfigValue value = config.getValue(key);
    return value.valueType() == ConfigValueType.STRING
        ? WrittenDuration.parse(config.getString(key)).orElseGet(() -> config.getDuration(key))
        : config.getDuration(key);
  }

  private static String written(Duration duration) {
    return duration.toMillis() % 1000 == 0
        ? duration.toSeconds() + "s"
        : String.format(Locale.ROOT, "%dms", duration.toMillis());
  }

  /** A list of texts without blanks; a variable's value is split at commas. */
  List<String> texts(String key) {
    ConfigValue value = config.getValue(key);
    List<String> texts = new ArrayList<>();
    if (value.valueType() == ConfigValueType.LIST) {
      for (ConfigValue item : (ConfigList) value) {
        if (item.valueType() == ConfigValueType.STRING
            || item.valueType() == ConfigValueType.NUMBER) {
          texts.add(String.valueOf(item.unwrapped()).strip());
        } else {
          problems.add(
              HoconFile.origin(item.origin()),
              key + " must hold texts only",
              "Write " + key + " = [\"one\", \"two\"]");
        }
      }
    } else {
      wrong(key, "must be a list, not " + shown(key), "Write " + key + " = [\"one\", \"two\"]");
    }
    texts.removeIf(String::isEmpty);
    return texts;
  }
}
