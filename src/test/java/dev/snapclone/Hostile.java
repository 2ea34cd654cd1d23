package dev.snapclone;

import java.util.List;
import java.util.Random;

/**
 * Texts as somebody writes them who wants a message to say or do something else. All of it follows
 * from a seed.
 */
public final class Hostile {
  /** {@code -Dsnapclone.fuzz.seed}; another one finds other things. */
  public static final long SEED = Long.getLong("snapclone.fuzz.seed", 20_261_123L);

  private static final List<String> PIECES =
      List.of(
          "@everyone",
          "@here",
          "<@123456789012345678>",
          "<@!42>",
          "<@&55>",
          "<#77>",
          "<:x:123>",
          "<a:x:123>",
          "</clone:123>",
          "<t:0:R>",
          "<id:guide>",
          "```",
          "```java\n",
          "`",
          "``",
          "**",
          "*",
          "__",
          "_",
          "~~",
          "||",
          "[x](https://evil.example)",
          "[",
          "](",
          ")",
          "https://evil.example/a_b",
          "<https://evil.example>",
          "discord.gg/abc",
          "\n# head",
          "\n## head",
          "\n- item",
          "\n* item",
          "\n1. item",
          "\n> quoted",
          "\n>>> quoted",
          "\n-# small",
          "# ",
          "- ",
          "> ",
          "1. ",
          "\u202e",
          "\u2066",
          "\u2069",
          "\u200b",
          "\u200d",
          "\u2060",
          "\ufeff",
          "\u0000",
          "\u0007",
          "\u001b[31m",
          "\ud800",
          "\udc00",
          "\ud83d\ude00",
          "\u00e9",
          "\u4e2d\u6587",
          "\u0e01\u0e4d\u0301\u0301\u0301",
          "{0}",
          "{1|a|b}",
          "%s",
          "%n",
          "\\",
          "\\\\",
          "\"",
          "'",
          "$1",
          "mailto:a@b.example",
          "www.evil.example",
          "steam://run/1",
          "\u3164",
          "\u00ad",
          "\u034f",
          "\t",
          "\r\n",
          "\n",
          "\u2028",
          "\u0085",
          "&lt;",
          "<b>",
          "\u061c",
          "web-01",
          " ",
          "  ",
          ":smile:",
          "::",
          "-",
          ".",
          "..",
          "/",
          "../..",
          "null",
          "0",
          "-1",
          "1e999",
          "\ud83d\udc68\u200d\ud83d\udc69\u200d\ud83d\udc67",
          "\ue000",
          "\ufffe",
          "\udb40\udc41");

  private final Random random;

  /** The texts of one case. */
  public Hostile(long aCase) {
    random = new Random(SEED * 31 + aCase);
  }

  /** A number below. */
  public int below(int bound) {
    return random.nextInt(bound);
  }

  /** Whether, in so many of a hundred cases. */
  public boolean in(int percent) {
    return random.nextInt(100) < percent;
  }

  /** A text; sometimes empty, sometimes thousands of characters long. */
  public String text() {
    int kind = random.nextInt(20);
    if (kind == 0) {
      return "";
    }
    int pieces = kind < 15 ? 1 + random.nextInt(6) : 1 + random.nextInt(60);
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < pieces; i++) {
      if (random.nextInt(12) == 0) {
        out.append((char) random.nextInt(0x10000));
      } else if (random.nextInt(40) == 0) {
        out.append("x".repeat(random.nextInt(2500)));
      } else {
        out.append(PIECES.get(random.nextInt(PIECES.size())));
      }
    }
    return out.toString();
  }

  /** One of them. */
  public <T> T one(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  /** How to run one case again. */
  public static String replay(Class<?> test, long aCase) {
    return "again: mvn test -Dtest="
        + test.getSimpleName()
        + " -Dsnapclone.fuzz.seed="
        + SEED
        + " -Dsnapclone.fuzz.case="
        + aCase;
  }

  /** The cases to run: those from 0, or the one that {@code -Dsnapclone.fuzz.case} names. */
  public static java.util.stream.LongStream cases(long count) {
    Long only = Long.getLong("snapclone.fuzz.case");
    return only == null
        ? java.util.stream.LongStream.range(0, count)
        : java.util.stream.LongStream.of(only);
  }
}
