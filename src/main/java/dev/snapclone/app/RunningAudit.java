package dev.snapclone.app;

import dev.snapclone.audit.AuditAnchor;
import dev.snapclone.audit.AuditFormat;
import dev.snapclone.audit.AuditVerdict;
import dev.snapclone.job.engine.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.Writer;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The audit of the bot that runs on this host, read through its ops port. */
final class RunningAudit implements AuditSource {
  private final int port;
  private final String key;
  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

  /**
   * @param key of {@link OpsKey}
   */
  RunningAudit(int port, String key) {
    this.port = port;
    this.key = key;
  }

  @Override
  public AuditVerdict verify(List<AuditAnchor> anchors) throws IOException {
    String all = anchors.stream().map(AuditAnchor::toString).collect(Collectors.joining(","));
    try (InputStream answer = get(StoredAudit.VERIFY, StoredAudit.ANCHORS, all)) {
      return new Json()
          .read(new String(answer.readAllBytes(), StandardCharsets.UTF_8), AuditVerdict.class);
    }
  }

  @Override
  public void export(
      AuditFormat format, @Nullable Instant since, @Nullable Instant until, Writer out)
      throws IOException {
    try (InputStream answer =
            get(
                StoredAudit.EXPORT,
                StoredAudit.FORMAT,
                format.name(),
                StoredAudit.SINCE,
                since == null ? "" : since.toString(),
                StoredAudit.UNTIL,
                until == null ? "" : until.toString());
        Reader reader = new InputStreamReader(answer, StandardCharsets.UTF_8)) {
      reader.transferTo(out);
    }
  }

  private InputStream get(String path, String... params) throws IOException {
    StringBuilder query = new StringBuilder();
    for (int i = 0; i < params.length; i += 2) {
      query
          .append(i == 0 ? '?' : '&')
          .append(params[i])
          .append('=')
          .append(URLEncoder.encode(params[i + 1], StandardCharsets.UTF_8));
    }
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path + query))
            .header("Authorization", "Bearer " + key)
            .timeout(Duration.ofMinutes(10))
            .build();
    HttpResponse<InputStream> response;
    try {
      response = http.send(request, HttpResponse.BodyHandlers.ofInputStream());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
    if (response.statusCode() == 200) {
      return response.body();
    }
    response.body().close();
    throw new IOException(
        response.statusCode() == 403
            ? "the running bot does not know this configuration: give DISCORD_TOKEN and the"
                + " storage's password as the bot has them"
            : "what listens on port " + port + " answered " + response.statusCode());
  }
}
