package dev.snapclone.openstack;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The message in an error answer. Nova and Cinder wrap it in the name of the fault, Keystone in
 * {@code error}, Neutron in {@code NeutronError}; Glance has it at the top with markup, and proxies
 * send HTML.
 */
final class ErrorText {
  private static final int MAX = 300;
  private static final Pattern INVISIBLE =
      Pattern.compile("(?is)<(script|style|head)\\b.*?</\\1\\s*>|<!--.*?-->");
  private static final Pattern TITLE = Pattern.compile("(?is)<title[^>]*>(.*?)</title\\s*>");
  private static final Pattern TAG = Pattern.compile("(?s)<[a-zA-Z/!][^>]{0,500}>");
  private static final Pattern BLANK = Pattern.compile("[\\s\\p{Cntrl}]+");

  /** Possibly a token, a key or user data that the service repeats. */
  private static final Pattern BLOB = Pattern.compile("[A-Za-z0-9+/=_-]{80,}");

  private ErrorText() {}

  /**
   * @param body the answer's body, of any kind
   * @param secrets values that must not get out
   * @return one line of at most 300 characters, without markup; empty when there is no message
   */
  static String of(byte[] body, List<String> secrets) {
    String text = new String(body, StandardCharsets.UTF_8);
    JsonNode json = ApiJson.lenient(text);
    String words = json == null || !json.isContainerNode() ? page(text) : message(json, 0);
    return tidy(words == null ? "" : words, secrets);
  }

  /** Whether Nova or Cinder named the fault {@code overLimit}. */
  static boolean overLimit(byte[] body) {
    JsonNode json = ApiJson.lenient(new String(body, StandardCharsets.UTF_8));
    return json != null && json.path("overLimit").isObject();
  }

  private static @Nullable String message(JsonNode json, int depth) {
    for (String key : List.of("message", "faultstring", "detail", "title", "NeutronError")) {
      String text = ApiJson.textOrNull(json, key);
      if (text != null) {
        return text;
      }
    }
    if (depth < 2) {
      for (JsonNode child : json) {
        String text = child.isContainerNode() ? message(child, depth + 1) : null;
        if (text != null) {
          return text;
        }
      }
    }
    return null;
  }

  private static String page(String html) {
    String body = INVISIBLE.matcher(html).replaceAll(" ");
    String visible = TAG.matcher(body).replaceAll(" ").strip();
    if (!visible.isEmpty()) {
      return visible;
    }
    var title = TITLE.matcher(html);
    return title.find() ? title.group(1) : "";
  }

  private static String tidy(String words, List<String> secrets) {
    String text = words;
    for (String secret : secrets) {
      if (!secret.isEmpty()) {
        text = text.replace(secret, "…");
      }
    }
    text = TAG.matcher(text).replaceAll(" ");
    text = BLOB.matcher(text).replaceAll("…");
    text = BLANK.matcher(text).replaceAll(" ").strip();
    if (text.length() <= MAX) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(MAX - 2)) ? MAX - 2 : MAX - 1;
    return text.substring(0, end) + "…";
  }
}
