package dev.snapclone.harness;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The numbers of a run of the harness. Not thread-safe. */
final class Figures {
  private final Map<String, Integer> counts = new TreeMap<>();
  private final List<Duration> starts = new ArrayList<>();

  void count(String what) {
    count(what, 1);
  }

  void count(String what, int times) {
    counts.merge(what, times, Integer::sum);
  }

  void started(Duration took) {
    starts.add(took);
  }

  int of(String what) {
    return counts.getOrDefault(what, 0);
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    counts.forEach((what, times) -> text.append(times).append(' ').append(what).append(", "));
    if (starts.isEmpty()) {
      return text.append("no start").toString();
    }
    List<Duration> sorted = starts.stream().sorted().toList();
    return text.append("starts took ")
        .append(sorted.get(sorted.size() / 2).toMillis())
        .append(" ms in the middle, ")
        .append(sorted.get(sorted.size() - 1).toMillis())
        .append(" ms at most")
        .toString();
  }
}
