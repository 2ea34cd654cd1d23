package dev.snapclone.openstack;

import dev.snapclone.config.CloudSettings;
import dev.snapclone.config.CloudSettings.Login;
import dev.snapclone.config.CloudSettings.ProjectScope;
import dev.snapclone.config.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.net.ServerSocketFactory;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.jspecify.annotations.Nullable;

/**
 * A server that signs everybody in and answers each call as the test says; it knows nothing of
 * OpenStack but the catalog.
 */
final class ScriptedOpenStack implements AutoCloseable {
  static final String PROJECT = "5b2fd4c9181640f1a3ff30f4d35ed50b";
  static final String PASSWORD = "the-password";

  private static final Pattern VERSIONS = Pattern.compile(".*/(v2\\.1|v3)/");

  private final MockWebServer server = new MockWebServer();
  private final ConcurrentLinkedQueue<RecordedRequest> signIns = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<RecordedRequest> calls = new ConcurrentLinkedQueue<>();
  private volatile Function<RecordedRequest, MockResponse> script = r -> answer(200, "{}");
  private final ConcurrentLinkedQueue<RecordedRequest> versionReads = new ConcurrentLinkedQueue<>();
  private volatile Function<RecordedRequest, MockResponse> documents =
      r -> r.getTarget().contains("v3") ? versions("3.0", "3.70") : versions("2.1", "2.93");
  private volatile Function<RecordedRequest, MockResponse> keystone =
      r -> token("token-" + signIns.size());

  ScriptedOpenStack() {
    server.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) {
            if (request.getTarget().equals("/v3/auth/tokens")) {
              signIns.add(request);
              return keystone.apply(request);
            }
            if (VERSIONS.matcher(request.getTarget()).matches()) {
              versionReads.add(request);
              return documents.apply(request);
            }
            calls.add(request);
            return script.apply(request);
          }
        });
    server.setServerSocketFactory(new PromptSockets());
    try {
      server.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Answers to calls from now on. */
  void answers(Function<RecordedRequest, MockResponse> answers) {
    script = answers;
  }

  /** Answers to sign-ins from now on. */
  void signsIn(Function<RecordedRequest, MockResponse> answers) {
    keystone = answers;
  }

  /** Answers to reads of the version documents of Nova and Cinder from now on. */
  void tellsVersions(Function<RecordedRequest, MockResponse> answers) {
    documents = answers;
  }

  /** A version document as Cinder has it. */
  static MockResponse versions(String min, String max) {
    return answer(
        200,
        "{\"versions\": [{\"id\": \"v\", \"min_version\": \"%s\", \"version\": \"%s\"}]}"
            .formatted(min, max));
  }

  /** How often a version document was read. */
  int versionReads() {
    return versionReads.size();
  }

  /** Forgets the requests so far. */
  void forget() {
    signIns.clear();
    calls.clear();
  }

  /** The calls so far, sign-ins left out. */
  List<RecordedRequest> calls() {
    return List.copyOf(calls);
  }

  /** The calls so far, as METHOD TARGET. */
  List<String> lines() {
    return calls.stream()
        .map(r -> r.getMethod() + " " + r.getTarget())
        .collect(Collectors.toList());
  }

  /** The sign-ins so far. */
  List<RecordedRequest> signIns() {
    return List.copyOf(signIns);
  }

  String url() {
    return "http://127.0.0.1:" + server.getPort();
  }

  /** The password login. */
  static Login.Password password() {
    return new Login.Password(
        "demo",
        false,
        "Default",
        false,
        new Secret(PASSWORD),
        new ProjectScope("demo", false, "Default", false));
  }

  /** Settings for this server. */
  CloudSettings settings() {
    return settings(password(), "sto1", "public");
  }

  CloudSettings settings(Login login, @Nullable String region, String endpointInterface) {
    return new CloudSettings(
        "test",
        url() + "/v3",
        login,
        region,
        endpointInterface,
        Map.of(),
        CloudSettings.Tls.SYSTEM);
  }

  /** A token for an hour, with a catalog of versioned addresses. */
  MockResponse token(String id) {
    return token(
        id,
        "2026-11-22T19:00:00.000000Z",
        "2026-11-22T20:00:00.000000Z",
        service("compute", "public", "sto1", url() + "/compute/v2.1"),
        service("image", "public", "sto1", url() + "/image"),
        service("volumev3", "public", "sto1", url() + "/volume/v3/" + PROJECT),
        service("network", "public", "sto1", url() + "/network"));
  }

  static MockResponse token(String id, String issued, String expires, String... services) {
    String body =
        """
        {"token": {"methods": ["password"],
          "user": {"domain": {"id": "default", "name": "Default"}, "id": "u1", "name": "demo",
                   "password_expires_at": null},
          "audit_ids": ["f99b"], "expires_at": "%s", "issued_at": "%s",
          "project": {"domain": {"id": "default", "name": "Default"}, "id": "%s", "name": "demo"},
          "is_domain": false, "roles": [{"id": "r1", "name": "member"}],
          "catalog": [%s]}}
        """
            .formatted(expires, issued, PROJECT, String.join(",", services));
    return new MockResponse.Builder()
        .code(201)
        .addHeader("Content-Type", "application/json")
        .addHeader("X-Subject-Token", id)
        .body(body)
        .build();
  }

  static String service(String type, String endpointInterface, String region, String url) {
    return """
    {"id": "s-%s", "type": "%s", "name": "%s", "endpoints": [
      {"id": "e1", "interface": "%s", "region": "%s", "region_id": "%s", "url": "%s"}]}
    """
        .formatted(type, type, type, endpointInterface, region, region, url);
  }

  static MockResponse answer(int status, String body) {
    return new MockResponse.Builder()
        .code(status)
        .addHeader("Content-Type", "application/json")
        .addHeader("X-Openstack-Request-Id", "req-42")
        .body(body)
        .build();
  }

  @Override
  public void close() {
    server.close();
  }

  /** Without a delay of 40 ms in each answer (Nagle's algorithm). */
  private static final class PromptSockets extends ServerSocketFactory {
    @Override
    public ServerSocket createServerSocket() throws IOException {
      return new ServerSocket() {
        @Override
        public Socket accept() throws IOException {
          Socket socket = super.accept();
          socket.setTcpNoDelay(true);
          return socket;
        }
      };
    }

    @Override
    public ServerSocket createServerSocket(int port) throws IOException {
      throw new IOException("not asked for");
    }

    @Override
    public ServerSocket createServerSocket(int port, int backlog) throws IOException {
      throw new IOException("not asked for");
    }

    @Override
    public ServerSocket createServerSocket(int port, int backlog, InetAddress address)
        throws IOException {
      throw new IOException("not asked for");
    }
  }
}
