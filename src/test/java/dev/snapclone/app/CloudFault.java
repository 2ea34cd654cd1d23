package dev.snapclone.app;

import dev.snapclone.sandbox.openstack.wire.Fault;
import dev.snapclone.sandbox.openstack.wire.Fault.Kind;
import dev.snapclone.sandbox.openstack.wire.HttpAnswer;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a cloud does wrong with a request, and whether a job has to ride it out. */
enum CloudFault {
  REFUSED_LOGIN_401(true, Fault.unauthorized()),
  FORBIDDEN_403(
      false,
      Fault.status(
          403,
          "{\"forbidden\": {\"code\": 403, \"message\": \"Policy doesn't allow it to be"
              + " performed.\"}}")),
  NOT_FOUND_404(
      false,
      Fault.status(
          404, "{\"itemNotFound\": {\"code\": 404, \"message\": \"It could not be found.\"}}")),
  CONFLICT_409(
      true,
      Fault.status(
          409,
          "{\"conflictingRequest\": {\"code\": 409, \"message\": \"Cannot do it while it is in"
              + " task_state image_uploading\"}}")),
  OVER_LIMIT_413(
      false,
      Fault.status(
          413,
          "{\"overLimit\": {\"code\": 413, \"message\": \"SnapshotLimitExceeded: Maximum number of"
              + " snapshots allowed (10) exceeded for quota 'snapshots'.\"}}")),
  QUOTA_403(
      false,
      Fault.status(
          403,
          "{\"forbidden\": {\"code\": 403, \"message\": \"Quota exceeded for instances: Requested"
              + " 1, but already used 10 of 10 instances\"}}")),
  RATE_LIMITED_429(true, Fault.tooManyRequests(Duration.ofSeconds(1))),
  ERROR_500(true, Fault.serverError()),
  UNAVAILABLE_503(true, Fault.unavailable()),
  GATEWAY_TIMEOUT_504_AND_DONE(true, Fault.gatewayTimeout()),
  ERROR_500_AND_DONE(
      true,
      new Fault(
          Kind.INSTEAD_AFTER_EFFECT,
          new HttpAnswer(
              500,
              Map.of("Content-Type", "application/json"),
              "{\"computeFault\": {\"code\": 500, \"message\": \"Unexpected API Error.\"}}"),
          Duration.ZERO)),
  RESET(true, Fault.reset()),
  ANSWER_LOST(true, Fault.answerLost()),
  EFFECT_LATE(true, Fault.effectLate(Duration.ofMillis(150))),
  STALL(true, Fault.stall()),
  STALL_AND_DONE(true, Fault.stallAfterEffect()),
  HTML_200(true, Fault.html()),
  HTML_502(true, Fault.instead(HttpAnswer.html(502, "<html><h1>502 Bad Gateway</h1></html>"))),
  TRUNCATED(true, Fault.truncated()),
  CUT_IN_BODY(true, Fault.cutInBody());

  private final boolean ridden;
  private final Fault fault;

  CloudFault(boolean ridden, Fault fault) {
    this.ridden = ridden;
    this.fault = fault;
  }

  /** Whether it says nothing about the request itself, so that a job may not fail by it. */
  boolean ridden() {
    return ridden;
  }

  /** What the sandbox does. */
  Fault fault() {
    return fault;
  }

  /**
   * A route: a method, a path with ids left out, and for Nova's actions which.
   *
   * @param action the action of a POST to {@code /action}, null for other routes
   */
  record Route(String method, String path, @Nullable String action) {
    private static final String ID = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22}|[0-9a-f]{32}";

    /** The route of a request. */
    static Route of(String method, String path, String body) {
      String template = path.replaceAll(ID, "{id}");
      String action =
          template.endsWith("/action") && body.startsWith("{\"")
              ? body.substring(2, body.indexOf('"', 2))
              : null;
      return new Route(method, template, action);
    }

    /** Matches the paths of the route and no others. */
    String regex() {
      return "^" + path.replace(".", "\\.").replace("{id}", "[^/?]+") + "(\\?.*)?$";
    }

    /** Whether it changes something. */
    boolean changes() {
      return !method.equals("GET");
    }

    @Override
    public String toString() {
      return method + " " + path + (action == null ? "" : " " + action);
    }
  }
}
