package dev.snapclone.command;

import dev.snapclone.job.Reason;
import java.util.List;

/**
 * An option of a command. Its description is the message {@code command.COMMAND.OPTION}.
 *
 * @param name lower case, the same in all languages
 * @param autocomplete whether the command suggests values
 * @param values the only valid values; empty for free text
 * @param flag whether it is {@code true} or {@code false}
 * @param person whether it is a person of the guild: the value is the person's id
 * @param most characters of free text; 0 for as many as the chat takes
 */
public record OptionSpec(
    String name,
    boolean required,
    boolean autocomplete,
    List<String> values,
    boolean flag,
    boolean person,
    int most) {
  public OptionSpec {
    values = List.copyOf(values);
  }

  /** A required option with suggestions. */
  public static OptionSpec required(String name) {
    return new OptionSpec(name, true, true, List.of(), false, false, 0);
  }

  /** An optional option with suggestions. */
  public static OptionSpec suggested(String name) {
    return new OptionSpec(name, false, true, List.of(), false, false, 0);
  }

  /** An optional option of free text. */
  public static OptionSpec text(String name) {
    return new OptionSpec(name, false, false, List.of(), false, false, 0);
  }

  /** The reason for a request. */
  public static OptionSpec reason() {
    return new OptionSpec(Invocation.REASON, false, false, List.of(), false, false, Reason.LONGEST);
  }

  /** How long what the job makes is kept. */
  public static OptionSpec keep() {
    return new OptionSpec(Invocation.KEEP, false, false, List.of(), false, false, 20);
  }

  /** An optional option that takes one of some values. */
  public static OptionSpec oneOf(String name, String... values) {
    return new OptionSpec(name, false, false, List.of(values), false, false, 0);
  }

  /** An optional person. */
  public static OptionSpec person(String name) {
    return new OptionSpec(name, false, false, List.of(), false, true, 0);
  }

  /** An optional yes or no. */
  public static OptionSpec flag(String name) {
    return new OptionSpec(name, false, false, List.of(), true, false, 0);
  }
}
