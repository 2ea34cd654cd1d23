package dev.snapclone.windows.picture;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The language that a Windows shows its labels in; it need not be the language of its reader. */
public enum WindowsLanguage {
  /** English. */
  ENGLISH("en", "English"),
  /** Swedish. */
  SWEDISH("sv", "Svenska"),
  /** Norwegian Bokmål. */
  NORWEGIAN("nb", "Norsk");

  private final String code;
  private final String ownName;

  WindowsLanguage(String code, String ownName) {
    this.code = code;
    this.ownName = ownName;
  }

  /** Its code, two letters. */
  public String code() {
    return code;
  }

  /** Its name in itself. */
  public String ownName() {
    return ownName;
  }

  /** The language with that code; empty when there are no labels in it. */
  public static Optional<WindowsLanguage> of(String code) {
    return Arrays.stream(values()).filter(l -> l.code.equals(code)).findFirst();
  }

  /**
   * A first guess by the language of the person; English when nothing fits.
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
