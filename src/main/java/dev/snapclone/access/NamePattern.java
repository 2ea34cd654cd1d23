package dev.snapclone.access;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Matches instance names against patterns with {@code *} (any number of characters) and {@code ?}
 * (one character). Ignores case, Unicode compatibility forms and invisible characters. Reports
 * names that only look like a match separately; otherwise somebody could evade or choose a rule
 * with a letter of another alphabet.
 */
public final class NamePattern {
  private static final Map<Integer, String> LOOK_ALIKES = lookAlikes();

  /**
   * Unicode's Default_Ignorable_Code_Point, control characters, lone surrogates, and the Braille
   * blank.
   */
  private static final Pattern INVISIBLE =
      Pattern.compile(
          "[\\p{Cf}\\p{Cc}\\p{Cs}\\u034f\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u2065\\u2800"
              + "\\u3164\\ufe00-\\ufe0f\\uffa0\\ufff0-\\ufff8\\x{e0000}-\\x{e0fff}]");

  private static final Pattern SPACES = Pattern.compile("[\\p{Z}\\s]+");

  private NamePattern() {}

  /** Whether a name matches a pattern. */
  public enum Fit {
    NOT,
    /** It looks like a match, or the name is unknown. */
    MAY_FIT,
    FITS
  }

  /** Matches a name. */
  static Fit fit(String pattern, String name) {
    if (glob(normalized(pattern), normalized(name))) {
      return Fit.FITS;
    }
    return glob(skeleton(pattern), skeleton(name)) ? Fit.MAY_FIT : Fit.NOT;
  }

  /** Whether a name certainly matches a pattern. */
  public static boolean fits(String pattern, String name) {
    return fit(pattern, name) == Fit.FITS;
  }

  /** Whether a text has a visible character. */
  public static boolean hasVisibleText(String text) {
    return !normalized(text).isEmpty();
  }

  private static String normalized(String text) {
    // Twice: some compatibility forms contain invisible characters, and case mapping undoes the
    // form.
    String folded = Normalizer.normalize(visible(text), Normalizer.Form.NFKC);
    folded = folded.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
    return visible(Normalizer.normalize(folded, Normalizer.Form.NFKC));
  }

  private static String visible(String text) {
    String spaced = SPACES.matcher(text).replaceAll(" ");
    return SPACES.matcher(INVISIBLE.matcher(spaced).replaceAll("")).replaceAll(" ").strip();
  }

  private static String skeleton(String text) {
    return Normalizer.normalize(visible(text), Normalizer.Form.NFKC)
        .codePoints()
        .mapToObj(c -> LOOK_ALIKES.getOrDefault(c, Character.toString(c)))
        .collect(Collectors.joining())
        .toUpperCase(Locale.ROOT)
        .toLowerCase(Locale.ROOT)
        .replace('0', 'o')
        .replace('1', 'l')
        .replace('i', 'l')
        .replace('|', 'l')
        .replace("rn", "m")
        .replace("vv", "w");
  }

  private static boolean glob(String pattern, String name) {
    StringBuilder regex = new StringBuilder();
    pattern
        .codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '*' -> regex.append(".*");
                case '?' -> regex.append('.');
                default -> regex.append(Pattern.quote(Character.toString(c)));
              }
            });
    return Pattern.compile(regex.toString(), Pattern.DOTALL).matcher(name).matches();
  }

  private static Map<Integer, String> lookAlikes() {
    Map<Integer, String> all = new HashMap<>();
    try (InputStream table = NamePattern.class.getResourceAsStream("look-alikes.txt")) {
      String text =
          new String(Objects.requireNonNull(table).readAllBytes(), StandardCharsets.UTF_8);
      text.lines()
          .filter(line -> !line.startsWith("#"))
          .forEach(
              line ->
                  line.substring(2).codePoints().forEach(c -> all.put(c, line.substring(0, 1))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Map.copyOf(all);
  }
}
