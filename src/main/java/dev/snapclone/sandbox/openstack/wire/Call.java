package dev.snapclone.sandbox.openstack.wire;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A complete request.
 *
 * @param method GET, POST …
 * @param path decoded path, from the root
 * @param rawQuery the query as it was sent, empty for none
 * @param query decoded parameters in order
 * @param headers by lower-case name
 * @param body as sent, read as UTF-8
 * @param length bytes of the body
 * @param requestId the id that the answer will carry
 * @param base scheme, host and port as the client wrote them
 */
public record Call(
    String method,
    String path,
    String rawQuery,
    Map<String, List<String>> query,
    Map<String, String> headers,
    String body,
    int length,
    String requestId,
    String base) {

  /** A header, ignoring case. */
  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
  }

  /** The first value of a query parameter, null if there is none. */
  public @Nullable String param(String name) {
    List<String> values = query.get(name);
    return values == null || values.isEmpty() ? null : values.get(0);
  }

  /** All values of a query parameter. */
  public List<String> params(String name) {
    return query.getOrDefault(name, List.of());
  }

  /** The body as JSON, null when it is not. */
  public @Nullable JsonNode json() {
    return WireJson.read(body);
  }

  /** The same request with a shorter path. */
  Call at(String shorter) {
    return new Call(method, shorter, rawQuery, query, headers, body, length, requestId, base);
  }
}
