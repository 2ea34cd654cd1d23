package dev.snapclone.windows;

import dev.snapclone.windows.picture.Scene;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A page of the guide: one action each. The way of the procedure goes from {@link #START} to {@link
 * #CHECK}; the others stand beside it.
 */
enum GuidePage {
  /** What one sees, why, and all steps in a few lines. */
  START(0, null),
  /** Open the console and log in. */
  CONSOLE(1, null),
  /** The network icon and its menu. */
  ICON(2, Scene.ICON),
  /** Network and Sharing Center. */
  CENTER(3, Scene.CENTER),
  /** The adapter and its menu. */
  CONNECTIONS(4, Scene.CONNECTIONS),
  /** The list of its properties. */
  PROPERTIES(5, Scene.PROPERTIES),
  /** The dialogue with the address. */
  ADDRESS(6, Scene.ADDRESS),
  /** The reboot that comes by itself. */
  RESTART(7, null),
  /** Whether it answers, and what to look at then. */
  CHECK(8, null),
  /** Beside: straight to the adapters. */
  SHORT(0, Scene.RUN),
  /** Beside: three lines to type. */
  POWERSHELL(0, null),
  /** Beside: other dialogues than the pictures show. */
  OTHER(0, null);

  /** How many steps the way has. */
  static final int STEPS = 8;

  private final int step;
  private final @Nullable Scene scene;

  GuidePage(int step, @Nullable Scene scene) {
    this.step = step;
    this.scene = scene;
  }

  /** Its place on the way, from 1; 0 for what is not a step of it. */
  int step() {
    return step;
  }

  /** What its picture shows; null for no picture. */
  @Nullable Scene scene() {
    return scene;
  }

  /** Its name in targets and message keys. */
  String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Optional<GuidePage> of(String key) {
    return Arrays.stream(values()).filter(p -> p.key().equals(key)).findFirst();
  }

  /** Where {@code Next} leads; null at the end. */
  @Nullable GuidePage next() {
    return switch (this) {
      case START -> CONSOLE;
      case CONSOLE -> ICON;
      case ICON -> CENTER;
      case CENTER, SHORT -> CONNECTIONS;
      case CONNECTIONS -> PROPERTIES;
      case PROPERTIES, OTHER -> ADDRESS;
      case ADDRESS, POWERSHELL -> RESTART;
      case RESTART -> CHECK;
      case CHECK -> null;
    };
  }

  /** Where {@code Back} leads; null at the beginning. */
  @Nullable GuidePage back() {
    return switch (this) {
      case START -> null;
      case CONSOLE -> START;
      case ICON -> CONSOLE;
      case CENTER, SHORT, POWERSHELL -> ICON;
      case CONNECTIONS -> CENTER;
      case PROPERTIES, OTHER -> CONNECTIONS;
      case ADDRESS -> PROPERTIES;
      case RESTART -> ADDRESS;
      case CHECK -> RESTART;
    };
  }

  /** Whether labels of Windows can be read on it. */
  boolean showsLabels() {
    return this != RESTART && this != CHECK && this != CONSOLE;
  }
}
