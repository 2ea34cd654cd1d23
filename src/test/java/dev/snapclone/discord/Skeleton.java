package dev.snapclone.discord;

/** What of a text Discord's markdown would take for a sign, reading it from left to right. */
final class Skeleton {
  private static final String SIGNS = "*_~|`[]<";

  private Skeleton() {}

  /** The text without what is escaped, and without what stands in monospace. */
  static String withoutEscapes(String text) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\' && i + 1 < text.length() && punctuation(text.charAt(i + 1))) {
        i++;
        out.append('\u00b7');
      } else if (c == '`') {
        int end = text.indexOf('`', i + 1);
        out.append(end < 0 ? "`" : "``");
        i = end < 0 ? i : end;
      } else {
        out.append(c);
      }
    }
    return out.toString();
  }

  private static boolean punctuation(char c) {
    return c > ' ' && c < 0x7f && !Character.isLetterOrDigit(c);
  }

  /** The signs in their order, the line breaks, and what makes a line special. */
  static String of(String text) {
    StringBuilder out = new StringBuilder();
    String bare = withoutEscapes(text);
    for (String line : bare.split("\n", -1)) {
      if (line.matches("\\s*(#{1,3} |-# |>|[-*+] |\\d+[.)] ).*")) {
        out.append('\u00b7');
      }
      line.chars().filter(c -> SIGNS.indexOf(c) >= 0).forEach(c -> out.append((char) c));
      if (line.contains("://") || line.contains("@everyone") || line.contains("@here")) {
        out.append('\u00b7');
      }
      out.append('\n');
    }
    return out.toString();
  }
}
