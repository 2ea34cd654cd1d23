package dev.snapclone.i18n;

import java.util.List;
import java.util.Objects;

/**
 * A text for people, as data: a key of the message bundles and its arguments. Survives storage as
 * JSON.
 *
 * @param key a key of {@link Messages}
 * @param args what stands for {@code {0}}, {@code {1}} … of the pattern
 */
public record Text(String key, List<Arg> args) {
  public Text {
    Objects.requireNonNull(key, "key");
    args = List.copyOf(args);
  }

  /** A text with the given key and arguments. */
  public static Text of(String key, Arg... args) {
    return new Text(key, List.of(args));
  }
}
