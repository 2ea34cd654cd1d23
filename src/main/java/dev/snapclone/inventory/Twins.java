package dev.snapclone.inventory;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Things that look alike, such as two of one name: they are told apart by their ids. */
final class Twins {
  static final int SHORT_ID = 6;

  private Twins() {}

  /**
   * By id, so much of the id that none of those that look alike begins the same; nothing for what
   * looks like nothing else.
   *
   * @param shown how they look, by id
   */
  static Map<String, String> apart(Map<String, String> shown) {
    Map<String, String> apart = new HashMap<>();
    shown.keySet().stream()
        .collect(Collectors.groupingBy(shown::get))
        .values()
        .forEach(
            twins -> {
              if (twins.size() > 1) {
                int length = length(twins);
                twins.forEach(id -> apart.put(id, start(id, length)));
              }
            });
    return apart;
  }

  private static int length(List<String> ids) {
    int longest = ids.stream().mapToInt(String::length).max().orElse(0);
    int length = SHORT_ID;
    while (length < longest && starts(ids, length) < ids.size()) {
      length++;
    }
    return length;
  }

  private static long starts(List<String> ids, int length) {
    return ids.stream().map(id -> start(id, length)).distinct().count();
  }

  static String start(String id, int length) {
    return id.substring(0, Math.min(length, id.length()));
  }
}
