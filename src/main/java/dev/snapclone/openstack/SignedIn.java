package dev.snapclone.openstack;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import org.openstack4j.openstack.identity.v3.domain.KeystoneToken;

/**
 * What Keystone gave for a login.
 *
 * @param token scoped to a project; without its catalog
 * @param catalog the endpoints of the services, as they are written: of services that nobody calls
 *     too, so nothing in it is an address yet
 * @param renewAt when to get another one, by our clock
 */
record SignedIn(KeystoneToken token, List<Endpoint> catalog, Instant renewAt) {
  SignedIn {
    catalog = List.copyOf(catalog);
  }

  /**
   * One line of the catalog; each part is empty when it is missing.
   *
   * @param type the service's type
   * @param facing public, internal or admin
   * @param region the region's id
   * @param url the address, which may be anything
   */
  record Endpoint(String type, String facing, String region, String url) {}

  /** The endpoints of a token's JSON, in its order. */
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
