package dev.snapclone.openstack;

import dev.snapclone.cloud.CloudException.Kind;
import dev.snapclone.config.CloudSettings;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.concurrent.atomic.AtomicReference;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/**
 * The client, created at first use: an unreadable CA file fails each call, not the bot's start, and
 * is read again once it is fixed.
 */
final class LazyClient {
  private final CloudSettings settings;
  private final HttpClients http;
  private final Failures failures;
  private final AtomicReference<@Nullable OkHttpClient> client = new AtomicReference<>();

  LazyClient(CloudSettings settings, HttpClients http, Failures failures) {
    this.settings = settings;
    this.http = http;
    this.failures = failures;
  }

  OkHttpClient get() {
    OkHttpClient made = client.get();
    if (made != null) {
      return made;
    }
    try {
      made = http.forCloud(settings);
    } catch (GeneralSecurityException | IOException e) {
      throw failures.of(
          Kind.MISCONFIGURED,
          "identity",
          "cacert " + settings.tls().caFile() + " cannot be used: " + e.getMessage(),
          e);
    }
    client.set(made);
    return made;
  }
}
