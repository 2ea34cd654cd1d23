package dev.snapclone.i18n;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every text that people in the chat read is there in every language, whole and within limits. */
class TranslationsTest {
  private static final Pattern PLACEHOLDER =
      Pattern.compile("\\{(\\d+|button\\.[a-z-]+)(\\|[^|{}]*\\|[^|{}]*)?}");
  private static final Pattern LITERAL = Pattern.compile("\"((?:[^\"\\\\\\n]|\\\\.)*)\"");

  /** The command line speaks English only: whoever runs the bot reads its log as well. */
  private static final String COMMAND_LINE = "check.";

  private final Messages messages = Messages.load();

  @ParameterizedTest
  @ValueSource(strings = {"sv", "no"})
  void everyLanguageHasTheSameKeys(String language) {
    Set<String> wanted =
        messages.keys().stream()
            .filter(key -> !key.startsWith(COMMAND_LINE))
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> has = new TreeSet<>(messages.keys(language));
    Set<String> missing = new TreeSet<>(wanted);
    missing.removeAll(has);
    has.removeAll(wanted);
    assertEquals(Set.of(), missing, "not translated");
    assertEquals(Set.of(), has, "translated, but not in the English bundles");
  }

  @ParameterizedTest
  @ValueSource(strings = {"sv", "no"})
  void everyLanguageFillsInTheSameArguments(String language) {
    TreeMap<String, String> wrong = new TreeMap<>();
    for (String key : messages.keys(language)) {
      Set<String> english = placeholders(messages.pattern(Locale.ENGLISH, key));
      Set<String> here = placeholders(messages.pattern(Locale.forLanguageTag(language), key));
      if (!english.equals(here)) {
        wrong.put(key, english + " became " + here);
      }
    }
    assertEquals(new TreeMap<>(), wrong);
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "sv", "no"})
  void nothingIsLongerThanDiscordTakes(String language) {
    TreeMap<String, Integer> tooLong = new TreeMap<>();
    for (String key : messages.keys()) {
      String pattern = messages.pattern(Locale.forLanguageTag(language), key);
      if (pattern.length() > limit(key)) {
        tooLong.put(key, pattern.length());
      }
    }
    assertEquals(new TreeMap<>(), tooLong);
  }

  /** No longer written, but rows that an earlier version stored hold them. */
  private static final Set<String> STORED_BEFORE =
      Set.of(
          "clone.deleted-volumes",
          "clone.left-out.swap",
          "clone.plan.data-left-out",
          "clone.plan.flavor",
          "clone.plan.left-out-means",
          "clone.quota.and",
          "clone.quota.gigabytes",
          "clone.quota.line",
          "clone.quota.ram-mb",
          "procedure.left-out.swap",
          "procedure.quota.gigabytes",
          "procedure.quota.snapshots",
          "procedure.quota.unknown",
          "procedure.step.mark",
          "procedure.volume.line",
          "procedure.warn.ephemeral",
          "procedure.warn.left-out",
          "snapshot.id-image",
          "snapshot.id-volume",
          "snapshot.next");

  @Test
  void everyTextIsUsed() throws IOException {
    Set<String> literals = new TreeSet<>();
    try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
        LITERAL
            .matcher(Files.readString(file, StandardCharsets.UTF_8))
            .results()
            .map(found -> found.group(1))
            .forEach(literals::add);
      }
    }
    assertTrue(literals.size() > 1000, "the literals were found");
    List<String> stems = literals.stream().filter(l -> l.matches("[a-z][a-z-]*\\..*")).toList();
    Set<String> unused = new TreeSet<>();
    for (String key : messages.keys()) {
      boolean whole = literals.contains(key) || STORED_BEFORE.contains(key);
      boolean composed =
          stems.stream()
              .anyMatch(
                  stem ->
                      key.startsWith(stem)
                          && (stem.endsWith(".")
                              || stem.endsWith("-")
                              || literals.stream().anyMatch(l -> key.equals(stem + l))));
      if (!whole && !composed) {
        unused.add(key);
      }
    }
    assertEquals(Set.of(), unused);
  }

  /** Discord's limits: interactions/application-commands.mdx and components/reference.mdx. */
  private static int limit(String key) {
    if (key.startsWith("command.")) {
      return 100;
    }
    if (key.startsWith("button.")) {
      return 38;
    }
    if (key.startsWith("approval.reason.")) {
      return 45; // title and label of the dialogue that asks for a reason
    }
    if (key.startsWith("lists.suggest.")) {
      return 20; // beside a name and an id within the 35 characters that a phone shows
    }
    return key.startsWith("choice.") ? 100 : 1024;
  }

  /** A brace that is left over is a placeholder that nothing fills in. */
  @ParameterizedTest
  @ValueSource(strings = {"en", "sv", "no"})
  void everyBraceBelongsToAPlaceholder(String language) {
    TreeMap<String, String> wrong = new TreeMap<>();
    for (String key : messages.keys()) {
      String pattern = messages.pattern(Locale.forLanguageTag(language), key);
      String rest = PLACEHOLDER.matcher(pattern).replaceAll("");
      if (rest.contains("{") || rest.contains("}")) {
        wrong.put(key, pattern);
      }
    }
    assertEquals(new TreeMap<>(), wrong);
  }

  /** People find a button that a text names only when it is called so there. */
  @ParameterizedTest
  @ValueSource(strings = {"sv", "no"})
  void textsCallTheButtonsByTheirNames(String language) {
    TreeMap<String, String> wrong = new TreeMap<>();
    List<String> named =
        List.of(
            "clean-up",
            "open-console",
            "windows-steps",
            "guide-back",
            "guide-sconfig",
            "i-have-done-it");
    for (String button : named) {
      String english = messages.pattern(Locale.ENGLISH, "button." + button);
      String here = messages.pattern(Locale.forLanguageTag(language), "button." + button);
      for (String key : messages.keys(language)) {
        String pattern = messages.pattern(Locale.forLanguageTag(language), key);
        if (key.startsWith("button.")) {
          continue;
        }
        if (messages.pattern(Locale.ENGLISH, key).matches("(?i).*\\bpress \\**" + english + "\\b.*")
            && !pattern.contains(here)) {
          wrong.put(key, here + " is missing in: " + pattern);
        }
      }
    }
    assertEquals(new TreeMap<>(), wrong);
  }

  private static Set<String> placeholders(String pattern) {
    return PLACEHOLDER
        .matcher(pattern)
        .results()
        .map(TranslationsTest::shape)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The number, or number and plural: the plural's words are the language's own. */
  private static String shape(MatchResult found) {
    return found.group(1);
  }
}
