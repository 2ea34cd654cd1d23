package dev.snapclone.openstack;

import dev.snapclone.cloud.CloudException.Kind;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.jspecify.annotations.Nullable;
import org.openstack4j.api.identity.EndpointURLResolver;
import org.openstack4j.core.transport.HttpMethod;
import org.openstack4j.core.transport.HttpRequest;
import org.openstack4j.core.transport.ObjectMapperSingleton;
import org.openstack4j.model.identity.URLResolverParams;

/**
 * One call to one cloud. The library finds its connector through a ServiceLoader, one for all
 * clouds, and hands it the request with its configuration; this is the part of the configuration
 * that is ours, so it carries what the connector needs. Used by one thread, thrown away after one
 * request.
 */
final class Session implements EndpointURLResolver {
  private final Wire wire;
  private final Endpoints endpoints;
  private final SignedIn signedIn;
  private final Deadline deadline;
  private final Consumer<@Nullable String> requestIds;
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

  /** Carries a request of the library. */
  StrictResponse send(HttpRequest<?> request) {
    Service to = service;
    if (to == null) {
      throw new IllegalStateException("a request to no service of the catalog");
    }
    Answer answer =
        wire.send(
            okhttp(request, to.label()),
            to.label(),
            deadline.left(),
            List.of(signedIn.token().getId()),
            request.getMethod() == HttpMethod.GET ? id -> {} : requestIds);
    return new StrictResponse(answer, to.label(), wire.failures());
  }

  private Request okhttp(HttpRequest<?> request, String label) {
    Request.Builder builder;
    try {
      builder = new Request.Builder().url(request.getUrl());
    } catch (IllegalArgumentException e) {
      throw wire.failures().of(Kind.MISCONFIGURED, label, "the catalog's address is none", null);
    }
    request.getHeaders().forEach((name, value) -> builder.header(name, String.valueOf(value)));
    return builder
        .header("User-Agent", StrictConnector.USER_AGENT)
        .header("Accept", "application/json")
        .method(request.getMethod().name(), body(request))
        .build();
  }

  private static @Nullable RequestBody body(HttpRequest<?> request) {
    MediaType type = MediaType.get(request.getContentType());
    if (request.getEntity() != null) {
      try {
        return RequestBody.create(
            ObjectMapperSingleton.getContext(request.getEntity().getClass())
                .writeValueAsBytes(request.getEntity()),
            type);
      } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
        throw new IllegalStateException("a request that cannot be written", e);
      }
    }
    if (request.hasJson()) {
      return RequestBody.create(request.getJson().getBytes(StandardCharsets.UTF_8), type);
    }
    return switch (request.getMethod()) {
      case POST, PUT, PATCH -> RequestBody.create(new byte[0], null);
      default -> null;
    };
  }
}
