package dev.snapclone.openstack;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import org.openstack4j.openstack.identity.v3.domain.KeystoneToken;

/**
 * What Keystone returned for a login.
 *
 * @param token scoped to a project; without its catalog
 * @param catalog the unchecked endpoints of all services, also of those that nobody calls
 * @param renewAt when to get another one, by our clock
 */
record SignedIn(KeystoneToken token, List<Endpoint> catalog, Instant renewAt) {
  SignedIn {
    catalog = List.copyOf(catalog);
  }

  /**
   * One endpoint of the catalog; missing parts are empty.
   *
   * @param facing public, internal or admin
   * @param region the region's id
   * @param url unchecked
   */
  record Endpoint(String type, String facing, String region, String url) {}

  static List<Endpoint> catalog(JsonNode token) {
    return ApiJson.each(token.get("catalog"), SignedIn::endpoints).stream()
        .flatMap(List::stream)
        .toList();
  }

  private static List<Endpoint> endpoints(JsonNode service) {
    return ApiJson.each(
        service.get("endpoints"),
        e -> {
          String region = ApiJson.text(e, "region_id");
          return new Endpoint(
              ApiJson.text(service, "type"),
              ApiJson.text(e, "interface"),
              region.isEmpty() ? ApiJson.text(e, "region") : region,
              ApiJson.text(e, "url").strip());
        });
  }

  String projectId() {
    return token.getProject().getId();
  }
}
