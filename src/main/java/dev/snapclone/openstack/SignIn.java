package dev.snapclone.openstack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.snapclone.cloud.CloudException;
import dev.snapclone.cloud.CloudException.Kind;
import dev.snapclone.config.CloudSettings;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.openstack4j.core.transport.ObjectMapperSingleton;
import org.openstack4j.openstack.identity.v3.domain.KeystoneToken;

/** Signs in to Keystone v3 and reads the token with its catalog. */
final class SignIn {
  private static final String SERVICE = "identity";
  private static final MediaType JSON = MediaType.get("application/json");

  /** For a token without an expiry time. */
  private static final Duration UNKNOWN_LIFE = Duration.ofMinutes(5);

  private final CloudSettings settings;
  private final Wire wire;
  private final InstantSource clock;

  SignIn(CloudSettings settings, Wire wire, InstantSource clock) {
    this.settings = settings;
    this.wire = wire;
    this.clock = clock;
  }

  /**
   * Asks Keystone for a token.
   *
   * @throws CloudException UNAUTHENTICATED when Keystone rejects the login; for an unknown
   *     application credential that is a 404
   */
  SignedIn now(Deadline deadline) {
    Instant asked = clock.instant();
    String url = base() + "/auth/tokens";
    List<String> secrets = LoginBody.secrets(settings.login());
    Request.Builder request;
    try {
      request = new Request.Builder().url(url);
    } catch (IllegalArgumentException e) {
      throw wire.failures().of(Kind.MISCONFIGURED, SERVICE, "auth_url is not an address", null);
    }
    request.post(RequestBody.create(LoginBody.of(settings.login()).toString(), JSON));
    request.header("Accept", "application/json").header("User-Agent", Session.USER_AGENT);
    Answer answer;
    try {
      answer = wire.send(request.build(), SERVICE, deadline.left(), secrets, id -> {});
    } catch (CloudException e) {
      throw e.status() == 404 ? unknown(e) : e;
    }
    return read(answer, asked);
  }

  private CloudException unknown(CloudException notFound) {
    CloudException unknown =
        new CloudException(
            Kind.UNAUTHENTICATED,
            settings.name(),
            SERVICE,
            notFound.status(),
            notFound.said(),
            notFound.requestId(),
            notFound.retryAfter());
    unknown.initCause(notFound);
    return unknown;
  }

  /** The configured address of the service, before the one that is only for signing in. */
  private String base() {
    String given = settings.endpointOverrides().getOrDefault(SERVICE, settings.authUrl());
    String url = given.strip().replaceAll("/+$", "");
    return url.endsWith("/v3") ? url : url + "/v3";
  }

  private SignedIn read(Answer answer, Instant asked) {
    String id = answer.header("X-Subject-Token");
    if (id == null || id.isBlank()) {
      throw malformed(answer, "a sign-in without a token");
    }
    try {
      JsonNode whole = ApiJson.object(answer.body());
      if (!(whole.get("token") instanceof ObjectNode body)) {
        throw malformed(answer, "a sign-in without a token");
      }
      List<SignedIn.Endpoint> catalog = SignedIn.catalog(body);
      // The library parses all its addresses, also of services that nobody calls.
      body.remove("catalog");
      KeystoneToken token =
          ObjectMapperSingleton.getContext(KeystoneToken.class)
              .readerFor(KeystoneToken.class)
              .readValue(whole);
      if (token.getUser() == null) {
        throw malformed(answer, "a token without a user");
      }
      if (token.getProject() == null || token.getProject().getId() == null) {
        throw wire.failures().of(Kind.MISCONFIGURED, SERVICE, "the login names no project", null);
      }
      token.setId(id);
      token.setEndpoint(base());
      return new SignedIn(token, catalog, asked.plus(useFor(body)));
    } catch (Unreadable | IOException e) {
      throw malformed(answer, "a sign-in that cannot be read");
    }
  }

  private CloudException malformed(Answer answer, String said) {
    return wire.failures().malformed(SERVICE, answer.status(), answer.headers(), said);
  }

  /**
   * How long to use a token: its lifetime by Keystone's clock, since ours may be wrong, minus a
   * minute, or minus a fifth of a short lifetime.
   */
  private static Duration useFor(JsonNode token) {
    if (ApiJson.textOrNull(token, "expires_at") == null
        || ApiJson.textOrNull(token, "issued_at") == null) {
      return UNKNOWN_LIFE;
    }
    Duration life =
        Duration.between(ApiJson.time(token, "issued_at"), ApiJson.time(token, "expires_at"));
    Duration fifth = life.dividedBy(5);
    Duration margin = Duration.ofMinutes(1);
    return life.minus(fifth.compareTo(margin) < 0 ? fifth : margin);
  }
}
