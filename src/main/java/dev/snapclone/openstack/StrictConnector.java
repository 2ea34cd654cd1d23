package dev.snapclone.openstack;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.snapclone.cloud.CloudException.Kind;
import java.nio.charset.StandardCharsets;
import java.util.List;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.jspecify.annotations.Nullable;
import org.openstack4j.core.transport.HttpExecutorService;
import org.openstack4j.core.transport.HttpMethod;
import org.openstack4j.core.transport.HttpRequest;
import org.openstack4j.core.transport.HttpResponse;
import org.openstack4j.core.transport.ObjectMapperSingleton;

/**
 * Sends openstack4j's requests; registered in {@code META-INF/services}, and public only for that.
 * The stock connectors open a connection per request, ignore time limits or TLS settings, repeat
 * requests, and let the library treat 429 or 503 as success and 404 as null. Here every
 * unsuccessful answer is an exception. Requests from outside this package are refused.
 */
public final class StrictConnector implements HttpExecutorService {
  /** For the ServiceLoader. */
  public StrictConnector() {}

  @Override
  public <R> HttpResponse execute(HttpRequest<R> request) {
    if (!(request.getConfig().getEndpointURLResolver() instanceof Session session)) {
      throw new IllegalStateException("a request of openstack4j outside a session of ours");
    }
    Wire wire = session.wire;
    String service = session.service().label();
    Answer answer =
        wire.send(
            okhttp(request, wire.failures(), service),
            service,
            session.deadline.left(),
            List.of(session.signedIn.token().getId()),
            request.getMethod() == HttpMethod.GET ? id -> {} : session.requestIds);
    return new StrictResponse(answer, service, wire.failures());
  }

  private static Request okhttp(HttpRequest<?> request, Failures failures, String label) {
    Request.Builder builder;
    try {
      builder = new Request.Builder().url(request.getUrl());
    } catch (IllegalArgumentException e) {
      throw failures.of(Kind.MISCONFIGURED, label, "the catalog's address is none", null);
    }
    request.getHeaders().forEach((name, value) -> builder.header(name, String.valueOf(value)));
    return builder
        .header("User-Agent", Session.USER_AGENT)
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
      } catch (JsonProcessingException e) {
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

  @Override
  public String getExecutorDisplayName() {
    return "snapclone's strict connector";
  }
}
