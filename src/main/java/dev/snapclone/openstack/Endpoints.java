package dev.snapclone.openstack;

import dev.snapclone.cloud.CloudException;
import dev.snapclone.cloud.CloudException.Kind;
import dev.snapclone.config.CloudSettings;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import okhttp3.HttpUrl;

/**
 * Finds a service's address: the configured one, or the catalog's for the configured region and
 * interface. The library's resolver may pick volumev2, or send a call and its token to Keystone.
 * Catalog addresses vary in version, project and slash; results are always complete.
 */
final class Endpoints {
  private static final Pattern VERSION = Pattern.compile("v\\d+(\\.\\d+)?");

  /** The project's placeholder in Keystone's catalog and in keystoneauth's overrides. */
  private static final Pattern PROJECT = Pattern.compile("[%$]\\((project_id|tenant_id)\\)s");

  private final CloudSettings settings;
  private final Failures failures;

  Endpoints(CloudSettings settings, Failures failures) {
    this.settings = settings;
    this.failures = failures;
  }

  /**
   * The base address of a service, with its version and without a final slash; for block storage
   * with the project too.
   *
   * @throws CloudException MISCONFIGURED when no usable one exists
   */
  String url(SignedIn signedIn, Service service) {
    String override = settings.endpointOverrides().get(service.label());
    if (override != null) {
      return complete(filled(override, signedIn), service, signedIn.projectId());
    }
    List<SignedIn.Endpoint> fitting = List.of();
    for (String type : service.catalogTypes()) {
      List<SignedIn.Endpoint> named =
          signedIn.catalog().stream().filter(e -> e.type().equals(type) && fits(e)).toList();
      List<String> usable =
          named.stream()
              .map(e -> HttpUrl.parse(filled(e.url(), signedIn)))
              .filter(Objects::nonNull)
              .map(HttpUrl::toString)
              .toList();
      if (!usable.isEmpty()) {
        refuseSeveralRegions(named, service);
        return complete(usable.get(0), service, signedIn.projectId());
      }
      fitting = fitting.isEmpty() ? named : fitting;
    }
    throw missing(fitting, service, signedIn);
  }

  private CloudException missing(
      List<SignedIn.Endpoint> unusable, Service service, SignedIn signedIn) {
    String said;
    if (!unusable.isEmpty()) {
      said =
          "its address in the catalog, \""
              + unusable.get(0).url()
              + "\", is none that can be called; have it corrected, or set "
              + service.label().replace('-', '_')
              + "_endpoint_override in clouds.yaml";
    } else {
      String region =
          settings.region() == null
              ? ""
              : " in region "
                  + settings.region()
                  + "; it has the regions "
                  + distinct(signedIn.catalog(), SignedIn.Endpoint::region);
      said = "the catalog has no " + settings.endpointInterface() + " endpoint for it" + region;
    }
    return failures.of(Kind.MISCONFIGURED, service.label(), said, null);
  }

  private static TreeSet<String> distinct(
      List<SignedIn.Endpoint> endpoints, Function<SignedIn.Endpoint, String> what) {
    return endpoints.stream().map(what).collect(Collectors.toCollection(TreeSet::new));
  }

  private boolean fits(SignedIn.Endpoint endpoint) {
    return endpoint.facing().equals(settings.endpointInterface())
        && (settings.region() == null || settings.region().equals(endpoint.region()));
  }

  private static String filled(String url, SignedIn signedIn) {
    return PROJECT.matcher(url).replaceAll(signedIn.projectId());
  }

  /** Without a region the choice would be arbitrary, and could put a snapshot in the wrong one. */
  private void refuseSeveralRegions(List<SignedIn.Endpoint> found, Service service) {
    TreeSet<String> regions = distinct(found, SignedIn.Endpoint::region);
    if (regions.size() > 1) {
      throw failures.of(
          Kind.MISCONFIGURED,
          service.label(),
          "the catalog has several regions, set region_name to one of " + regions,
          null);
    }
  }

  private static String complete(String given, Service service, String project) {
    String url = given.replaceAll("/+$", "");
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
        // Optional from Cinder 3.67 on; with the project any release works.
        yield versioned && !VERSION.matcher(last).matches()
            ? withVersion
            : withVersion + "/" + project;
      }
    };
  }
}
