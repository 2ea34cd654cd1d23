package dev.snapclone.i18n;

import dev.snapclone.i18n.Text.Arg;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The message bundles: {@code i18n/BUNDLE.properties} beside this class, UTF-8, one per part of the
 * product. A pattern holds {@code {0}} for an argument, {@code {0|one|other}} for words that follow
 * a number, and {@code {button.NAME}} for the label of a button under a card. English is complete;
 * {@code KEY[sv]} below {@code KEY} is the same in another language, so that whoever changes a
 * sentence sees its translations. What is not translated is shown in English.
 */
public final class Messages {
  /** The bundles, one per part of the product. */
  public static final List<String> BUNDLES =
      List.of(
          "common",
          "cloud",
          "procedure",
          "snapshot",
          "schedule",
          "clone",
          "verify",
          "windows",
          "linux",
          "jobs",
          "lease",
          "approval",
          "notifications",
          "removal",
          "audit",
          "lists",
          "discord",
          "check");

  /** The keys of buttons' labels. */
  private static final String BUTTON = "button.";

  private static final Pattern PLACEHOLDER =
      Pattern.compile("\\{(?:(button\\.[a-z-]+)|(\\d+)(?:\\|([^|{}]*)\\|([^|{}]*))?)}");

  private static final Set<String> NORWEGIAN = Set.of("no", "nb", "nn");

  private static final Pattern TRANSLATED = Pattern.compile("(.+)\\[([a-z]+)]");

  /** By language, then by key. */
  private final Map<String, Map<String, String>> patterns = new HashMap<>();

  private Messages() {}

  /**
   * Reads the bundles from the class path.
   *
   * @throws IllegalStateException when a bundle is missing or a key stands in two bundles
   */
  public static Messages load() {
    Messages messages = new Messages();
    BUNDLES.forEach(messages::read);
    return messages;
  }

  private void read(String bundle) {
    String name = bundle + ".properties";
    Properties properties = new Properties();
    try (InputStream in = Messages.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("no message bundle " + name);
      }
      properties.load(new InputStreamReader(in, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("message bundle " + name, e);
    }
    for (String entry : properties.stringPropertyNames()) {
      Matcher translated = TRANSLATED.matcher(entry);
      String language = translated.matches() ? translated.group(2) : "en";
      String key = translated.matches() ? translated.group(1) : entry;
      if (patterns(language).put(key, properties.getProperty(entry)) != null) {
        throw new IllegalStateException("message key '" + entry + "' stands in two bundles");
      }
    }
  }

  private Map<String, String> patterns(String language) {
    return patterns.computeIfAbsent(language, l -> new HashMap<>());
  }

  /**
   * The language of a BCP 47 tag; both written Norwegians read Bokmål, which Discord calls {@code
   * no}.
   */
  public static Locale locale(String tag) {
    Locale locale = Locale.forLanguageTag(tag);
    return NORWEGIAN.contains(locale.getLanguage()) ? Locale.forLanguageTag("no") : locale;
  }

  /** All keys of the reference language, sorted. */
  public Set<String> keys() {
    return keys("en");
  }

  /** The keys that a language has of its own: {@code en}, {@code sv} or {@code no}; sorted. */
  public Set<String> keys(String language) {
    return new TreeSet<>(patterns.getOrDefault(language, Map.of()).keySet());
  }

  /** Whether the reference language has the key. */
  public boolean has(String key) {
    return patterns.getOrDefault("en", Map.of()).containsKey(key);
  }

  /**
   * The pattern of a key in a language.
   *
   * @throws IllegalArgumentException when English does not have the key: a bug, found by the test
   *     that checks every key
   */
  public String pattern(Locale locale, String key) {
    for (String language : List.of(locale.getLanguage(), "en")) {
      String pattern = patterns.getOrDefault(language, Map.of()).get(key);
      if (pattern != null) {
        return pattern;
      }
    }
    throw new IllegalArgumentException("no message has the key '" + key + "'");
  }

  /**
   * Fills a text. One that was stored by another version, whose key this one does not have or which
   * has fewer arguments than this one's sentence, is told as far as it can be: whatever shows it
   * could not be shown at all otherwise.
   *
   * @param text key and arguments
   * @param format how one argument is written; nested texts reach it too and usually come back here
   */
  public String render(Locale locale, Text text, Function<Arg, String> format) {
    return render(locale, locale, text, format);
  }

  /**
   * The same for somebody whose language is not that of the cards.
   *
   * @param cards the language in which that person sees the buttons under cards
   */
  public String render(Locale locale, Locale cards, Text text, Function<Arg, String> format) {
    if (!has(text.key())) {
      return text.args().stream().map(format).collect(Collectors.joining(" · ", "… ", ""));
    }
    Locale language = text.key().startsWith(BUTTON) ? cards : locale;
    Matcher matcher = PLACEHOLDER.matcher(pattern(language, text.key()));
    StringBuilder out = new StringBuilder();
    while (matcher.find()) {
      String label = matcher.group(1);
      String filled = label == null ? argument(matcher, text, format) : pattern(cards, label);
      matcher.appendReplacement(out, Matcher.quoteReplacement(filled));
    }
    matcher.appendTail(out);
    return out.toString();
  }

  private static String argument(Matcher matcher, Text text, Function<Arg, String> format) {
    int index = Integer.parseInt(matcher.group(2));
    Arg arg = index < text.args().size() ? text.args().get(index) : Arg.plain("…");
    return matcher.group(3) == null
        ? format.apply(arg)
        : matcher.group(arg.value().equals("1") ? 3 : 4);
  }
}
