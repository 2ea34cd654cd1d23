package dev.snapclone.openstack;

import dev.snapclone.config.CloudSettings;
import dev.snapclone.config.ProxySettings;
import java.io.IOException;
import java.io.InputStream;
import java.net.Proxy;
import java.net.Socket;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import javax.net.ssl.X509TrustManager;
import okhttp3.Authenticator;
import okhttp3.Connection;
import okhttp3.ConnectionPool;
import okhttp3.CookieJar;
import okhttp3.EventListener;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.Route;
import org.jspecify.annotations.Nullable;

/**
 * OkHttp clients that send each request once. Each cloud has one (TLS differs); all share threads
 * and connections. Closing drops idle connections.
 */
final class HttpClients implements AutoCloseable {
  /**
   * Must be below the 5 s after which a default Apache closes an idle connection. OkHttp checks a
   * connection before reuse only after 10 s, and a request on a closed one has an unknown outcome.
   */
  private static final long KEEP_ALIVE_SECONDS = 2;

  private static final String PROXY_AUTHORIZATION = "Proxy-Authorization";

  private final AtomicBoolean leaving = new AtomicBoolean();
  private final OkHttpClient base;

  /**
   * @param shared a client whose threads to use; null for threads of its own
   */
  HttpClients(@Nullable OkHttpClient shared, OpenStackTimings timings, ProxySettings proxy) {
    OkHttpClient.Builder builder =
        shared == null ? new OkHttpClient.Builder() : shared.newBuilder();
    builder.interceptors().clear();
    builder.networkInterceptors().clear();
    if (proxy.any()) {
      builder
          .proxySelector(proxy.selector())
          .proxyAuthenticator((route, refused) -> authorized(proxy, route, refused))
          .addNetworkInterceptor(chain -> plainByProxy(proxy, chain));
    }
    this.base =
        builder
            .connectionPool(new ConnectionPool(16, KEEP_ALIVE_SECONDS, TimeUnit.SECONDS))
            .protocols(List.of(Protocol.HTTP_1_1))
            .retryOnConnectionFailure(false)
            .followRedirects(false)
            .followSslRedirects(false)
            .authenticator(Authenticator.NONE)
            .cookieJar(CookieJar.NO_COOKIES)
            .cache(null)
            .connectTimeout(timings.connect())
            .readTimeout(timings.call())
            .writeTimeout(timings.call())
            .callTimeout(timings.call())
            .eventListenerFactory(
                call -> {
                  Wire.Departure departure = call.request().tag(Wire.Departure.class);
                  return departure == null ? EventListener.NONE : departure;
                })
            .addInterceptor(this::proceed)
            .addNetworkInterceptor(HttpClients::hideRetryAfter)
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
   * Sends the proxy login with the first request without TLS, since a refusal breaks the connection
   * of a request that must not be repeated. Uses a new connection each time: an HTTP/1.0 proxy
   * closes it silently.
   */
  private static Response plainByProxy(ProxySettings proxy, Interceptor.Chain chain)
      throws IOException {
    Connection connection = chain.connection();
    Request request = chain.request();
    if (connection == null
        || request.isHttps()
        || connection.route().proxy().type() != Proxy.Type.HTTP) {
      return chain.proceed(request);
    }
    Request.Builder by = request.newBuilder().header("Connection", "close");
    String header = proxy.authorization(connection.route().proxy().address());
    return chain.proceed((header == null ? by : by.header(PROXY_AUTHORIZATION, header)).build());
  }

  private Response proceed(Interceptor.Chain chain) throws IOException {
    if (leaving.get()) {
      throw new IOException("snapclone is stopping");
    }
    try {
      return chain.proceed(chain.request());
    } catch (IOException e) {
      // What broke this connection, such as a proxy's restart, broke the idle ones too.
      base.connectionPool().evictAll();
      throw e;
    }
  }

  /** See {@link Failures#RETRY_AFTER}. */
  private static Response hideRetryAfter(Interceptor.Chain chain) throws IOException {
    Response response = chain.proceed(chain.request());
    String retryAfter = response.header("Retry-After");
    Response.Builder builder =
        response.newBuilder().removeHeader("Retry-After").removeHeader(Failures.RETRY_AFTER);
    return (retryAfter == null ? builder : builder.header(Failures.RETRY_AFTER, retryAfter))
        .build();
  }

  /**
   * @throws GeneralSecurityException when the CA file holds no certificates
   * @throws IOException when the CA file cannot be read
   */
  OkHttpClient forCloud(CloudSettings settings) throws GeneralSecurityException, IOException {
    CloudSettings.Tls tls = settings.tls();
    if (!tls.verify()) {
      X509TrustManager anybody = new TrustAnybody();
      return base.newBuilder()
          .sslSocketFactory(context(anybody).getSocketFactory(), anybody)
          .hostnameVerifier((host, session) -> true)
          .build();
    }
    if (tls.caFile() != null || !tls.certificates().isEmpty()) {
      X509TrustManager trust = systemAnd(own(tls));
      return base.newBuilder().sslSocketFactory(context(trust).getSocketFactory(), trust).build();
    }
    return base;
  }

  private static SSLContext context(X509TrustManager trust) throws GeneralSecurityException {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, new TrustManager[] {trust}, null);
    return context;
  }

  private static Collection<? extends Certificate> own(CloudSettings.Tls tls)
      throws GeneralSecurityException, IOException {
    if (tls.caFile() == null) {
      return tls.certificates();
    }
    try (InputStream in = Files.newInputStream(tls.caFile())) {
      Collection<? extends Certificate> read =
          CertificateFactory.getInstance("X.509").generateCertificates(in);
      if (read.isEmpty()) {
        throw new GeneralSecurityException("no certificates in it");
      }
      return read;
    }
  }

  private static X509TrustManager systemAnd(Collection<? extends Certificate> own)
      throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    int n = 0;
    for (X509Certificate certificate : trustManager(null).getAcceptedIssuers()) {
      store.setCertificateEntry("system-" + n++, certificate);
    }
    for (Certificate certificate : own) {
      store.setCertificateEntry("own-" + n++, certificate);
    }
    return trustManager(store);
  }

  private static X509TrustManager trustManager(@Nullable KeyStore store)
      throws GeneralSecurityException {
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    for (TrustManager manager : factory.getTrustManagers()) {
      if (manager instanceof X509TrustManager trust) {
        return trust;
      }
    }
    throw new GeneralSecurityException("this Java has no X.509 trust manager");
  }

  /** Cancels running calls and rejects new ones. */
  void giveUp() {
    leaving.set(true);
    base.dispatcher().cancelAll();
  }

  @Override
  public void close() {
    base.connectionPool().evictAll();
  }

  /** For {@code verify: false}, which is logged loudly when the clouds are opened. */
  private static final class TrustAnybody extends X509ExtendedTrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
