package dev.snapclone.i18n;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.snapclone.i18n.Text.Arg;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MessagesTest {
  private static final Pattern KEY_IN_CODE =
      Pattern.compile("(?:Text|ExplainedFailure)\\s*\\.of\\(\\s*\"([a-z0-9.-]+)\"\\s*[,)]");

  private final Messages messages = Messages.load();

  @Test
  void hasEveryKeyThatTheCodeNames() throws IOException {
    Set<String> missing = new TreeSet<>();
    List<String> found = new ArrayList<>();
    try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
        Matcher matcher = KEY_IN_CODE.matcher(Files.readString(file, StandardCharsets.UTF_8));
        while (matcher.find()) {
          found.add(matcher.group(1));
          if (!messages.has(matcher.group(1))) {
            missing.add(matcher.group(1) + " in " + file.getFileName());
          }
        }
      }
    }
    assertTrue(found.size() > 30, "the search finds keys at all");
    assertEquals(Set.of(), missing);
  }

  @Test
  void fillsArgumentsAndPicksTheWordThatFollowsANumber() {
    Text one = Text.of("card.needs", Arg.number(1), Arg.code("soon"));
    Text two = Text.of("card.needs", Arg.number(2), Arg.code("soon"));
    assertEquals(
        "needs 1 more approval, expires soon", messages.render(Locale.ENGLISH, one, Arg::value));
    assertEquals(
        "needs 2 more approvals, expires soon", messages.render(Locale.ENGLISH, two, Arg::value));
  }

  @Test
  void readsArgumentsAsDataNotAsPatterns() {
    Text text = Text.of("approval.counted", Arg.name("{1} $1 \\"));
    assertTrue(messages.render(Locale.ENGLISH, text, Arg::value).contains("job {1} $1 \\ is"));
  }

  @Test
  void fallsBackToEnglish() {
    assertEquals(
        messages.pattern(Locale.ENGLISH, "common.bug"),
        messages.pattern(Locale.JAPANESE, "common.bug"));
  }

  @Test
  void aTextThatAnotherVersionStoredIsToldAsFarAsItCanBe() {
    assertEquals(
        "… db-01 · 2",
        messages.render(
            Locale.ENGLISH, Text.of("no.such", Arg.name("db-01"), Arg.number(2)), Arg::value));
    assertEquals(
        "The volume d (…) was attached to a after this was planned, and would be left out.",
        messages.render(
            Locale.ENGLISH,
            Text.of("procedure.changed.attached", Arg.name("a"), Arg.name("d")),
            Arg::value));
  }

  @Test
  void refusesAKeyThatDoesNotExist() {
    assertThrows(IllegalArgumentException.class, () -> messages.pattern(Locale.ENGLISH, "no.such"));
  }
}
