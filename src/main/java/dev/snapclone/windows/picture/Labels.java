package dev.snapclone.windows.picture;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import java.util.Properties;

/** The labels of Windows in one language, in Microsoft's translation. */
public final class Labels {
  private final Map<WindowsLabel, String> words;

  private Labels(Map<WindowsLabel, String> words) {
    this.words = words;
  }

  /**
   * Reads the labels of all languages.
   *
   * @throws IllegalStateException when one is missing
   */
  public static Map<WindowsLanguage, Labels> load() {
    Map<WindowsLanguage, Labels> all = new EnumMap<>(WindowsLanguage.class);
    for (WindowsLanguage language : WindowsLanguage.values()) {
      all.put(language, load(language));
    }
    return all;
  }

  private static Labels load(WindowsLanguage language) {
    String file = "labels_" + language.code() + ".properties";
    Properties read = new Properties();
    try (InputStream in = Labels.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException("no " + file);
      }
      read.load(new InputStreamReader(in, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(file, e);
    }
    Map<WindowsLabel, String> words = new EnumMap<>(WindowsLabel.class);
    for (WindowsLabel label : WindowsLabel.values()) {
      String word = read.getProperty(label.key());
      if (word == null || word.isBlank()) {
        throw new IllegalStateException(file + " has no " + label.key());
      }
      words.put(label, word);
    }
    return new Labels(words);
  }

  public String of(WindowsLabel label) {
    return words.getOrDefault(label, label.key());
  }
}
