package dev.snapclone.sandbox.openstack;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.snapclone.sandbox.openstack.wire.Call;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Pages by limit and marker, as in Nova and Cinder: a full page has a link to the next one, even if
 * that will be empty.
 */
record Paging<T>(List<T> page, Optional<String> next) {

  /**
   * Selects a page.
   *
   * @param all all items, in order
   * @param id gives an item's id
   * @param most the service's limit
   * @param missing makes the error for an unknown marker
   */
  static <T> Paging<T> of(
      Call call,
      List<T> all,
      Function<T, String> id,
      int most,
      Function<String, ApiError> missing) {
    List<T> rest = all;
    String marker = call.param("marker");
    if (marker != null && !marker.isEmpty()) {
      int found = -1;
      for (int i = 0; i < all.size(); i++) {
        if (id.apply(all.get(i)).equals(marker)) {
          found = i;
        }
      }
      if (found < 0) {
        throw missing.apply(marker);
      }
      rest = all.subList(found + 1, all.size());
    }
    int limit = limit(call.param("limit"), most);
    List<T> page = rest.subList(0, Math.min(limit, rest.size()));
    boolean full = !page.isEmpty() && page.size() == limit;
    return new Paging<>(
        List.copyOf(page),
        full ? Optional.of(id.apply(page.get(page.size() - 1))) : Optional.empty());
  }

  private static int limit(@Nullable String limit, int most) {
    if (limit == null || limit.isEmpty()) {
      return most;
    }
    if (!limit.matches("\\d{1,9}")) {
      throw ApiError.badRequest(
          "Invalid input for query parameters limit. Value: %s. '%s' does not match '^[0-9]*$'"
              .formatted(limit, limit));
    }
    int wanted = Integer.parseInt(limit);
    return wanted == 0 ? most : Math.min(wanted, most);
  }

  /** Adds the link to the next page, if there is one. */
  void link(ObjectNode list, String key, String url, Call call) {
    if (next.isPresent()) {
      list.putArray(key).addObject().put("rel", "next").put("href", url + query(call, next.get()));
    }
  }

  /** The same query with another marker. */
  static String query(Call call, String marker) {
    List<String> parts = new ArrayList<>();
    call.query()
        .forEach(
            (name, values) -> {
              if (!name.equals("marker")) {
                values.forEach(v -> parts.add(encode(name) + "=" + encode(v)));
              }
            });
    parts.add("marker=" + encode(marker));
    return "?" + String.join("&", parts);
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
