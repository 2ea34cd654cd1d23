package dev.snapclone.windows;

import dev.snapclone.windows.picture.Scene;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A page of the guide, with one action each. The main path leads from {@link #START} to {@link
 * #CHECK}; the other pages are alternatives.
 */
enum GuidePage {
  /** The symptom, its reason, and all steps in brief. */
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
  /** The automatic reboot. */
  RESTART(7, null),
  /** Whether it answers, and what to check if not. */
  CHECK(8, null),
  /** Alternative: straight to the adapters. */
  SHORT(0, Scene.RUN),
  /** Alternative: three lines to type. */
  POWERSHELL(0, null),
  /** Alternative: for dialogues that differ from the pictures. */
  OTHER(0, null);

  /** The number of steps on the main path. */
  static final int STEPS = 8;

  private final int step;
  private final @Nullable Scene scene;

  GuidePage(int step, @Nullable Scene scene) {
    this.step = step;
    this.scene = scene;
  }

  /** Its position on the main path, from 1; 0 for an alternative. */
  int step() {
    return step;
  }

  /** The content of its picture; null for no picture. */
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

  /** The target of {@code Next}; null at the end. */
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

  /** The target of {@code Back}; null at the beginning. */
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

  /** Whether it shows labels of Windows. */
  boolean showsLabels() {
    return this != RESTART && this != CHECK && this != CONSOLE;
  }
}
