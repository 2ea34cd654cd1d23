package dev.snapclone.windows;

import dev.snapclone.windows.picture.Scene;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A page of the guide, with one job each. The way that leads is {@link #RUN}, {@link #ADAPTER},
 * {@link #RESTART}; the others stand beside it.
 */
enum GuidePage {
  /** To the adapters by Win+R, which works on every version. */
  RUN('r', 1, Scene.RUN),
  /** From the adapter to an automatic address. */
  ADAPTER('a', 2, Scene.ADAPTER),
  /** The reboot, and whether it answers. */
  RESTART('e', 3, Scene.RESTART),
  /** Instead of {@link #RUN}: the provider's way, through Network and Sharing Center. */
  CENTER('c', 1, Scene.CENTER),
  /** Instead of {@link #RUN} and {@link #ADAPTER}: three lines to type. */
  POWERSHELL('p', 1, null),
  /** The same for a Windows without a desktop. */
  SCONFIG('s', 1, Scene.SCONFIG),
  /** When the console or the first step differs. */
  OTHER_CONSOLE('x', 0, null),
  /** When the dialogues differ. */
  OTHER_ADAPTER('y', 0, null),
  /** When the reboot differs. */
  OTHER_RESTART('z', 0, null),
  /** When PowerShell does. */
  OTHER_POWERSHELL('w', 0, null);

  private final char code;
  private final int step;
  private final @Nullable Scene scene;

  GuidePage(char code, int step, @Nullable Scene scene) {
    this.code = code;
    this.step = step;
    this.scene = scene;
  }

  /** Its letter in a trail. */
  char code() {
    return code;
  }

  /** Its position on its way, from 1; 0 for none. */
  int step() {
    return step;
  }

  /** The content of its picture; null for no picture. */
  @Nullable Scene scene() {
    return scene;
  }

  /** Its name in targets and message keys. */
  String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The page of that name, also by those in messages of older versions. */
  static Optional<GuidePage> of(String key) {
    return switch (key) {
      case "start", "console", "short" -> Optional.of(RUN);
      case "icon" -> Optional.of(CENTER);
      case "connections", "properties", "address" -> Optional.of(ADAPTER);
      case "check" -> Optional.of(RESTART);
      case "other" -> Optional.of(OTHER_ADAPTER);
      default -> Arrays.stream(values()).filter(p -> p.key().equals(key)).findFirst();
    };
  }

  static Optional<GuidePage> of(char code) {
    return Arrays.stream(values()).filter(p -> p.code == code).findFirst();
  }

  /** The target of {@code Next}; null at the end. */
  @Nullable GuidePage next() {
    return switch (this) {
      case RUN, CENTER -> ADAPTER;
      case ADAPTER, POWERSHELL, SCONFIG -> RESTART;
      case RESTART, OTHER_CONSOLE, OTHER_ADAPTER, OTHER_RESTART, OTHER_POWERSHELL -> null;
    };
  }

  /** The page before it, for somebody who came from nowhere; null at the beginning. */
  @Nullable GuidePage before() {
    return switch (this) {
      case RUN, SCONFIG -> null;
      case ADAPTER, CENTER, POWERSHELL, OTHER_CONSOLE -> RUN;
      case RESTART, OTHER_ADAPTER -> ADAPTER;
      case OTHER_RESTART -> RESTART;
      case OTHER_POWERSHELL -> POWERSHELL;
    };
  }

  /** The page for what looks different; null for none. */
  @Nullable GuidePage other() {
    return switch (this) {
      case RUN, CENTER, SCONFIG -> OTHER_CONSOLE;
      case ADAPTER -> OTHER_ADAPTER;
      case RESTART -> OTHER_RESTART;
      case POWERSHELL -> OTHER_POWERSHELL;
      case OTHER_CONSOLE, OTHER_ADAPTER, OTHER_RESTART, OTHER_POWERSHELL -> null;
    };
  }

  /** The other ways that it offers. */
  List<GuidePage> ways() {
    return switch (this) {
      case RUN -> List.of(CENTER, POWERSHELL);
      case CENTER, ADAPTER -> List.of(POWERSHELL);
      case OTHER_CONSOLE, OTHER_POWERSHELL -> List.of(SCONFIG);
      case SCONFIG -> List.of(POWERSHELL, RUN);
      case POWERSHELL, RESTART, OTHER_ADAPTER, OTHER_RESTART -> List.of();
    };
  }

  /** Whether {@link #RESTART} follows it as the second and last step. */
  boolean isShort() {
    return this == POWERSHELL || this == SCONFIG;
  }

  /** Whether it shows labels of Windows that may be in another language than the reader's. */
  boolean showsLabels() {
    return switch (this) {
      case RUN, ADAPTER, CENTER, POWERSHELL, OTHER_ADAPTER -> true;
      case RESTART, SCONFIG, OTHER_CONSOLE, OTHER_RESTART, OTHER_POWERSHELL -> false;
    };
  }
}
