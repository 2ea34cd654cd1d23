package dev.snapclone.windows.picture;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The language of the labels in Windows, which may differ from the reader's. */
public enum WindowsLanguage {
  ENGLISH("en", "English"),
  SWEDISH("sv", "Svenska"),
  /** Norwegian Bokmål. */
  NORWEGIAN("nb", "Norsk");

  private final String code;
  private final String ownName;

  WindowsLanguage(String code, String ownName) {
    this.code = code;
    this.ownName = ownName;
  }

  public String code() {
    return code;
  }

  /** The language's own name for itself. */
  public String ownName() {
    return ownName;
  }

  /** The language with that code; empty when it has no labels. */
  public static Optional<WindowsLanguage> of(String code) {
    return Arrays.stream(values()).filter(l -> l.code.equals(code)).findFirst();
  }

  /**
   * The default for a person's language; English when nothing matches.
   *
   * @param locale a BCP 47 tag, such as Discord's {@code no} or {@code sv-SE}
   */
  public static WindowsLanguage guess(String locale) {
    String language = Locale.forLanguageTag(locale).getLanguage();
    return switch (language) {
      case "sv" -> SWEDISH;
      case "no", "nb", "nn" -> NORWEGIAN;
      default -> ENGLISH;
    };
  }
}
