package dev.snapclone.discord;

import java.util.regex.Pattern;

/**
 * Escapes untrusted text for Discord's markdown, and cuts texts to Discord's limits.
 *
 * <p>A backslash before punctuation shows the punctuation. Only characters with a meaning are
 * escaped, so that {@code web-01} stays readable everywhere.
 */
final class Markdown {
  private static final Pattern SPACE = Pattern.compile("\\s+");
  private static final Pattern ADDRESS = Pattern.compile("https?://[^\\s()<>\\\\]+");
  private static final Pattern NUMBERED = Pattern.compile("^(\\d+)([.)])(?=\\s|$)");

  private Markdown() {}

  /**
   * Untrusted text as one line of plain characters: line breaks and tabs become spaces; control
   * characters, zero-width characters, bidirectional overrides and lone surrogates are dropped.
   */
  static String singleLine(String raw) {
    StringBuilder out = new StringBuilder(raw.length());
    raw.codePoints()
        .forEach(
            c -> {
              if (Character.isWhitespace(c) || c == 0x85 || Character.isSpaceChar(c)) {
                out.append(' ');
              } else if (!invisible(c)) {
                out.appendCodePoint(c);
              }
            });
    return SPACE.matcher(out).replaceAll(" ").strip();
  }

  private static boolean invisible(int c) {
    int type = Character.getType(c);
    return type == Character.CONTROL
        || type == Character.FORMAT
        || type == Character.SURROGATE
        || type == Character.UNASSIGNED
        || type == Character.PRIVATE_USE
        || c == 0x115F
        || c == 0x1160
        || c == 0x3164
        || c == 0xFFA0
        || c == 0x034F;
  }

  /**
   * Escapes one line of text for use anywhere in a message: it makes no formatting, mention, link,
   * timestamp or emoji.
   */
  static String escape(String line) {
    StringBuilder out = new StringBuilder(line.length() + 8);
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      switch (c) {
        case '\\', '*', '_', '~', '`', '|', '<', '[', ']' -> out.append('\\').append(c);
        // At the start of a line this would make a list, heading, quotation or small print.
        case '-', '#', '+', '>' -> {
          if (i == 0) {
            out.append('\\');
          }
          out.append(c);
        }
        case '.', ')' -> {
          if (i > 0 && digitsOnly(line, i)) {
            out.append('\\');
          }
          out.append(c);
        }
        case ':' -> {
          if (line.startsWith("//", i + 1)) {
            out.append('\\');
          }
          out.append(c);
        }
        // The zero-width space keeps @everyone and @here from looking like mentions;
        // allowed_mentions already keeps them from notifying.
        case '@' -> out.append('@').append('\u200b');
        default -> out.append(c);
      }
    }
    return out.toString();
  }

  /**
   * A link; the words alone where the address is none of the web, or would break the markdown.
   *
   * @param words markdown
   */
  static String link(String words, String address) {
    return ADDRESS.matcher(address).matches() ? "[" + words + "](" + address + ")" : words;
  }

  /** Keeps a leading number from starting a list, which Discord would renumber. */
  static String noListItem(String line) {
    return NUMBERED.matcher(line).replaceFirst("$1\\\\$2");
  }

  private static boolean digitsOnly(String line, int end) {
    for (int i = 0; i < end; i++) {
      if (line.charAt(i) < '0' || line.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }

  static String code(String raw) {
    String line = singleLine(raw).replace('`', '\'');
    return line.isEmpty() ? "–" : "`" + line + "`";
  }

  /**
   * Cuts markdown before a sign that the cut would leave open: monospace, a mention or a time.
   *
   * @param max the greatest length in UTF-16 units, at least 1
   */
  static String cutMarkdown(String markdown, int max) {
    if (markdown.length() <= max) {
      return markdown;
    }
    String cut = cut(markdown, max);
    int open = -1;
    for (int i = 0; i < cut.length(); i++) {
      char c = cut.charAt(i);
      if (open < 0 && c == '\\') {
        i++;
      } else if (open < 0 && (c == '`' || c == '<')) {
        open = i;
      } else if (open >= 0 && c == (cut.charAt(open) == '`' ? '`' : '>')) {
        open = -1;
      }
    }
    return open < 0 ? cut : cut.substring(0, open) + "…";
  }

  /**
   * Cuts a text without splitting a surrogate pair.
   *
   * @param max the greatest length in UTF-16 units, at least 1
   */
  static String cut(String text, int max) {
    if (text.length() <= max) {
      return text;
    }
    int end = max - 1;
    if (end > 0 && Character.isHighSurrogate(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(0, end) + "…";
  }
}
