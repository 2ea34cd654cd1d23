package dev.snapclone.command;

import dev.snapclone.access.Actor;
import dev.snapclone.access.Place;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A command typed, a button pressed or a candidate chosen.
 *
 * @param id the chat's interaction id; the same when delivered twice
 * @param name of the command or the press
 * @param locale the person's language, a BCP 47 tag
 * @param options of a command by option name; of a press {@code target} and, for a choice, {@code
 *     choice}
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

  public enum Kind {
    COMMAND,
    PRESS
  }

  /** The option with a pressed button's target. */
  public static final String TARGET = "target";

  /** The option with the cloud that a command is about. */
  public static final String CLOUD = "cloud";

  /** The option with the reason for a request, or for an answer to one. */
  public static final String REASON = "reason";

  /** The option that says how long what a job makes is kept. */
  public static final String KEEP = "keep";

  /** The option with the chosen value of a choice. */
  public static final String CHOICE = "choice";

  private static final String INTERACTION = "interaction";

  /** An option, trimmed; empty when missing or blank. */
  public Optional<String> option(String option) {
    return Optional.ofNullable(options.get(option)).map(String::strip).filter(v -> !v.isEmpty());
  }

  /** The same with another id; each id makes at most one job. */
  public Invocation withId(String other) {
    Map<String, String> more = new HashMap<>(options);
    more.put(INTERACTION, interaction());
    return new Invocation(other, name, kind, actor, place, locale, more);
  }

  /** The id of the original chat interaction. */
  public String interaction() {
    return option(INTERACTION).orElse(id);
  }

  public Invocation with(String option, String value) {
    Map<String, String> changed = new HashMap<>(options);
    changed.put(option, value);
    return new Invocation(id, name, kind, actor, place, locale, changed);
  }
}
