package dev.snapclone.inventory;

import dev.snapclone.i18n.Text;
import dev.snapclone.i18n.Text.Arg;
import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/** What people type to find something: accents and capitals make no difference. */
public final class Typed {
  private static final Pattern MARKS = Pattern.compile("\\p{M}+");

  private Typed() {}

  /** Whether a text holds what was typed; nothing is in every text. */
  public static boolean in(String text, String typed) {
    return folded(text).contains(folded(typed));
  }

  /** Whether a name in a text holds what was typed. */
  public static boolean in(Text text, String typed) {
    for (Arg arg : text.args()) {
      Text nested = arg.text();
      if (nested == null ? in(arg.value(), typed) : in(nested, typed)) {
        return true;
      }
    }
    return false;
  }

  /** As people type it who have no such keys: without accents, in small letters. */
  static String folded(String text) {
    String apart = Normalizer.normalize(text.strip(), Normalizer.Form.NFKD);
    return MARKS
        .matcher(apart)
        .replaceAll("")
        .toUpperCase(Locale.ROOT)
        .toLowerCase(Locale.ROOT)
        .replace("ø", "o")
        .replace("æ", "ae")
        .replace("đ", "d")
        .replace("ł", "l");
  }
}
