package dev.snapclone.command;

import java.util.List;

/**
 * An option of a command. Its description is the message {@code command.COMMAND.OPTION}.
 *
 * @param name lower case, the same in all languages
 * @param required whether it must be given
 * @param autocomplete whether the command suggests values
 * @param values the only values that it takes; empty for free text
 */
public record OptionSpec(String name, boolean required, boolean autocomplete, List<String> values) {
  public OptionSpec {
    values = List.copyOf(values);
  }

  /** A required option with suggestions. */
  public static OptionSpec required(String name) {
    return new OptionSpec(name, true, true, List.of());
  }

  /** An optional option with suggestions. */
  public static OptionSpec suggested(String name) {
    return new OptionSpec(name, false, true, List.of());
  }

  /** An optional option of free text. */
  public static OptionSpec text(String name) {
    return new OptionSpec(name, false, false, List.of());
  }

  /** An optional option that takes one of some values. */
  public static OptionSpec oneOf(String name, String... values) {
    return new OptionSpec(name, false, false, List.of(values));
  }
}
