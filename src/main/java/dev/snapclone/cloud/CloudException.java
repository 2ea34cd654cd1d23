package dev.snapclone.cloud;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A call to a cloud failed. The message holds the service, what was asked and the cloud's own
 * words; never a token, a password or a link to a console.
 */
public final class CloudException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What kind of failure: decides whether to try again, and what to tell people. */
  public enum Kind {
    /** 400 and other 4xx: the request is wrong for the state of things. */
    BAD_REQUEST(false, false),
    /** 401, or a sign-in refused: the credential is wrong, expired or gone. */
    UNAUTHENTICATED(false, false),
    /** 403 without mention of quota. */
    FORBIDDEN(false, false),
    /** 404. */
    NOT_FOUND(false, false),
    /** 409: something else is being done with the resource. */
    CONFLICT(false, false),
    /** 403 with quota text, or Cinder's 413 overLimit: waiting does not help by itself. */
    QUOTA(false, false),
    /** 429, or 413 with a real Retry-After. */
    RATE_LIMITED(true, false),
    /** 5xx with an answer of the service. It may have taken effect. */
    SERVER_ERROR(true, true),
    /** The request did not leave: connection refused, unknown host. */
    UNREACHABLE(true, false),
    /** The request left and no whole answer came: reset, timeout. It may have taken effect. */
    NO_ANSWER(true, true),
    /** An answer of success that cannot be read: HTML, truncated JSON. It may have taken effect. */
    MALFORMED(true, true),
    /** Nothing will help but another configuration: no endpoint in the catalog, TLS refused. */
    MISCONFIGURED(false, false);

    private final boolean transientFault;
    private final boolean outcomeUnknown;

    Kind(boolean transientFault, boolean outcomeUnknown) {
      this.transientFault = transientFault;
      this.outcomeUnknown = outcomeUnknown;
    }

    /** Whether the same call may go through later. */
    public boolean transientFault() {
      return transientFault;
    }

    /** Whether a call that changes something may have taken effect all the same. */
    public boolean outcomeUnknown() {
      return outcomeUnknown;
    }
  }

  private final Kind kind;
  private final String cloud;
  private final String service;
  private final int status;
  private final String said;
  private final @Nullable String requestId;
  private final @Nullable Duration retryAfter;

  /**
   * @param cloud the bot's name for the cloud
   * @param service compute, image, block-storage, network or identity
   * @param status the HTTP status, 0 when there was none
   * @param said the cloud's own words, cut and stripped of markup; untrusted
   * @param requestId the service's request id, null when none was given
   * @param retryAfter what the service asked for, null when it did not
   */
  public CloudException(
      Kind kind,
      String cloud,
      String service,
      int status,
      String said,
      @Nullable String requestId,
      @Nullable Duration retryAfter) {
    super(
        cloud
            + " "
            + service
            + ": "
            + kind
            + (status == 0 ? "" : " (" + status + ")")
            + ": "
            + said
            + (requestId == null ? "" : " [" + requestId + "]"));
    this.kind = Objects.requireNonNull(kind, "kind");
    this.cloud = cloud;
    this.service = service;
    this.status = status;
    this.said = said;
    this.requestId = requestId;
    this.retryAfter = retryAfter;
  }

  /** The kind. */
  public Kind kind() {
    return kind;
  }

  /** The bot's name for the cloud. */
  public String cloud() {
    return cloud;
  }

  /** Which service answered. */
  public String service() {
    return service;
  }

  /** The HTTP status, 0 when there was none. */
  public int status() {
    return status;
  }

  /** The cloud's own words; untrusted. */
  public String said() {
    return said;
  }

  /** The service's request id, null when none was given. */
  public @Nullable String requestId() {
    return requestId;
  }

  /** How long the service asked to wait, null when it did not. */
  public @Nullable Duration retryAfter() {
    return retryAfter;
  }
}
