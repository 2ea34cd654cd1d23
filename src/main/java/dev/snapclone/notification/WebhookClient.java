package dev.snapclone.notification;

import dev.snapclone.config.ProxySettings;
import dev.snapclone.config.WebhookSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okhttp3.Route;
import org.jspecify.annotations.Nullable;

/**
 * Sends signed events, with the headers of the Standard Webhooks. Follows no redirects, and reads
 * nothing of an answer but its status.
 */
public final class WebhookClient {
  /** Below the time that a stop of the process waits. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private static final String PROXY_AUTHORIZATION = "Proxy-Authorization";
  private static final MediaType JSON = MediaType.get("application/json");

  private final OkHttpClient client;

  public WebhookClient(ProxySettings proxy) {
    client =
        new OkHttpClient.Builder()
            .proxySelector(proxy.selector())
            .proxyAuthenticator((route, refused) -> authorized(proxy, route, refused))
            .followRedirects(false)
            .followSslRedirects(false)
            .retryOnConnectionFailure(false)
            .connectTimeout(PATIENCE)
            .callTimeout(PATIENCE)
            .build();
  }

  /** Answers once: a proxy that refuses a login is not asked again. */
  private static @Nullable Request authorized(
      ProxySettings proxy, @Nullable Route route, Response refused) {
    String header = route == null ? null : proxy.authorization(route.proxy().address());
    boolean given = refused.request().header(PROXY_AUTHORIZATION) != null;
    return header == null || given
        ? null
        : refused.request().newBuilder().header(PROXY_AUTHORIZATION, header).build();
  }

  /**
   * Sends an event.
   *
   * @param id tells the event from others; the same when it is sent again
   * @param now signed with the event, so that a receiver can refuse old ones
   * @return the status of the answer
   * @throws IOException when there was none
   */
  int send(WebhookSettings to, String id, String json, Instant now) throws IOException {
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    String timestamp = Long.toString(now.getEpochSecond());
    return status(
        new Request.Builder()
            .url(to.url().toString())
            .header("webhook-id", id)
            .header("webhook-timestamp", timestamp)
            .header("webhook-signature", "v1," + signature(to, id + "." + timestamp + ".", body))
            .header("User-Agent", "snapclone")
            .post(RequestBody.create(body, JSON))
            .build());
  }

  /**
   * Looks whether a receiver answers, without an event.
   *
   * @return the status of the answer
   * @throws IOException when there was none
   */
  public int knock(WebhookSettings at) throws IOException {
    return status(new Request.Builder().url(at.url().toString()).head().build());
  }

  private int status(Request request) throws IOException {
    try (Response response = client.newCall(request).execute()) {
      return response.code();
    }
  }

  private static String signature(WebhookSettings to, String head, byte[] body) {
    String key = to.secret().reveal().substring(WebhookSettings.PREFIX.length());
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(Base64.getDecoder().decode(key), "HmacSHA256"));
      mac.update(head.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HmacSHA256", e);
    }
  }
}
