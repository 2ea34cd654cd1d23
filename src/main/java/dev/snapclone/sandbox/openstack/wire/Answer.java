package dev.snapclone.sandbox.openstack.wire;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An HTTP answer.
 *
 * @param status status code
 * @param headers headers by name
 * @param text body, empty for none
 */
public record Answer(int status, Map<String, String> headers, String text) implements Reply {
  private static final String TYPE = "Content-Type";

  public Answer {
    headers = Map.copyOf(headers);
  }

  /** An answer with a JSON body. */
  public static Answer json(int status, JsonNode body) {
    return new Answer(status, Map.of(TYPE, "application/json"), Json.text(body));
  }

  /** An answer without a body. */
  public static Answer empty(int status) {
    return new Answer(status, Map.of(), "");
  }

  /** An answer as a proxy or a login page gives it. */
  public static Answer html(int status, String body) {
    return new Answer(status, Map.of(TYPE, "text/html; charset=utf-8"), body);
  }

  /** The same with one more header; a header that is there already stays. */
  public Answer with(String name, String value) {
    if (headers.containsKey(name)) {
      return this;
    }
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new Answer(status, more, text);
  }

  /** The same with the body cut in half, as when a proxy dies: no JSON any more. */
  public Answer truncated() {
    return new Answer(status, headers, text.substring(0, text.length() / 2));
  }

  byte[] bytes() {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
