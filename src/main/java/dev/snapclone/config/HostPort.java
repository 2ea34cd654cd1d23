package dev.snapclone.config;

import java.net.InetSocketAddress;

/**
 * An address to listen on.
 *
 * @param host name or address; IPv6 without brackets
 * @param port 0 to 65535; 0 takes any free one
 */
public record HostPort(String host, int port) {
  /**
   * Reads {@code host:port} or {@code [ipv6]:port}.
   *
   * @throws IllegalArgumentException when it is neither
   */
  public static HostPort parse(String text) {
    int colon = text.lastIndexOf(':');
    String host = colon < 0 ? "" : text.substring(0, colon);
    if (host.startsWith("[") && host.endsWith("]")) {
      host = host.substring(1, host.length() - 1);
    } else if (host.contains(":")) {
      throw new IllegalArgumentException("an IPv6 address stands in brackets");
    }
    if (host.isBlank()) {
      throw new IllegalArgumentException("no host");
    }
    try {
      int port = Integer.parseInt(text.substring(colon + 1));
      if (port < 0 || port > 65535) {
        throw new IllegalArgumentException("no such port");
      }
      return new HostPort(host, port);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("no port", e);
    }
  }

  public InetSocketAddress socketAddress() {
    return new InetSocketAddress(host, port);
  }
}
