package dev.snapclone.sandbox.openstack.wire;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An HTTP answer.
 *
 * @param text body, empty for none
 */
public record HttpAnswer(int status, Map<String, String> headers, String text)
    implements ServiceReply {
  private static final String TYPE = "Content-Type";

  public HttpAnswer {
    headers = Map.copyOf(headers);
  }

  /** An answer with a JSON body. */
  public static HttpAnswer json(int status, JsonNode body) {
    return new HttpAnswer(status, Map.of(TYPE, "application/json"), WireJson.text(body));
  }

  /** An answer without a body. */
  public static HttpAnswer empty(int status) {
    return new HttpAnswer(status, Map.of(), "");
  }

  /** An HTML answer, as from a proxy or a login page. */
  public static HttpAnswer html(int status, String body) {
    return new HttpAnswer(status, Map.of(TYPE, "text/html; charset=utf-8"), body);
  }

  /** The same with one more header; an existing one is not replaced. */
  public HttpAnswer with(String name, String value) {
    if (headers.containsKey(name)) {
      return this;
    }
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new HttpAnswer(status, more, text);
  }

  /** The same with half of the body, as after a crash of a proxy; not valid JSON. */
  public HttpAnswer truncated() {
    return new HttpAnswer(status, headers, text.substring(0, text.length() / 2));
  }

  byte[] bytes() {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
