package dev.snapclone.windows.picture;

import java.util.Locale;

/** A label of Windows that the guide names or draws. */
public enum WindowsLabel {
  /** Title of the small window that Win+R opens. */
  RUN,
  /** Before its field. */
  RUN_OPEN,
  OK,
  CANCEL,
  /** First entry of the network icon's menu. */
  TROUBLESHOOT,
  /** The entry that opens the centre, on versions that have it. */
  OPEN_CENTER,
  /** Replaces it in newer versions. */
  OPEN_SETTINGS,
  /** Title of the centre. */
  CENTER,
  CHANGE_ADAPTER,
  /** Title of the window with the adapters. */
  CONNECTIONS,
  UNIDENTIFIED,
  DISABLE,
  STATUS,
  DIAGNOSE,
  PROPERTIES,
  /** Title of the adapter's properties. */
  ADAPTER_PROPERTIES,
  NETWORKING_TAB,
  CLIENT,
  SHARING,
  SCHEDULER,
  IPV4,
  IPV6,
  /** Title of the dialogue with the address. */
  IPV4_PROPERTIES,
  GENERAL_TAB,
  AUTOMATIC_ADDRESS,
  FIXED_ADDRESS,
  IP_ADDRESS,
  SUBNET_MASK,
  GATEWAY,
  AUTOMATIC_DNS,
  FIXED_DNS,
  /** Administrator's PowerShell in the menu of the start button. */
  POWERSHELL_ADMIN;

  String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
