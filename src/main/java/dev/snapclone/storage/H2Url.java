package dev.snapclone.storage;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * An H2 URL with the options that we rely on, whatever was configured: the PostgreSQL mode, since
 * the same scripts run on both databases; no write delay, which lost acknowledged commits when the
 * process was killed; no automatic closing when the JVM exits, since jobs are parked then; and no
 * trace file, which only repeats the exceptions.
 *
 * @param url the complete URL
 * @param oursAlone whether no other process can have the database open
 */
record H2Url(String url, boolean oursAlone) {
  static final String PREFIX = "jdbc:h2:";

  private static final Map<String, String> ENFORCED =
      Map.of(
          "MODE", "PostgreSQL",
          "DATABASE_TO_LOWER", "TRUE",
          "DEFAULT_NULL_ORDERING", "HIGH",
          "WRITE_DELAY", "0",
          "DB_CLOSE_ON_EXIT", "FALSE",
          "AUTO_SERVER", "FALSE",
          "LOCK_TIMEOUT", "10000",
          "TRACE_LEVEL_FILE", "0");

  static H2Url of(String configured) {
    List<String> parts =
        Arrays.stream(configured.split(";", -1)).filter(part -> !part.isEmpty()).toList();
    String base = parts.get(0);
    Map<String, String> options = new LinkedHashMap<>();
    for (String part : parts.subList(1, parts.size())) {
      int equals = part.indexOf('=');
      String name = equals < 0 ? part : part.substring(0, equals);
      options.put(name.toUpperCase(Locale.ROOT), equals < 0 ? "" : part.substring(equals + 1));
    }
    options.putAll(ENFORCED);
    boolean remote = base.startsWith(PREFIX + "tcp:") || base.startsWith(PREFIX + "ssl:");
    if (remote || base.startsWith(PREFIX + "mem:")) {
      options.remove("AUTO_SERVER"); // only allowed for files
    }
    StringBuilder url = new StringBuilder(base);
    options.forEach((name, value) -> url.append(';').append(name).append('=').append(value));
    return new H2Url(url.toString(), !remote);
  }
}
