package dev.snapclone.windows.picture;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Draws the pictures of the guide. The same arguments give the same picture, whatever the host and
 * whichever fonts it has.
 */
public final class Pictures {
  private final Map<WindowsLanguage, Labels> labels;

  /** Read when the first picture is drawn: it takes longer than the rest of the bot's start. */
  private @Nullable Fonts fonts;

  private record Fonts(Letters regular, Letters bold) {}

  /**
   * @param labels the labels by language
   */
  public Pictures(Map<WindowsLanguage, Labels> labels) {
    this.labels = Map.copyOf(labels);
  }

  /**
   * Draws a scene.
   *
   * @param scene what is to be seen
   * @param language the labels
   * @param address the address that Windows has and should not have; empty when it is not known
   * @return a PNG, 800 pixels wide
   */
  // The letters keep what they have read, and answers are made by several threads.
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
