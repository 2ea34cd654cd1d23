package dev.snapclone.command;

import dev.snapclone.access.Actor;
import dev.snapclone.access.Place;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A person asked for something: a command typed, a button pressed, a candidate chosen.
 *
 * @param id the chat's interaction id; the same when delivered twice
 * @param name the command's name, or the press's
 * @param kind what was done
 * @param locale the person's language, a BCP 47 tag
 * @param options of a command: what was given, by option name; of a press: {@code target} and, for
 *     a choice, {@code choice}
 */
public record Invocation(
    String id,
    String name,
    Kind kind,
    Actor actor,
    Place place,
    String locale,
    Map<String, String> options) {
  public Invocation {
    options = Map.copyOf(options);
  }

  /** What a person did. */
  public enum Kind {
    COMMAND,
    PRESS
  }

  /** Option name of what a pressed button is about. */
  public static final String TARGET = "target";

  /** Option name of the cloud that a command is about. */
  public static final String CLOUD = "cloud";

  /** Option name of the chosen value of a choice. */
  public static final String CHOICE = "choice";

  private static final String INTERACTION = "interaction";

  /** An option, trimmed; empty when it was not given or is blank. */
  public Optional<String> option(String option) {
    return Optional.ofNullable(options.get(option)).map(String::strip).filter(v -> !v.isEmpty());
  }

  /** The same invocation under another id: what is made of it is made once per id. */
  public Invocation withId(String other) {
    Map<String, String> more = new HashMap<>(options);
    more.put(INTERACTION, interaction());
    return new Invocation(other, name, kind, actor, place, locale, more);
  }

  /** The id of the chat interaction that it came with. */
  public String interaction() {
    return option(INTERACTION).orElse(id);
  }

  /** The same invocation with one option set. */
  public Invocation with(String option, String value) {
    Map<String, String> changed = new HashMap<>(options);
    changed.put(option, value);
    return new Invocation(id, name, kind, actor, place, locale, changed);
  }
}
