package dev.snapclone.procedure;

import dev.snapclone.cloud.Marks;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A list stored as marks. A short one is comma-separated under its key. A long one is split into
 * {@code KEY_1} … {@code KEY_n}, and the key says {@code chunks:n}, so that inherited chunks of a
 * longer list are never read.
 */
final class MarkList {
  /** A longer list is not written: Nova takes 128 keys, and a partial list would be wrong. */
  private static final int MOST = 60;

  private static final Pattern CHUNKS = Pattern.compile("chunks:(\\d{1,2})");

  private MarkList() {}

  static void write(Map<String, String> marks, String key, List<String> values, Pattern allowed) {
    boolean writable =
        !values.isEmpty()
            && values.size() <= MOST
            && values.stream().allMatch(v -> allowed.matcher(v).matches());
    if (!writable) {
      marks.put(key, Marks.NONE);
      return;
    }
    List<String> chunks = chunks(values);
    if (chunks.size() == 1) {
      marks.put(key, chunks.get(0));
      return;
    }
    marks.put(key, "chunks:" + chunks.size());
    for (int i = 0; i < chunks.size(); i++) {
      marks.put(key + "_" + (i + 1), chunks.get(i));
    }
  }

  private static List<String> chunks(List<String> values) {
    List<String> chunks = new ArrayList<>();
    StringBuilder chunk = new StringBuilder();
    for (String value : values) {
      if (chunk.length() > 0 && chunk.length() + 1 + value.length() > Marks.MAX_VALUE) {
        chunks.add(chunk.toString());
        chunk.setLength(0);
      }
      chunk.append(chunk.length() == 0 ? "" : ",").append(value);
    }
    chunks.add(chunk.toString());
    return chunks;
  }

  /** Empty when it is missing or any part is invalid. */
  static List<String> read(Map<String, String> marks, String key, Pattern allowed) {
    String first = marks.getOrDefault(key, Marks.NONE);
    if (first.equals(Marks.NONE)) {
      return List.of();
    }
    StringBuilder whole = new StringBuilder(first);
    Matcher chunked = CHUNKS.matcher(first);
    if (chunked.matches()) {
      whole.setLength(0);
      for (int i = 1; i <= Integer.parseInt(chunked.group(1)); i++) {
        whole.append(i == 1 ? "" : ",").append(marks.getOrDefault(key + "_" + i, ""));
      }
    }
    List<String> values = List.of(whole.toString().split(",", -1));
    return values.stream().allMatch(v -> allowed.matcher(v).matches()) ? values : List.of();
  }
}
