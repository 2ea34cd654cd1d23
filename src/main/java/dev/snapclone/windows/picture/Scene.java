package dev.snapclone.windows.picture;

import java.util.Locale;

/** The content of a strip of pictures: one for each step with something to see. */
public enum Scene {
  /** Log in, Win+R, and {@code ncpa.cpl} in its window. */
  RUN,
  /** Log in, the network icon with its menu, and Network and Sharing Center. */
  CENTER,
  /** The adapter's menu, its properties, and the dialogue with the address. */
  ADAPTER,
  /** The old address and the new one, and Remote Desktop. */
  RESTART,
  /** Instead of that, while the copy is isolated: its network is shut; the new address after it. */
  ISOLATED,
  /** The keys to press in sconfig. */
  SCONFIG;

  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
