package dev.snapclone.sandbox.openstack;

import dev.snapclone.sandbox.openstack.IdentityState.Token;
import dev.snapclone.sandbox.openstack.wire.Call;
import dev.snapclone.sandbox.openstack.wire.Deferred;
import dev.snapclone.sandbox.openstack.wire.HttpAnswer;
import dev.snapclone.sandbox.openstack.wire.Routes;
import dev.snapclone.sandbox.openstack.wire.ServiceReply;
import dev.snapclone.sandbox.openstack.wire.WireService;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The common part of all services but Keystone: public version documents, then checks of token and
 * microversion, then the route; errors in the service's format; everything under the lock.
 */
final class Frame implements WireService {
  private final CloudWorld world;
  private final ErrorShape shape;
  private final @Nullable Microversions versions;
  private final Function<Call, Optional<HttpAnswer>> documents;
  private final Routes<SignedInRequest> routes;

  /**
   * @param versions null for a service without microversions
   * @param documents answers requests that need no token
   */
  Frame(
      CloudWorld world,
      ErrorShape shape,
      @Nullable Microversions versions,
      Function<Call, Optional<HttpAnswer>> documents,
      Routes<SignedInRequest> routes) {
    this.world = world;
    this.shape = shape;
    this.versions = versions;
    this.documents = documents;
    this.routes = routes;
  }

  @Override
  public ServiceReply answer(Call call) {
    ServiceReply reply = world.locked(() -> guarded(call, () -> find(call)));
    if (reply instanceof Deferred later) {
      return new Deferred(
          later.pause(),
          () ->
              world.locked(
                  () -> (HttpAnswer) guarded(call, () -> addHeaders(call, later.answer().get()))));
    }
    return reply;
  }

  private ServiceReply guarded(Call call, Supplier<ServiceReply> action) {
    try {
      return action.get();
    } catch (ApiError e) {
      return addHeaders(call, shape.of(e));
    }
  }

  private ServiceReply find(Call call) {
    Optional<HttpAnswer> document = documents.apply(call);
    if (document.isPresent()) {
      return document.get();
    }
    Token token = token(call);
    if (token == null || token.project == null) {
      return shape.unauthorized(call.base() + "/identity/v3");
    }
    int minor = versions == null ? 0 : versions.asked(call);
    Optional<Function<SignedInRequest, ServiceReply>> handler =
        routes.find(call.method(), call.path());
    if (handler.isEmpty()) {
      return shape.noRoute();
    }
    requireRole(call);
    ServiceReply reply =
        handler.get().apply(new SignedInRequest(call, token.user, token.project, minor));
    return reply instanceof HttpAnswer answer ? addHeaders(call, answer) : reply;
  }

  private void requireRole(Call call) {
    String role = world.knobs.onlyRole();
    if (role == null || shape == ErrorShape.CINDER) {
      return;
    }
    boolean reads = call.method().equals("GET");
    boolean seen = role.equals("reader") || !call.path().matches(".*/(servers|images)\\b.*");
    if (!(reads && seen)) {
      throw ApiError.forbidden("Policy doesn't allow this to be performed.");
    }
  }

  private @Nullable Token token(Call call) {
    Token token = world.identity.tokens.get(call.header("X-Auth-Token").orElse(""));
    if (token == null || !world.now().isBefore(token.expires)) {
      return null;
    }
    if (token.revoked) {
      return token.cachedUntil != null && world.now().isBefore(token.cachedUntil) ? token : null;
    }
    if (token.cachedUntil == null || !world.now().isBefore(token.cachedUntil)) {
      token.cachedUntil = world.now().plus(world.knobs.get(Knobs.Time.TOKEN_CACHE));
    }
    return token;
  }

  private HttpAnswer addHeaders(Call call, HttpAnswer answer) {
    return versions == null ? answer : versions.addHeaders(call, answer);
  }
}
