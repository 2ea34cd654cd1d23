package dev.snapclone.windows.picture;

import java.util.Locale;

/** The content of a picture, in the order of the guide. */
public enum Scene {
  /** The small window of Win+R with {@code ncpa.cpl} typed in it. */
  RUN,
  /** The network icon beside the clock, and its menu. */
  ICON,
  /** Network and Sharing Center. */
  CENTER,
  /** Network Connections, and the menu of the adapter. */
  CONNECTIONS,
  /** The list of the adapter's properties. */
  PROPERTIES,
  /** The dialogue with the address, before it is changed. */
  ADDRESS;

  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
