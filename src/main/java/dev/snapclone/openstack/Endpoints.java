package dev.snapclone.openstack;

import dev.snapclone.cloud.CloudException;
import dev.snapclone.cloud.CloudException.Kind;
import dev.snapclone.config.CloudSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.openstack4j.model.identity.v3.Endpoint;
import org.openstack4j.openstack.identity.v3.domain.KeystoneService;
import org.openstack4j.openstack.identity.v3.domain.KeystoneToken;

/**
 * Finds a service's address in the catalog of a token, for the configured region and interface. The
 * library's own resolver may pick volumev2, or send a call to Keystone, token included. Catalogs
 * name addresses with and without version, project and slash; what comes out always has what the
 * service needs.
 */
final class Endpoints {
  private static final Pattern VERSION = Pattern.compile("v\\d+(\\.\\d+)?");

  private final CloudSettings settings;
  private final Failures failures;

  Endpoints(CloudSettings settings, Failures failures) {
    this.settings = settings;
    this.failures = failures;
  }

  /**
   * The base address of a service: no slash at the end, version included, and for block storage the
   * project too.
   *
   * @throws CloudException MISCONFIGURED when the catalog has none that fits
   */
  String url(KeystoneToken token, Service service) {
    for (String type : service.catalogTypes()) {
      List<Endpoint> found = new ArrayList<>();
      for (KeystoneService entry : catalog(token)) {
        if (type.equals(entry.getType())) {
          entry.getEndpoints().stream().filter(this::fits).forEach(found::add);
        }
      }
      if (!found.isEmpty()) {
        refuseSeveralRegions(found, service);
        return complete(found.get(0).getUrl().toString(), service, token);
      }
    }
    String region =
        settings.region() == null
            ? ""
            : " in region " + settings.region() + "; it has the regions " + regions(token);
    throw failures.of(
        Kind.MISCONFIGURED,
        service.label(),
        "the catalog has no " + settings.endpointInterface() + " endpoint for it" + region,
        null);
  }

  private static Set<String> regions(KeystoneToken token) {
    TreeSet<String> regions = new TreeSet<>();
    for (KeystoneService service : catalog(token)) {
      service.getEndpoints().forEach(endpoint -> regions.add(region(endpoint)));
    }
    return regions;
  }

  private static List<? extends KeystoneService> catalog(KeystoneToken token) {
    List<? extends KeystoneService> catalog = token.getCatalog();
    return catalog == null ? List.of() : catalog;
  }

  private boolean fits(Endpoint endpoint) {
    return endpoint.getUrl() != null
        && endpoint.getIface() != null
        && endpoint.getIface().value().equals(settings.endpointInterface())
        && (settings.region() == null || settings.region().equals(region(endpoint)));
  }

  private static String region(Endpoint endpoint) {
    String id = endpoint.getRegionId();
    return Objects.requireNonNullElse(id == null ? endpoint.getRegion() : id, "");
  }

  /** Without a region the choice among several would be chance, and a snapshot in the wrong one. */
  private void refuseSeveralRegions(List<Endpoint> found, Service service) {
    TreeSet<String> regions = new TreeSet<>();
    found.forEach(e -> regions.add(region(e)));
    if (regions.size() > 1) {
      throw failures.of(
          Kind.MISCONFIGURED,
          service.label(),
          "the catalog has several regions, set region_name to one of " + regions,
          null);
    }
  }

  private static String complete(String catalogUrl, Service service, KeystoneToken token) {
    String url = catalogUrl.replaceAll("/+$", "");
    int path = url.indexOf('/', url.indexOf("://") + 3);
    List<String> segments = List.of((path < 0 ? "" : url.substring(path)).split("/", -1));
    boolean versioned =
        segments.stream().anyMatch(s -> VERSION.matcher(s.toLowerCase(Locale.ROOT)).matches());
    String last = segments.get(segments.size() - 1);
    return switch (service) {
      case COMPUTE -> versioned ? url : url + "/v2.1";
      case IMAGE -> versioned ? url : url + "/v2";
      case NETWORK -> versioned ? url : url + "/v2.0";
      case BLOCK_STORAGE -> {
        String withVersion = versioned ? url : url + "/v3";
        // From Cinder 3.67 on the project may be missing in the address; with it any release works.
        yield versioned && !VERSION.matcher(last).matches()
            ? withVersion
            : withVersion + "/" + token.getProject().getId();
      }
    };
  }
}
