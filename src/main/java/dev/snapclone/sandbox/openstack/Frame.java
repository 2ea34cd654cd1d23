package dev.snapclone.sandbox.openstack;

import dev.snapclone.sandbox.openstack.IdentityState.Token;
import dev.snapclone.sandbox.openstack.wire.Answer;
import dev.snapclone.sandbox.openstack.wire.Call;
import dev.snapclone.sandbox.openstack.wire.Deferred;
import dev.snapclone.sandbox.openstack.wire.Reply;
import dev.snapclone.sandbox.openstack.wire.Routes;
import dev.snapclone.sandbox.openstack.wire.Service;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What all services but Keystone have in common: version documents for anyone, then the token, then
 * the microversion, then the route; errors in the service's own shape; everything under the lock.
 */
final class Frame implements Service {
  private final World world;
  private final ErrorShape shape;
  private final @Nullable Microversions versions;
  private final Function<Call, Optional<Answer>> documents;
  private final Routes<Session> routes;

  /**
   * @param versions null for a service without microversions
   * @param documents answers what needs no token
   */
  Frame(
      World world,
      ErrorShape shape,
      @Nullable Microversions versions,
      Function<Call, Optional<Answer>> documents,
      Routes<Session> routes) {
    this.world = world;
    this.shape = shape;
    this.versions = versions;
    this.documents = documents;
    this.routes = routes;
  }

  @Override
  public Reply answer(Call call) {
    Reply reply = world.locked(() -> guarded(call, () -> find(call)));
    if (reply instanceof Deferred later) {
      return new Deferred(
          later.pause(),
          () ->
              world.locked(() -> (Answer) guarded(call, () -> dress(call, later.answer().get()))));
    }
    return reply;
  }

  private Reply guarded(Call call, Supplier<Reply> action) {
    try {
      return action.get();
    } catch (ApiError e) {
      return dress(call, shape.of(e));
    }
  }

  private Reply find(Call call) {
    Optional<Answer> document = documents.apply(call);
    if (document.isPresent()) {
      return document.get();
    }
    Token token = token(call);
    if (token == null || token.project == null) {
      return shape.unauthorized(call.base() + "/identity/v3");
    }
    int minor = versions == null ? 0 : versions.asked(call);
    Optional<Function<Session, Reply>> handler = routes.find(call.method(), call.path());
    if (handler.isEmpty()) {
      return shape.noRoute();
    }
    requireRole(call);
    Reply reply = handler.get().apply(new Session(call, token.user, token.project, minor));
    return reply instanceof Answer answer ? dress(call, answer) : reply;
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

  private Answer dress(Call call, Answer answer) {
    return versions == null ? answer : versions.dress(call, answer);
  }
}
