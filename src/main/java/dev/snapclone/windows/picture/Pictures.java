package dev.snapclone.windows.picture;

import java.util.Map;

/**
 * Draws the pictures of the guide. The same arguments give the same picture, whatever the host and
 * whichever fonts it has.
 */
public final class Pictures {
  private final Map<WindowsLanguage, Labels> labels;
  private final Letters regular;
  private final Letters bold;

  /**
   * Reads the font and nothing else.
   *
   * @param labels the labels by language
   */
  public Pictures(Map<WindowsLanguage, Labels> labels) {
    this.labels = Map.copyOf(labels);
    this.regular = Letters.regular();
    this.bold = Letters.bold();
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
    Labels words = labels.getOrDefault(language, labels.get(WindowsLanguage.ENGLISH));
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
    return new Canvas(height, regular, bold);
  }
}
