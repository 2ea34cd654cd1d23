package dev.snapclone.telemetry;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Under which names the ops address may be asked. A page in somebody's browser can have a name of
 * its own lead to any address (DNS rebinding) and then reads what answers there; its requests still
 * bear that name. So a name counts only when it is {@code localhost} or configured. An address
 * cannot be such a name: on loopback those of loopback count, elsewhere all do, since who asks
 * through a published port or as a probe of a pod uses an address that nobody can know before.
 */
final class HostNames {
  private static final Pattern IPV4 =
      Pattern.compile("((25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)(\\.(?!$)|$)){4}");
  private static final Pattern IPV6 = Pattern.compile("[0-9a-f:.]*:[0-9a-f:.]*");

  private final Set<String> names = new TreeSet<>();
  private final boolean loopbackOnly;

  /**
   * @param names names and addresses that count, without ports
   * @param loopbackOnly whether only this host reaches the ops address
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
      // An address in full is never looked up.
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
