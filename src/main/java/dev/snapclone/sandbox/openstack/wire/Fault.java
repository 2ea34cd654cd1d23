package dev.snapclone.sandbox.openstack.wire;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A fault of a cloud, or of a proxy before it.
 *
 * @param answer the answer instead of the service's; null for the service's own or none
 * @param pause the delay; zero for none
 */
public record Fault(Kind kind, @Nullable HttpAnswer answer, Duration pause) {

  /** What happens to the request. */
  public enum Kind {
    /** The request has no effect; another answer is sent. */
    INSTEAD,
    /** The request takes effect; another answer is sent. */
    INSTEAD_AFTER_EFFECT,
    /** The request takes effect; half of the answer is sent as a complete body. */
    TRUNCATED,
    /** The request takes effect; the connection breaks in the middle of the answer. */
    CUT_IN_BODY,
    /** The request has no effect; the connection is closed. */
    RESET,
    /** The request takes effect; the connection is closed without an answer. */
    ANSWER_LOST,
    /** The connection is closed at once; the request takes effect later. */
    EFFECT_LATE,
    /** The request has no effect and gets no answer. */
    STALL,
    /** The request takes effect and gets no answer. */
    STALL_AFTER_EFFECT,
    /** The request takes effect and is answered, both late. */
    DELAY
  }

  /** An error with the given body, without an effect. */
  public static Fault status(int status, String jsonBody) {
    return instead(new HttpAnswer(status, Map.of("Content-Type", "application/json"), jsonBody));
  }

  /** The given answer, without an effect. */
  public static Fault instead(HttpAnswer answer) {
    return new Fault(Kind.INSTEAD, answer, Duration.ZERO);
  }

  /** 401 as keystonemiddleware words it; nothing is done. */
  public static Fault unauthorized() {
    return status(
        401,
        "{\"error\": {\"code\": 401, \"title\": \"Unauthorized\", \"message\": \"The request you"
            + " have made requires authentication.\"}}");
  }

  /** 403 of Nova to who may not delete an instance; nothing is done. */
  public static Fault deletionForbidden() {
    return status(
        403,
        "{\"forbidden\": {\"code\": 403, \"message\": \"Policy doesn't allow"
            + " os_compute_api:servers:delete to be performed.\"}}");
  }

  /** 429 with a Retry-After in whole seconds; nothing is done. */
  public static Fault tooManyRequests(Duration retryAfter) {
    return instead(
        new HttpAnswer(
            429,
            Map.of(
                "Content-Type",
                "application/json",
                "Retry-After",
                Long.toString(retryAfter.toSeconds())),
            "{\"overLimit\": {\"code\": 429, \"message\": \"This request was rate-limited.\"}}"));
  }

  /** 500 as Nova and Cinder word it; nothing is done. */
  public static Fault serverError() {
    return status(
        500,
        "{\"computeFault\": {\"code\": 500, \"message\": \"The server has either erred or is"
            + " incapable of performing the requested operation.\"}}");
  }

  /** 503 as a load balancer with no service behind it words it; nothing is done. */
  public static Fault unavailable() {
    return instead(
        HttpAnswer.html(
            503,
            """
            <html><body><h1>503 Service Unavailable</h1>
            No server is available to handle this request.
            </body></html>
            """));
  }

  /** 504 of a load balancer that did not wait for the service: it is done all the same. */
  public static Fault gatewayTimeout() {
    return new Fault(
        Kind.INSTEAD_AFTER_EFFECT,
        HttpAnswer.html(
            504,
            """
            <html><body><h1>504 Gateway Time-out</h1>
            The server didn't respond in time.
            </body></html>
            """),
        Duration.ZERO);
  }

  /** 200 with a web page, as a login page or a captive portal gives it; nothing is done. */
  public static Fault html() {
    return instead(
        HttpAnswer.html(200, "<!doctype html>\n<title>Sign in</title>\n<h1>Sign in</h1>"));
  }

  /** Done; half of the answer arrives, looking whole. */
  public static Fault truncated() {
    return new Fault(Kind.TRUNCATED, null, Duration.ZERO);
  }

  /** Done; the connection dies in the middle of the body. */
  public static Fault cutInBody() {
    return new Fault(Kind.CUT_IN_BODY, null, Duration.ZERO);
  }

  /** The connection is closed, nothing is done. */
  public static Fault reset() {
    return new Fault(Kind.RESET, null, Duration.ZERO);
  }

  /** Done, and the connection is closed without an answer. */
  public static Fault answerLost() {
    return new Fault(Kind.ANSWER_LOST, null, Duration.ZERO);
  }

  /** The connection is closed at once; the effect comes later, in the sandbox's time. */
  public static Fault effectLate(Duration pause) {
    return new Fault(Kind.EFFECT_LATE, null, pause);
  }

  /** Nothing is done, nothing is answered. */
  public static Fault stall() {
    return new Fault(Kind.STALL, null, Duration.ZERO);
  }

  /** Done, nothing is answered. */
  public static Fault stallAfterEffect() {
    return new Fault(Kind.STALL_AFTER_EFFECT, null, Duration.ZERO);
  }

  /** Done and answered, but only after so much wall time. */
  public static Fault delay(Duration pause) {
    return new Fault(Kind.DELAY, null, pause);
  }
}
