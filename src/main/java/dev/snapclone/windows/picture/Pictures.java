package dev.snapclone.windows.picture;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Draws the pictures of the guide. The same arguments give the same picture on every host. */
public final class Pictures {
  private final Map<WindowsLanguage, Labels> labels;

  /** Read with the first picture: it takes longer than the rest of the bot's start. */
  private @Nullable Fonts fonts;

  private record Fonts(Letters regular, Letters bold) {}

  public Pictures(Map<WindowsLanguage, Labels> labels) {
    this.labels = Map.copyOf(labels);
  }

  /**
   * @param address the outdated address in Windows; empty when unknown
   * @return a PNG, 800 pixels wide
   */
  // The letters cache glyphs, and several threads make answers.
  public synchronized byte[] draw(Scene scene, WindowsLanguage language, String address) {
    Labels words = labels.get(language);
    if (words == null) {
      throw new IllegalStateException("no labels in " + language);
    }
    return switch (scene) {
      case RUN -> Desktop.run(canvas(380), words);
      case ICON -> Desktop.icon(canvas(400), words);
      case CENTER -> Folders.center(canvas(440), words);
      case CONNECTIONS -> Folders.connections(canvas(500), words);
      case PROPERTIES -> Dialogues.properties(canvas(560), words);
      case ADDRESS -> Dialogues.address(canvas(740), words, address);
    };
  }

  private Canvas canvas(int height) {
    Fonts read = fonts;
    if (read == null) {
      read = new Fonts(Letters.regular(), Letters.bold());
      fonts = read;
    }
    return new Canvas(height, read.regular(), read.bold());
  }
}
