package dev.snapclone.openstack;

import com.fasterxml.jackson.databind.JsonNode;
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

  /** For a token that does not say until when it lives. */
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
   * A token as the library knows it, and until when to use it.
   *
   * @param token scoped to a project
   * @param renewAt when to get another one, by our clock
   */
  record SignedIn(KeystoneToken token, Instant renewAt) {}

  /**
   * Asks Keystone for a token.
   *
   * @throws CloudException UNAUTHENTICATED when Keystone does not accept the login, also as 404: an
   *     application credential that it does not know
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
    request.header("Accept", "application/json").header("User-Agent", StrictConnector.USER_AGENT);
    Answer answer;
    try {
      answer = wire.send(request.build(), SERVICE, deadline.left(), secrets);
    } catch (CloudException e) {
      throw e.status() == 404 ? unknown(e) : e;
    }
    return read(answer, asked);
  }

  private CloudException unknown(CloudException notFound) {
    return new CloudException(
        Kind.UNAUTHENTICATED,
        settings.name(),
        SERVICE,
        notFound.status(),
        notFound.said(),
        notFound.requestId(),
        notFound.retryAfter(),
        notFound);
  }

  private String base() {
    String url = settings.authUrl().strip().replaceAll("/+$", "");
    return url.endsWith("/v3") ? url : url + "/v3";
  }

  private SignedIn read(Answer answer, Instant asked) {
    String id = answer.header("X-Subject-Token");
    if (id == null || id.isBlank()) {
      throw malformed(answer, "a sign-in without a token");
    }
    try {
      JsonNode body = Json.need(Json.object(answer.body()), "token");
      KeystoneToken token =
          ObjectMapperSingleton.getContext(KeystoneToken.class)
              .readerFor(KeystoneToken.class)
              .readValue(answer.body());
      if (token.getUser() == null) {
        throw malformed(answer, "a token without a user");
      }
      if (token.getProject() == null || token.getProject().getId() == null) {
        throw wire.failures().of(Kind.MISCONFIGURED, SERVICE, "the login names no project", null);
      }
      token.setId(id);
      token.setEndpoint(base());
      return new SignedIn(token, asked.plus(useFor(body)));
    } catch (Unreadable | IOException e) {
      throw malformed(answer, "a sign-in that cannot be read");
    }
  }

  private CloudException malformed(Answer answer, String said) {
    return wire.failures().malformed(SERVICE, answer.status(), answer.headers(), said);
  }

  /**
   * How long to use a token: its life as Keystone's own clock counts it, so that our clock may be
   * wrong, less a minute, or less a fifth of a short life.
   */
  private static Duration useFor(JsonNode token) {
    if (Json.textOrNull(token, "expires_at") == null
        || Json.textOrNull(token, "issued_at") == null) {
      return UNKNOWN_LIFE;
    }
    Duration life = Duration.between(Json.time(token, "issued_at"), Json.time(token, "expires_at"));
    Duration fifth = life.dividedBy(5);
    Duration margin = Duration.ofMinutes(1);
    return life.minus(fifth.compareTo(margin) < 0 ? fifth : margin);
  }
}
