package dev.snapclone.windows.picture;

import java.util.Locale;

/** A label of Windows that the guide names or draws. */
public enum WindowsLabel {
  /** Title of the small window that Win+R opens. */
  RUN,
  /** Before its field. */
  RUN_OPEN,
  OK,
  /** The entry of the network icon's menu that opens the centre, on versions that have it. */
  OPEN_CENTER,
  /** Title of the centre. */
  CENTER,
  CHANGE_ADAPTER,
  /** Title of the window with the adapters. */
  CONNECTIONS,
  PROPERTIES,
  /** Title of the adapter's properties. */
  ADAPTER_PROPERTIES,
  IPV4,
  IPV6,
  AUTOMATIC_ADDRESS,
  FIXED_ADDRESS,
  IP_ADDRESS,
  AUTOMATIC_DNS,
  /** Title of the Remote Desktop client. */
  REMOTE_DESKTOP,
  /** Before its field. */
  COMPUTER,
  CONNECT,
  /** Administrator's PowerShell in the menu of the start button. */
  POWERSHELL_ADMIN;

  String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
