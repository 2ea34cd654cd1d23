package dev.snapclone.config;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP proxies to Discord and the clouds. Same meaning as {@code HTTP_PROXY}, {@code
 * HTTPS_PROXY} and {@code NO_PROXY} in curl and most tools. Loopback is no exception unless listed.
 *
 * @param plain for http and ws; null for none
 * @param secure for https and wss; null for none
 * @param except reached directly: {@code *}, a host with its subdomains, the same after a dot or
 *     {@code *.}, an address, a range (CIDR); each may end with a port
 */
public record ProxySettings(
    @Nullable HttpProxy plain, @Nullable HttpProxy secure, List<String> except) {
  public static final ProxySettings NONE = new ProxySettings(null, null, List.of());

  public ProxySettings {
    except = List.copyOf(except);
  }

  /**
   * A proxy that is contacted over plain HTTP.
   *
   * @param host name or address
   * @param credentials {@code user:password}; null for none
   */
  public record HttpProxy(String host, int port, @Nullable Secret credentials) {
    /** The {@code Proxy-Authorization} header (RFC 7617); null for none. */
    public @Nullable String authorization() {
      return credentials == null
          ? null
          : "Basic "
              + Base64.getEncoder()
                  .encodeToString(credentials.reveal().getBytes(StandardCharsets.UTF_8));
    }
  }

  public boolean any() {
    return plain != null || secure != null;
  }

  public List<Secret> secrets() {
    return Stream.of(plain, secure)
        .filter(proxy -> proxy != null && proxy.credentials() != null)
        .map(HttpProxy::credentials)
        .toList();
  }

  /** The proxy for an address; empty when it is reached directly. */
  public Optional<HttpProxy> of(URI address) {
    String scheme = String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
    boolean tls = scheme.equals("https") || scheme.equals("wss");
    HttpProxy proxy = tls ? secure : plain;
    String host = String.valueOf(address.getHost()).toLowerCase(Locale.ROOT);
    int port = address.getPort() < 0 ? (tls ? 443 : 80) : address.getPort();
    return except.stream().anyMatch(entry -> excepts(entry, bare(host), port))
        ? Optional.empty()
        : Optional.ofNullable(proxy);
  }

  /** The header for the proxy with this address; null for none. */
  public @Nullable String authorization(SocketAddress of) {
    return Stream.of(secure, plain)
        .filter(
            proxy ->
                proxy != null
                    && of instanceof InetSocketAddress at
                    && at.getHostString().equals(proxy.host())
                    && at.getPort() == proxy.port())
        .map(HttpProxy::authorization)
        .findFirst()
        .orElse(null);
  }

  /** For an HTTP client. */
  public ProxySelector selector() {
    return new ProxySelector() {
      @Override
      public List<Proxy> select(URI address) {
        return List.of(
            ProxySettings.this
                .of(address)
                .map(
                    proxy ->
                        new Proxy(
                            Proxy.Type.HTTP,
                            InetSocketAddress.createUnresolved(proxy.host(), proxy.port())))
                .orElse(Proxy.NO_PROXY));
      }

      @Override
      public void connectFailed(URI address, SocketAddress proxy, java.io.IOException e) {
        // The call itself reports the failure; there is no other proxy to try.
      }
    };
  }

  private static boolean excepts(String entry, String host, int port) {
    String rule = entry.strip().toLowerCase(Locale.ROOT);
    if (rule.equals("*")) {
      return true;
    }
    boolean ipv6 = rule.indexOf(':') != rule.lastIndexOf(':') && !rule.startsWith("[");
    int colon = ipv6 ? -1 : rule.lastIndexOf(':');
    if (colon > rule.lastIndexOf(']') && rule.substring(colon + 1).matches("\\d{1,5}")) {
      if (Integer.parseInt(rule.substring(colon + 1)) != port) {
        return false;
      }
      rule = rule.substring(0, colon);
    }
    rule = bare(rule);
    if (rule.contains("/")) {
      return inRange(rule, host);
    }
    String name = rule.startsWith("*.") ? rule.substring(2) : rule.replaceFirst("^\\.", "");
    return !name.isEmpty()
        && (host.equals(name) || host.endsWith("." + name) || sameAddress(host, name));
  }

  private static String bare(String host) {
    String name =
        host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
  }

  private static boolean sameAddress(String host, String other) {
    InetAddress one = literal(host);
    return one != null && one.equals(literal(other));
  }

  private static boolean inRange(String range, String host) {
    int slash = range.indexOf('/');
    InetAddress base = literal(range.substring(0, slash));
    InetAddress address = literal(host);
    String length = range.substring(slash + 1);
    if (base == null || address == null || !length.matches("\\d{1,3}")) {
      return false;
    }
    byte[] a = base.getAddress();
    byte[] b = address.getAddress();
    int bits = Integer.parseInt(length);
    if (a.length != b.length || bits > a.length * 8) {
      return false;
    }
    for (int i = 0; i < bits; i++) {
      int mask = 0x80 >> (i % 8);
      if ((a[i / 8] & mask) != (b[i / 8] & mask)) {
        return false;
      }
    }
    return true;
  }

  /** A literal IP address; names are not looked up. */
  private static @Nullable InetAddress literal(String text) {
    if (!text.matches("\\d{1,3}(\\.\\d{1,3}){3}") && !text.matches("[0-9a-f:.]*:[0-9a-f:.]*")) {
      return null;
    }
    try {
      return InetAddress.getByName(text);
    } catch (UnknownHostException e) {
      return null;
    }
  }
}
