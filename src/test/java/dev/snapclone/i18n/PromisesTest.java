package dev.snapclone.i18n;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a text tells people to press or to type is there, by that name, in their language. */
class PromisesTest {
  private static final Path BUNDLES = Path.of("src/main/resources/dev/snapclone/i18n");
  private static final Pattern COMMAND = Pattern.compile("(?<![\\w./`}*])/([a-z]{3,})\\b");

  /** What Windows itself calls its keys and fields, and what stands for a label. */
  private static final Set<String> NO_BUTTONS =
      Set.of("Enter", "Win", "Ctrl", "Alt", "Tab", "Yes", "OK");

  /** The buttons under cards; Cancel also stands under private details. */
  private static final List<String> ON_CARDS =
      List.of(
          "details",
          "retry",
          "clean-up",
          "clone-this",
          "delete-clone",
          "delete-snapshot",
          "lift-isolation",
          "linux-checklist",
          "windows-steps");

  private final Messages messages = Messages.load();

  private static Set<String> keys() {
    try (Stream<Path> files = Files.list(BUNDLES)) {
      Set<String> keys = new TreeSet<>();
      for (Path file : files.filter(f -> f.toString().endsWith(".properties")).toList()) {
        for (String line : Files.readAllLines(file)) {
          Matcher key = Pattern.compile("([\\w.-]+)=.*").matcher(line);
          if (key.matches()) {
            keys.add(key.group(1));
          }
        }
      }
      return keys;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Set<String> labels(Locale language) {
    return keys().stream()
        .filter(key -> key.startsWith("button."))
        .map(key -> messages.pattern(language, key))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** What people are told to do in Windows is no matter of the bot's. */
  private static boolean isShown(String key) {
    return !key.startsWith("windows.") && !key.startsWith("command.");
  }

  @ParameterizedTest
  @CsvSource({
    "en, [Pp]ress",
    "sv, '[Tt]ryck(?: sedan| först)? på'",
    "no, '[Tt]rykk(?: så| først)? på'"
  })
  void whatIsToBePressedIsAButton(String tag, String press) {
    Locale language = Messages.locale(tag);
    Set<String> labels = labels(language);
    Pattern said = Pattern.compile(press + " (?:då |så |først )?(\\p{Lu}[^.,:;]*)");
    List<String> wrong =
        keys().stream()
            .filter(PromisesTest::isShown)
            .flatMap(
                key ->
                    said.matcher(messages.pattern(language, key))
                        .results()
                        .map(found -> found.group(1))
                        .filter(what -> NO_BUTTONS.stream().noneMatch(what::startsWith))
                        .filter(what -> labels.stream().noneMatch(what::startsWith))
                        .map(what -> key + ": " + what))
            .toList();
    assertEquals(List.of(), wrong);
  }

  /**
   * A card is in the guild's language, which the reader of a private answer may not have: its
   * buttons are named by {@code {button.NAME}}, which is filled in with what stands on the card.
   */
  @ParameterizedTest
  @CsvSource({
    "en, [Pp]ress",
    "sv, '[Tt]ryck(?: sedan| först)? på'",
    "no, '[Tt]rykk(?: så| først)? på'"
  })
  void aButtonOfACardIsNamedAsItStandsThere(String tag, String press) {
    Locale language = Messages.locale(tag);
    Set<String> labels =
        ON_CARDS.stream()
            .map(name -> messages.pattern(language, "button." + name))
            .collect(Collectors.toSet());
    Pattern said = Pattern.compile(press + " (?:då |så |først )?\\**(\\p{Lu}[^.,:;]*)");
    List<String> wrong =
        keys().stream()
            .flatMap(
                key ->
                    said.matcher(messages.pattern(language, key))
                        .results()
                        .map(found -> found.group(1))
                        .filter(what -> labels.stream().anyMatch(what::startsWith))
                        .map(what -> key + ": " + what))
            .toList();
    assertEquals(List.of(), wrong);
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "sv", "no"})
  void whatATextNamesIsThere(String tag) {
    Pattern named = Pattern.compile("\\{(button\\.[^}]*)}");
    Set<String> keys = keys();
    Set<String> found = new TreeSet<>();
    keys.forEach(
        key ->
            named
                .matcher(messages.pattern(Messages.locale(tag), key))
                .results()
                .forEach(one -> found.add(one.group(1))));
    assertTrue(found.size() > 5, found::toString);
    found.removeAll(keys);
    assertEquals(Set.of(), found);
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "sv", "no"})
  void whatIsToBeTypedIsACommand(String tag) {
    Locale language = Messages.locale(tag);
    Set<String> keys = keys();
    List<String> wrong =
        keys.stream()
            .filter(PromisesTest::isShown)
            .flatMap(
                key ->
                    COMMAND
                        .matcher(messages.pattern(language, key))
                        .results()
                        .map(found -> found.group(1))
                        .filter(command -> !keys.contains("command." + command))
                        .map(command -> key + ": /" + command))
            .toList();
    assertEquals(List.of(), wrong);
  }

  @Test
  void theLabelsAreRead() {
    assertTrue(labels(Messages.locale("sv")).contains("Försök igen"));
  }
}
