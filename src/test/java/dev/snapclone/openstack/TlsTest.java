package dev.snapclone.openstack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.snapclone.SmallProxy;
import dev.snapclone.cloud.CloudException;
import dev.snapclone.cloud.CloudException.Kind;
import dev.snapclone.config.CloudSettings;
import dev.snapclone.config.ProxySettings;
import dev.snapclone.config.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Whom the adapter trusts. The server's certificate is its own and names localhost. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TlsTest {
  private static final char[] STORE_PASSWORD = "changeit".toCharArray();

  private final MockWebServer server = new MockWebServer();
  private Path folder;
  private Path certificate;

  @BeforeAll
  void start(@TempDir Path temporary) throws Exception {
    folder = temporary;
    Path file = folder.resolve("server.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "server",
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-ext",
                "SAN=dns:localhost",
                "-validity",
                "30",
                "-storetype",
                "PKCS12",
                "-keystore",
                file.toString(),
                "-storepass",
                new String(STORE_PASSWORD))
            .redirectErrorStream(true)
            .start();
    assertTrue(keytool.waitFor(30, TimeUnit.SECONDS));
    assertEquals(0, keytool.exitValue());
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, STORE_PASSWORD);
    }
    certificate = folder.resolve("ca.pem");
    Files.writeString(
        certificate,
        "-----BEGIN CERTIFICATE-----\n"
            + Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(store.getCertificate("server").getEncoded())
            + "\n-----END CERTIFICATE-----\n");
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, STORE_PASSWORD);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    server.useHttps(context.getSocketFactory());
    server.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) {
            return ScriptedOpenStack.token("t", "2026-11-22T19:00:00Z", "2026-11-22T20:00:00Z");
          }
        });
    server.start();
  }

  @AfterAll
  void stop() throws IOException {
    server.close();
  }

  private String signIn(String host, @Nullable Path caFile, boolean verify) {
    return signIn("https://" + host + ":" + server.getPort(), caFile, verify, null);
  }

  private static String signIn(
      String url, @Nullable Path caFile, boolean verify, @Nullable OkHttpClient shared) {
    return signIn(url, caFile, verify, shared, ProxySettings.NONE);
  }

  private static String signIn(
      String url,
      @Nullable Path caFile,
      boolean verify,
      @Nullable OkHttpClient shared,
      ProxySettings proxy) {
    CloudSettings settings =
        new CloudSettings(
            "test",
            url,
            ScriptedOpenStack.password(),
            null,
            "public",
            Map.of(),
            new CloudSettings.Tls(verify, caFile, List.of()));
    try (OpenStackClouds clouds =
        OpenStackClouds.open(
            List.of(settings), OpenStackTimings.usual(), new SettableClock(), shared, proxy)) {
      return clouds.clouds().defaultCloud().account().userName();
    }
  }

  private static void misconfigured(String words, org.junit.jupiter.api.function.Executable call) {
    CloudException e = assertThrows(CloudException.class, call);
    assertEquals(Kind.MISCONFIGURED, e.kind(), e.getMessage());
    assertTrue(e.said().contains(words), e.said());
  }

  @Test
  void aProxyIsOnlyATunnelForTls() throws IOException {
    try (SmallProxy small = new SmallProxy()) {
      ProxySettings.HttpProxy by =
          new ProxySettings.HttpProxy(
              "127.0.0.1", small.port(), new Secret(SmallProxy.CREDENTIALS));
      String url = "https://localhost:" + server.getPort();
      ProxySettings proxy = new ProxySettings(null, by, List.of());
      assertEquals("demo", signIn(url, certificate, true, null, proxy));
      assertEquals(List.of("CONNECT localhost:" + server.getPort() + " HTTP/1.1"), small.asked());
      misconfigured("no trusted connection", () -> signIn(url, null, true, null, proxy));
      ProxySettings except = new ProxySettings(null, by, List.of("localhost"));
      assertEquals("demo", signIn(url, certificate, true, null, except));
      assertEquals(2, small.asked().size());
    }
  }

  @Test
  void aCertificateOfNobodyIsNotTrusted() {
    misconfigured("no trusted connection", () -> signIn("localhost", null, true));
  }

  @Test
  void aCertificateInTheCaFileIsTrustedForItsOwnNameOnly() {
    assertEquals("demo", signIn("localhost", certificate, true));
    misconfigured("no trusted connection", () -> signIn("127.0.0.1", certificate, true));
  }

  @Test
  void aCertificateOfTheEntryItselfIsTrusted() throws Exception {
    CloudSettings settings =
        new CloudSettings(
            "test",
            "https://localhost:" + server.getPort(),
            ScriptedOpenStack.password(),
            null,
            "public",
            Map.of(),
            new CloudSettings.Tls(
                true,
                null,
                List.of(
                    (X509Certificate)
                        CertificateFactory.getInstance("X.509")
                            .generateCertificate(Files.newInputStream(certificate)))));
    try (OpenStackClouds clouds =
        OpenStackClouds.open(List.of(settings), OpenStackTimings.usual(), new SettableClock())) {
      assertEquals("demo", clouds.clouds().defaultCloud().account().userName());
    }
  }

  @Test
  void anybodyIsTrustedWhenVerificationIsOff() {
    assertEquals("demo", signIn("127.0.0.1", null, false));
  }

  @Test
  void aSharedClientDoesNotChangeWhomToTrust() {
    OkHttpClient shared = new OkHttpClient.Builder().build();
    String url = "https://localhost:" + server.getPort();
    assertEquals("demo", signIn(url, certificate, true, shared));
    misconfigured("no trusted connection", () -> signIn(url, null, true, shared));
  }

  @Test
  void aCaFileThatCannotBeUsedFailsTheCallNotTheStart() throws IOException {
    misconfigured("cacert", () -> signIn("localhost", folder.resolve("missing.pem"), true));
    Path empty = Files.writeString(folder.resolve("empty.pem"), "");
    misconfigured("no certificates", () -> signIn("localhost", empty, true));
  }

  @Test
  void plainHttpWhereTlsIsExpectedIsAMatterOfConfiguration() throws Exception {
    try (ServerSocket plain = new ServerSocket(0)) {
      Thread web =
          new Thread(
              () -> {
                try (Socket client = plain.accept()) {
                  client
                      .getOutputStream()
                      .write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.UTF_8));
                  client.getInputStream().readAllBytes();
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
      web.start();
      misconfigured(
          "no trusted connection",
          () -> signIn("https://127.0.0.1:" + plain.getLocalPort(), null, true, null));
      web.join(10_000);
    }
  }

  @Test
  void aServerThatHangsUpDuringTheHandshakeIsUnreachable() {
    try (ScriptedOpenStack plain = new ScriptedOpenStack()) {
      String url = plain.url().replace("http:", "https:");
      CloudException e = assertThrows(CloudException.class, () -> signIn(url, null, true, null));
      assertEquals(Kind.UNREACHABLE, e.kind(), e.getMessage());
    }
  }

  @Test
  void aNameWithADeadAddressBesidesTheLivingOneIsReached() {
    try (ScriptedOpenStack plain = new ScriptedOpenStack()) {
      OkHttpClient shared =
          new OkHttpClient.Builder().dns(host -> List.of(loopback(16), loopback(4))).build();
      String url = plain.url().replace("127.0.0.1", "two-addresses.test");
      assertEquals("demo", signIn(url, null, true, shared));
      assertEquals(1, plain.signIns().size());
    }
  }

  /** ::1 or 127.0.0.1. */
  private static InetAddress loopback(int bytes) throws UnknownHostException {
    byte[] address = new byte[bytes];
    address[0] = bytes == 4 ? (byte) 127 : 0;
    address[bytes - 1] = 1;
    return InetAddress.getByAddress(address);
  }
}
