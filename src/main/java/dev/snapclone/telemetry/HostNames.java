package dev.snapclone.telemetry;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The host names under which the ops server answers. A web page can let its own host name point to
 * any address (DNS rebinding) and read the answers, but its requests carry that name. So names
 * other than {@code localhost} must be configured. Addresses are safe: all are accepted, or only
 * those of loopback if the server listens there. Published ports and probes of pods use addresses
 * that are not known in advance.
 */
final class HostNames {
  private static final Pattern IPV4 =
      Pattern.compile("((25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)(\\.(?!$)|$)){4}");
  private static final Pattern IPV6 = Pattern.compile("[0-9a-f:.]*:[0-9a-f:.]*");

  private final Set<String> names = new TreeSet<>();
  private final boolean loopbackOnly;

  /**
   * @param names accepted names and addresses, without ports
   * @param loopbackOnly whether the server listens on loopback
   */
  HostNames(Collection<String> names, boolean loopbackOnly) {
    this.names.add("localhost");
    names.forEach(name -> this.names.add(plain(name)));
    this.loopbackOnly = loopbackOnly;
  }

  /** Whether a request with this {@code Host} may be answered (RFC 9110, 7.2). */
  boolean allows(String header) {
    String host = plain(header.replaceFirst(":\\d*$", ""));
    if (names.contains(host)) {
      return true;
    }
    if (!IPV4.matcher(host).matches() && !IPV6.matcher(host).matches()) {
      return false;
    }
    try {
      // A complete address causes no DNS lookup.
      return InetAddress.getByName(host).isLoopbackAddress() || !loopbackOnly;
    } catch (UnknownHostException e) {
      return false;
    }
  }

  private static String plain(String name) {
    String host = name.strip().toLowerCase(Locale.ROOT);
    if (host.startsWith("[") && host.endsWith("]")) {
      return host.substring(1, host.length() - 1);
    }
    return host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
  }
}
