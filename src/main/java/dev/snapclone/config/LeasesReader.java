package dev.snapclone.config;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads how long things are kept. */
final class LeasesReader {
  private static final Duration LEAST = Duration.ofHours(1);
  private static final Duration SHORTEST_NOTICE = Duration.ofMinutes(1);

  private final Values values;

  LeasesReader(Values values) {
    this.values = values;
  }

  LeaseSettings read() {
    Map<String, LeaseSettings.Term> terms = new LinkedHashMap<>();
    for (String command : List.of("snapshot", "clone", "copy")) {
      String usualKey = "leases." + command + ".default";
      Duration usual = values.optionalDuration(usualKey, LEAST, "3d");
      Duration most = values.optionalDuration("leases." + command + ".max", LEAST, "30d");
      if (usual != null && most != null && usual.compareTo(most) > 0) {
        values.wrong(
            usualKey,
            "is longer than leases." + command + ".max",
            "Write a shorter default or a longer max");
      }
      // Otherwise leaving out the option would be the way around the limit.
      terms.put(command, new LeaseSettings.Term(usual == null ? most : usual, most));
    }
    return new LeaseSettings(terms, values.duration("leases.remind-before", SHORTEST_NOTICE));
  }
}
