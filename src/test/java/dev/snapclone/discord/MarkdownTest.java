package dev.snapclone.discord;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.snapclone.i18n.Messages;
import dev.snapclone.i18n.Text;
import dev.snapclone.i18n.Text.Arg;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MarkdownTest {
  private final Wording wording = new Wording(Messages.load());

  private String shown(Arg arg) {
    return wording.markdown(Locale.ENGLISH, Text.of("outcome.to", arg));
  }

  @Test
  void aNumberThatStandsFirstIsNotCountedAnewAsAList() {
    Arg x = Arg.name("x");
    String row =
        wording.markdown(Locale.ENGLISH, Text.of("approval.rule", Arg.plain("1234"), x, x, x));
    assertEquals("1234\\. x: x: x.", row);
    String step = wording.markdown(Locale.ENGLISH, Text.of("windows.page.login", x));
    assertTrue(step.startsWith("1. Press"), step);
  }

  @Test
  void ordinaryNamesReadAsTyped() {
    for (String name :
        List.of("web-01", "win-ad-01", "Ubuntu 24.04", "db.example.org", "Åsa's box")) {
      assertEquals(name, shown(Arg.name(name)));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "**bold**; \\*\\*bold\\*\\*",
        "a_b_c; a\\_b\\_c",
        "`code`; \\`code\\`",
        "<@123>; \\<@\u200b123>",
        "<t:0:R>; \\<t:0:R>",
        "[x](http://evil); \\[x\\](http\\://evil)",
        "https://evil; https\\://evil",
        "||spoiler||; \\|\\|spoiler\\|\\|",
        "# head; \\# head",
        "- item; \\- item",
        "> quote; \\> quote",
        "1. one; 1\\. one",
        "a\\b; a\\\\b",
      })
  void nothingInANameFormats(String raw, String shown) {
    assertEquals(shown, shown(Arg.name(raw)));
  }

  @Test
  void aLinkLeadsToTheWebAndItsWordsAreStillNothingButWords() {
    Text words = Text.of("common.words", Arg.quote("](http://evil) **x** OPS-1"));
    assertEquals(
        "[\\](http\\://evil) \\*\\*x\\*\\* OPS-1](https://tickets.example/1)",
        shown(Arg.link(words, "https://tickets.example/1")));
    for (String none : List.of("javascript:alert(1)", "https://a) [b](https://evil", "ftp://a/")) {
      assertFalse(shown(Arg.link(words, none)).startsWith("["), none);
    }
    assertEquals(
        "](http://evil) **x** OPS-1",
        wording.plain(Locale.ENGLISH, Text.of("outcome.to", Arg.link(words, "https://a/"))));
  }

  @Test
  void everyoneIsNotMentionedEvenInWriting() {
    assertEquals("@\u200beveryone @\u200bhere", shown(Arg.name("@everyone @here")));
  }

  @Test
  void linesZeroWidthCharactersAndOverridesAreFlattened() {
    assertEquals("a b", shown(Arg.name("a\n\r\n\t b")));
    assertEquals("exe.txt", shown(Arg.name("\u202Eexe.\u200Btxt\u2066\uFEFF\u0007")));
  }

  @Test
  void longNamesAndQuotesAreCutWithoutBreakingACharacter() {
    String name = shown(Arg.name("x".repeat(78) + "😀😀"));
    assertEquals("x".repeat(78) + "…", name);
    assertEquals(Wording.QUOTE_MAX, shown(Arg.quote("y".repeat(5000))).length());
  }

  @Test
  void codeCannotBeLeft() {
    assertEquals("`a'b c`", shown(Arg.code("a`b\nc")));
    assertEquals("–", shown(Arg.code("")));
  }

  @Test
  void sizesTimesAndPeopleAreWrittenAsDiscordShowsThem() {
    assertEquals("80 GB", shown(Arg.gigabytes(80)));
    assertEquals("2.5 GB", shown(Arg.bytes(2_684_354_560L)));
    assertEquals("<t:1700000000:R>", shown(Arg.time(java.time.Instant.ofEpochSecond(1700000000))));
    assertEquals("3 min 20 s", shown(Arg.duration(java.time.Duration.ofSeconds(200))));
    assertEquals("12 min", shown(Arg.duration(java.time.Duration.ofSeconds(740))));
    assertEquals("1 h", shown(Arg.duration(java.time.Duration.ofHours(1))));
    assertEquals("24 h", shown(Arg.duration(java.time.Duration.ofHours(24))));
    assertEquals("2 days", shown(Arg.duration(java.time.Duration.ofHours(48))));
    assertEquals("2 d 3 h", shown(Arg.duration(java.time.Duration.ofHours(51))));
    assertEquals("0 s", shown(Arg.duration(java.time.Duration.ofSeconds(-5))));
    assertEquals("<@42>", shown(Arg.person("42")));
    assertEquals("1,234", shown(Arg.number(1234)));
  }

  @Test
  void aPersonThatIsNoNumberMentionsNobody() {
    assertEquals("&1> @\u200beveryone", shown(Arg.person("&1> @everyone")));
  }

  private static final String SPICE =
      "*_~`|<>[]()#@:-+!.\\/&0123456789 \n\r\t\u202E\u200B\u200D\u2028everyone here http://t:R";

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void whateverANameIsNothingComesOfIt(long seed) {
    Random random = new Random(seed);
    // Discord shows a backslashed punctuation mark as the mark itself; what is left may not speak.
    Pattern escaped = Pattern.compile("\\\\[^0-9A-Za-z\\s]");
    Pattern alive = Pattern.compile("[*_~`|<\\[\\]\\n\\r\\u202E\\u200D]|@(?!\u200b)|://|\\\\$");
    for (int round = 0; round < 2000; round++) {
      StringBuilder raw = new StringBuilder();
      int length = random.nextInt(120);
      for (int i = 0; i < length; i++) {
        if (random.nextInt(12) == 0) {
          raw.appendCodePoint(random.nextInt(0x10FFFF + 1));
        } else {
          raw.append(SPICE.charAt(random.nextInt(SPICE.length())));
        }
      }
      String shown = shown(Arg.name(raw.toString()));
      String left = escaped.matcher(shown).replaceAll("x");
      assertFalse(alive.matcher(left).find(), () -> "raw " + raw + " shown " + shown);
      assertTrue(shown.length() <= 2 * Wording.NAME_MAX, shown);
      assertFalse(shown.startsWith("#") || shown.startsWith(">") || shown.startsWith("-"), shown);
    }
  }
}
