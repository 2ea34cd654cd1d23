package dev.snapclone.openstack;

import dev.snapclone.cloud.CloudException;
import dev.snapclone.cloud.CloudException.Kind;
import dev.snapclone.config.ConnectionFailure;
import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import okhttp3.Headers;
import org.jspecify.annotations.Nullable;

/** Classifies failures by status, message, and whether the request was sent. */
final class Failures {
  /**
   * The connector's name for Retry-After. With the original header OkHttp repeats a request itself
   * after a 503 with {@code Retry-After: 0}, whatever its settings.
   */
  static final String RETRY_AFTER = "X-Snapclone-Retry-After";

  /** Only from a proxy, never from a service (RFC 9110). */
  private static final int PROXY_WANTS_LOGIN = 407;

  private static final Pattern QUOTA = Pattern.compile("quota|exceed|maximum number of");

  /** Cinder's 413 for a value that is too long, which is no quota. */
  private static final Pattern TOO_LONG = Pattern.compile("invalid metadata");

  private static final Pattern REQUEST_ID = Pattern.compile("[A-Za-z0-9._:-]{1,100}");

  private final String cloud;
  private final InstantSource clock;

  Failures(String cloud, InstantSource clock) {
    this.cloud = cloud;
    this.clock = clock;
  }

  CloudException answered(
      String service, int status, Headers headers, byte[] body, List<String> secrets) {
    String said = ErrorText.of(body, secrets);
    Duration retryAfter = retryAfter(headers);
    return new CloudException(
        kind(status, said, body, retryAfter),
        cloud,
        service,
        status,
        status == PROXY_WANTS_LOGIN
            ? "the proxy asks for a user and a password (407)"
            : said.isEmpty() ? "no reason given" : said,
        requestId(headers),
        retryAfter);
  }

  private static Kind kind(int status, String said, byte[] body, @Nullable Duration retryAfter) {
    String words = said.toLowerCase(Locale.ROOT);
    return switch (status) {
      case 401 -> Kind.UNAUTHENTICATED;
      case 403 -> QUOTA.matcher(words).find() ? Kind.QUOTA : Kind.FORBIDDEN;
      case 404 -> Kind.NOT_FOUND;
      case PROXY_WANTS_LOGIN -> Kind.UNREACHABLE;
      // Neutron's OverQuota is a 409, but unlike other conflicts it does not pass by itself.
      case 409 -> words.contains("quota exceeded") ? Kind.QUOTA : Kind.CONFLICT;
      case 413 -> tooLarge(words, body, retryAfter);
      case 429 -> Kind.RATE_LIMITED;
      default -> status >= 500 ? Kind.SERVER_ERROR : Kind.BAD_REQUEST;
    };
  }

  /** 413 is a rate limit, a quota, a value too long, or a proxy's size limit. */
  private static Kind tooLarge(String words, byte[] body, @Nullable Duration retryAfter) {
    if (TOO_LONG.matcher(words).find()) {
      return Kind.BAD_REQUEST;
    }
    if (retryAfter != null) {
      return Kind.RATE_LIMITED;
    }
    return ErrorText.overLimit(body) || QUOTA.matcher(words).find() ? Kind.QUOTA : Kind.BAD_REQUEST;
  }

  /** A redirect, which is never followed. */
  CloudException redirected(String service, int status, Headers headers) {
    String said = "the service sends elsewhere; its address in the catalog or auth_url is wrong";
    return new CloudException(
        Kind.MISCONFIGURED, cloud, service, status, said, requestId(headers), null);
  }

  /** The answer is missing or incomplete. */
  CloudException broken(String service, boolean left, IOException cause) {
    Kind kind = left ? Kind.NO_ANSWER : beforeLeaving(cause);
    String said =
        switch (kind) {
          case NO_ANSWER -> timedOut(cause) ? "no answer in time" : "the connection broke";
          default -> ConnectionFailure.words(cause);
        };
    return of(kind, service, said, cause);
  }

  private static Kind beforeLeaving(IOException cause) {
    if (!(cause instanceof SSLException)) {
      return Kind.UNREACHABLE;
    }
    for (Throwable t = cause.getCause(); t != null; t = t.getCause()) {
      if (t instanceof EOFException || t instanceof SocketException) {
        return Kind.UNREACHABLE;
      }
    }
    return Kind.MISCONFIGURED;
  }

  private static boolean timedOut(IOException cause) {
    return cause instanceof InterruptedIOException;
  }

  /** A successful answer that cannot be read. */
  CloudException malformed(String service, int status, Headers headers, String said) {
    return new CloudException(
        Kind.MALFORMED, cloud, service, status, said, requestId(headers), null);
  }

  /** A failure on our side, without an answer. */
  CloudException of(Kind kind, String service, String said, @Nullable Throwable cause) {
    CloudException failure = new CloudException(kind, cloud, service, 0, said, null, null);
    failure.initCause(cause);
    return failure;
  }

  /** The request id, if it looks like one: people see it unchanged. */
  static @Nullable String requestId(Headers headers) {
    for (String name : List.of("x-openstack-request-id", "x-compute-request-id")) {
      String id = headers.get(name);
      if (id != null && REQUEST_ID.matcher(id).matches()) {
        return id;
      }
    }
    return null;
  }

  /** Seconds or a date; null when missing or 0, which says nothing. */
  private @Nullable Duration retryAfter(Headers headers) {
    String text = headers.get(RETRY_AFTER);
    if (text == null) {
      return null;
    }
    Duration wait;
    try {
      wait = Duration.ofSeconds(Long.parseLong(text.trim()));
    } catch (NumberFormatException e) {
      wait = until(text.trim());
    }
    return wait == null || wait.isNegative() || wait.isZero() ? null : wait;
  }

  private @Nullable Duration until(String date) {
    try {
      Instant then = ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      return Duration.between(clock.instant(), then);
    } catch (DateTimeParseException e) {
      return null;
    }
  }
}
