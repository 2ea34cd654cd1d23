package dev.snapclone.openstack;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.openstack4j.api.identity.EndpointURLResolver;
import org.openstack4j.model.identity.URLResolverParams;

/**
 * One call to one cloud. The library shares one connector between all clouds, found through a
 * ServiceLoader, and passes it the request's configuration. This is our part of it, with what the
 * connector needs. Used by one thread for one request.
 */
final class Session implements EndpointURLResolver {
  static final String JSON = "application/json";
  static final String USER_AGENT = "snapclone";

  final Wire wire;
  final SignedIn signedIn;
  final Deadline deadline;
  final Consumer<@Nullable String> requestIds;
  private final Endpoints endpoints;
  private @Nullable Service service;

  Session(
      Wire wire,
      Endpoints endpoints,
      SignedIn signedIn,
      Deadline deadline,
      Consumer<@Nullable String> requestIds) {
    this.wire = wire;
    this.endpoints = endpoints;
    this.signedIn = signedIn;
    this.deadline = deadline;
    this.requestIds = requestIds;
  }

  @Override
  public String findURLV3(URLResolverParams params) {
    Service asked = Service.of(params.type);
    service = asked;
    return endpoints.url(signedIn, asked);
  }

  @Override
  public String findURLV2(URLResolverParams params) {
    throw new IllegalStateException("Keystone v2 is not spoken");
  }

  Service service() {
    if (service == null) {
      throw new IllegalStateException("a request to no service of the catalog");
    }
    return service;
  }
}
