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
   * @return a PNG, 800 pixels wide
   */
  // The letters cache glyphs, and several threads make answers.
  public synchronized byte[] draw(Scene scene, WindowsLanguage language, Addresses addresses) {
    return drawn(scene, language, addresses).png();
  }

  /** The picture before it becomes a file. */
  Canvas drawn(Scene scene, WindowsLanguage language, Addresses addresses) {
    Labels words = labels.get(language);
    if (words == null) {
      throw new IllegalStateException("no labels in " + language);
    }
    Canvas on = canvas(height(scene));
    switch (scene) {
      case RUN -> Desktop.run(on, words);
      case CENTER -> Desktop.center(on, words);
      case ADAPTER -> Adapter.draw(on, words, addresses.old());
      case RESTART -> Remote.restart(on, words, addresses);
      case ISOLATED -> Remote.isolated(on, addresses);
      case SCONFIG -> Sconfig.draw(on);
    }
    return on;
  }

  private static int height(Scene scene) {
    return switch (scene) {
      case RUN -> Desktop.RUN_HEIGHT;
      case CENTER -> Desktop.CENTER_HEIGHT;
      case ADAPTER -> Adapter.HEIGHT;
      case RESTART -> Remote.HEIGHT;
      case ISOLATED -> Remote.ISOLATED_HEIGHT;
      case SCONFIG -> Sconfig.HEIGHT;
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
