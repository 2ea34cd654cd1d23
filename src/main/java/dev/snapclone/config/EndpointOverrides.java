package dev.snapclone.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Addresses that replace the catalog's. Named as in openstacksdk ({@code
 * CloudRegion.get_endpoint}): {@code compute_endpoint_override}, else {@code compute_endpoint}, by
 * the service's type and then its aliases.
 */
final class EndpointOverrides {
  /** The services that the bot calls, with the possible prefixes of their keys. */
  private static final Map<String, List<String>> NAMES =
      Map.of(
          "identity", List.of("identity"),
          "compute", List.of("compute"),
          "block-storage",
              List.of("block_storage", "volumev3", "volumev2", "volume", "block_store"),
          "image", List.of("image"),
          "network", List.of("network"));

  private final CloudEntry entry;

  EndpointOverrides(CloudEntry entry) {
    this.entry = entry;
  }

  /** Address by service; an invalid one is a problem. */
  Map<String, String> read() {
    Map<String, String> overrides = new LinkedHashMap<>();
    NAMES.forEach(
        (service, names) -> {
          for (String end : List.of("_endpoint_override", "_endpoint")) {
            for (String name : names) {
              String url = entry.text(name + end);
              if (url != null && !overrides.containsKey(service)) {
                overrides.put(service, checked(name + end, url));
              }
            }
          }
        });
    return overrides;
  }

  private String checked(String key, String url) {
    // keystoneauth replaces this placeholder by the project.
    String filled = url.replaceAll("[%$]\\((project_id|tenant_id)\\)s", "x");
    if (!Set.of("http", "https").contains(Urls.scheme(filled)) || Urls.host(filled).isEmpty()) {
      entry.problem(
          "has a " + key + " that is no address",
          "Write it as https://cloud.example:8774/v2.1, or remove it to take the catalog's");
    }
    return url;
  }
}
