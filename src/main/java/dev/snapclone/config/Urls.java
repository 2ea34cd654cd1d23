package dev.snapclone.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/** Takes addresses apart. */
final class Urls {
  private Urls() {}

  /** The scheme in lower case; empty when missing or the address is invalid. */
  static String scheme(String url) {
    try {
      String scheme = new URI(url).getScheme();
      return scheme == null ? "" : scheme.toLowerCase(Locale.ROOT);
    } catch (URISyntaxException e) {
      return "";
    }
  }

  /** The host; empty when missing or the address is invalid. */
  static String host(String url) {
    try {
      String host = new URI(url).getHost();
      return host == null ? "" : host;
    } catch (URISyntaxException e) {
      return "";
    }
  }
}
