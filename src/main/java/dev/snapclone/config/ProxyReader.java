package dev.snapclone.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads {@code proxy}; if it is unset, the environment, as other tools do. */
final class ProxyReader {
  private final Environment environment;
  private final Problems problems;

  ProxyReader(Environment environment, Problems problems) {
    this.environment = environment;
    this.problems = problems;
  }

  ProxySettings read(Values values) {
    String own = values.text("proxy.url");
    List<String> except = values.texts("proxy.no-proxy");
    if (except.isEmpty()) {
      String listed = variable("NO_PROXY");
      except =
          listed == null
              ? List.of()
              : Arrays.stream(listed.split("[,\\s]+")).filter(one -> !one.isEmpty()).toList();
    }
    if (own != null) {
      ProxySettings.HttpProxy proxy = proxy(own, values.origin("proxy.url"), "proxy.url");
      return new ProxySettings(proxy, proxy, except);
    }
    return new ProxySettings(ofVariable("HTTP_PROXY"), ofVariable("HTTPS_PROXY"), except);
  }

  /** The lower-case name wins, as in curl. */
  private @Nullable String variable(String name) {
    String lower = environment.variable(name.toLowerCase(Locale.ROOT));
    return lower != null ? lower : environment.variable(name);
  }

  private ProxySettings.@Nullable HttpProxy ofVariable(String name) {
    String url = variable(name);
    return url == null ? null : proxy(url, "environment variable " + name, name);
  }

  /** The address may contain a password, so no problem quotes it. */
  private ProxySettings.@Nullable HttpProxy proxy(String url, String origin, String key) {
    String fix = "Write " + key + " as http://proxy.example:3128, with user:password@ where needed";
    try {
      URI uri = new URI(url.contains("://") ? url : "http://" + url);
      String host = uri.getHost();
      if (!"http".equalsIgnoreCase(uri.getScheme())) {
        problems.add(origin, key + " names a proxy that is not spoken to over http://", fix);
        return null;
      }
      if (host == null) {
        problems.add(origin, key + " is no address of a proxy", fix);
        return null;
      }
      String user = uri.getRawUserInfo();
      return new ProxySettings.HttpProxy(
          host.startsWith("[") ? host.substring(1, host.length() - 1) : host,
          uri.getPort() < 0 ? 80 : uri.getPort(),
          user == null
              ? null
              : new Secret(URLDecoder.decode(user.replace("+", "%2B"), StandardCharsets.UTF_8)));
    } catch (URISyntaxException | IllegalArgumentException e) {
      problems.add(origin, key + " is no address of a proxy", fix);
      return null;
    }
  }
}
