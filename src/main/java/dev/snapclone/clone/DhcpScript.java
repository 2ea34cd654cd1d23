package dev.snapclone.clone;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * The user data that sets the adapters of a Windows copy back to DHCP. cloudbase-init runs a script
 * that begins with {@code #ps1_sysnative} once per instance id, as the system account. It reads it
 * from the config drive, so it needs no network (cloudbase-init documentation, "Userdata").
 */
final class DhcpScript {
  /** Limit of a metadata service or config drive (Nova API reference: 65,535 bytes encoded). */
  static final int MOST_BYTES = 16 * 1024;

  private DhcpScript() {}

  static String text() {
    try (InputStream in = DhcpScript.class.getResourceAsStream("windows-dhcp.ps1")) {
      if (in == null) {
        throw new IllegalStateException("the script windows-dhcp.ps1 is not in the program");
      }
      String script = new String(in.readAllBytes(), StandardCharsets.US_ASCII);
      return script.replace("\r\n", "\n").replace("\n", "\r\n");
    } catch (IOException e) {
      throw new UncheckedIOException("windows-dhcp.ps1", e);
    }
  }
}
