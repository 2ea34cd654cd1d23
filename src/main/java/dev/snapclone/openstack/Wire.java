package dev.snapclone.openstack;

import dev.snapclone.cloud.CloudException;
import dev.snapclone.cloud.CloudException.Kind;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import okhttp3.Call;
import okhttp3.EventListener;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends one request once, and reads the whole answer. Throws a {@link CloudException} for
 * everything but a success. Thread-safe.
 */
final class Wire {
  private static final Logger LOG = LoggerFactory.getLogger(Wire.class);
  private static final int MAX_BODY = 32 << 20;
  private static final long MAX_ERROR_BODY = 64L << 10;

  private final Supplier<OkHttpClient> http;
  private final Failures failures;

  /**
   * @param http the client, created when first needed; may throw CloudException
   */
  Wire(Supplier<OkHttpClient> http, Failures failures) {
    this.http = http;
    this.failures = failures;
  }

  Failures failures() {
    return failures;
  }

  /**
   * @param service for errors
   * @param limit how long it may take
   * @param secrets values that must not get into an error
   * @param requestId receives null when the request leaves, and later the answer's request id
   * @return the answer, with a status below 300
   */
  Answer send(
      Request request,
      String service,
      Duration limit,
      List<String> secrets,
      Consumer<@Nullable String> requestId) {
    if (limit.isNegative() || limit.isZero()) {
      throw failures.of(Kind.UNREACHABLE, service, "no time left to ask", null);
    }
    requestId.accept(null);
    Departure departure = new Departure();
    Call call = http.get().newCall(request.newBuilder().tag(Departure.class, departure).build());
    call.timeout().timeout(limit.toMillis(), TimeUnit.MILLISECONDS);
    try (Response response = call.execute()) {
      log(request, response);
      requestId.accept(Failures.requestId(response.headers()));
      if (response.code() >= 400) {
        byte[] body = errorBody(response);
        throw failures.answered(service, response.code(), response.headers(), body, secrets);
      }
      if (response.code() >= 300) {
        throw failures.redirected(service, response.code(), response.headers());
      }
      return new Answer(response.code(), response.headers(), body(response, service));
    } catch (IOException e) {
      throw failures.broken(service, departure.left, e);
    }
  }

  private byte[] body(Response response, String service) throws IOException {
    byte[] bytes = response.body().byteStream().readNBytes(MAX_BODY + 1);
    if (bytes.length > MAX_BODY) {
      throw failures.malformed(
          service, response.code(), response.headers(), "the answer is longer than 32 MiB");
    }
    // Webob says text/html for an empty 202, so only a page with content counts.
    if (bytes.length > 0 && html(response)) {
      throw failures.malformed(
          service, response.code(), response.headers(), "a web page instead of an answer");
    }
    return bytes;
  }

  private static boolean html(Response response) {
    String type = response.header("Content-Type");
    return type != null && type.toLowerCase(Locale.ROOT).startsWith("text/html");
  }

  /** The status is enough: an error's body may be cut or missing. */
  private static byte[] errorBody(Response response) {
    try (ResponseBody body = response.peekBody(MAX_ERROR_BODY)) {
      return body.bytes();
    } catch (IOException e) {
      LOG.debug("error body of {} not readable: {}", response.code(), e.toString());
      return new byte[0];
    }
  }

  private static void log(Request request, Response response) {
    if (LOG.isDebugEnabled()) {
      LOG.debug(
          "{} {}{} -> {} {}",
          request.method(),
          request.url().host(),
          request.url().encodedPath(),
          response.code(),
          Failures.requestId(response.headers()));
    }
  }

  /** Whether sending has begun; from then on the outcome may be unknown. */
  static final class Departure extends EventListener {
    private volatile boolean left;

    @Override
    public void requestHeadersStart(Call call) {
      left = true;
    }
  }
}
