package dev.snapclone.i18n;

import dev.snapclone.i18n.Text.Arg;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
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
 * product. A pattern holds {@code {0}} for an argument and {@code {0|one|other}} for words that
 * follow a number. English is complete; another language is a file {@code BUNDLE_sv.properties} and
 * falls back to English key by key.
 */
public final class Messages {
  /** The bundles, one per part of the product. */
  public static final List<String> BUNDLES =
      List.of(
          "common",
          "cloud",
          "procedure",
          "snapshot",
          "clone",
          "windows",
          "linux",
          "jobs",
          "approval",
          "audit",
          "lists",
          "discord",
          "check");

  private static final Pattern PLACEHOLDER =
      Pattern.compile("\\{(\\d+)(?:\\|([^|{}]*)\\|([^|{}]*))?}");

  private static final Set<String> NORWEGIAN = Set.of("no", "nb", "nn");

  private final Map<String, String> english;
  private final Map<String, Map<String, String>> translations = new HashMap<>();

  private Messages(Map<String, String> english) {
    this.english = Map.copyOf(english);
  }

  /**
   * Reads the bundles from the class path.
   *
   * @throws IllegalStateException when a key stands in two bundles
   */
  public static Messages load() {
    Messages messages = new Messages(read(""));
    for (String language : List.of("sv", "no")) {
      messages.translations.put(language, read("_" + language));
    }
    return messages;
  }

  private static Map<String, String> read(String suffix) {
    Map<String, String> all = new HashMap<>();
    for (String bundle : BUNDLES) {
      String name = bundle + suffix + ".properties";
      try (InputStream in = Messages.class.getResourceAsStream(name)) {
        if (in == null) {
          continue;
        }
        Properties properties = new Properties();
        try (Reader reader = new InputStreamReader(in, StandardCharsets.UTF_8)) {
          properties.load(reader);
        }
        for (String key : properties.stringPropertyNames()) {
          if (all.put(key, properties.getProperty(key)) != null) {
            throw new IllegalStateException(
                "message key '" + key + "' stands in two bundles, one is " + name);
          }
        }
      } catch (IOException e) {
        throw new UncheckedIOException("message bundle " + name, e);
      }
    }
    return all;
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
    return new TreeSet<>(english.keySet());
  }

  /** The keys that another language has of its own: {@code sv} or {@code no}. */
  public Set<String> keys(String language) {
    return new TreeSet<>(translations.getOrDefault(language, Map.of()).keySet());
  }

  /** Whether the reference language has the key. */
  public boolean has(String key) {
    return english.containsKey(key);
  }

  /**
   * The pattern of a key in a language.
   *
   * @throws IllegalArgumentException when English does not have the key: a bug, found by the test
   *     that checks every key
   */
  public String pattern(Locale locale, String key) {
    String translated = translations.getOrDefault(locale.getLanguage(), Map.of()).get(key);
    String pattern = translated != null ? translated : english.get(key);
    if (pattern == null) {
      throw new IllegalArgumentException("no message has the key '" + key + "'");
    }
    return pattern;
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
    if (!has(text.key())) {
      return text.args().stream().map(format).collect(Collectors.joining(" · ", "… ", ""));
    }
    Matcher matcher = PLACEHOLDER.matcher(pattern(locale, text.key()));
    StringBuilder out = new StringBuilder();
    while (matcher.find()) {
      int index = Integer.parseInt(matcher.group(1));
      Arg arg = index < text.args().size() ? text.args().get(index) : Arg.plain("…");
      String filled =
          matcher.group(2) == null
              ? format.apply(arg)
              : matcher.group(arg.value().equals("1") ? 2 : 3);
      matcher.appendReplacement(out, Matcher.quoteReplacement(filled));
    }
    matcher.appendTail(out);
    return out.toString();
  }
}
