package dev.snapclone.openstack;

import org.openstack4j.core.transport.HttpExecutorService;
import org.openstack4j.core.transport.HttpRequest;
import org.openstack4j.core.transport.HttpResponse;

/**
 * Carries the requests of openstack4j; found by it through {@code META-INF/services}. Public only
 * for that. The stock connectors open a connection for each request, ignore time limits or TLS
 * settings, repeat requests, and leave it to the library to take a 429 or 503 for a success and a
 * 404 for null; here every answer that is not a success is an exception. Requests made outside this
 * package are refused.
 */
public final class StrictConnector implements HttpExecutorService {
  static final String USER_AGENT = "snapclone";

  /** For the ServiceLoader. */
  public StrictConnector() {}

  @Override
  public <R> HttpResponse execute(HttpRequest<R> request) {
    if (request.getConfig().getEndpointURLResolver() instanceof Session session) {
      return session.send(request);
    }
    throw new IllegalStateException("a request of openstack4j outside a session of ours");
  }

  @Override
  public String getExecutorDisplayName() {
    return "snapclone's strict connector";
  }
}
