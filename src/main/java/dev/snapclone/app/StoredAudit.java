package dev.snapclone.app;

import dev.snapclone.audit.AuditAnchor;
import dev.snapclone.audit.AuditFormat;
import dev.snapclone.audit.AuditTrail;
import dev.snapclone.audit.AuditVerdict;
import dev.snapclone.job.engine.Json;
import dev.snapclone.telemetry.LocalPage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The audit of an open database, also served as pages to the command line on the same host. */
record StoredAudit(AuditTrail trail) implements AuditSource {
  static final String VERIFY = "/audit/verify";
  static final String EXPORT = "/audit/export";
  static final String ANCHORS = "anchors";
  static final String FORMAT = "format";
  static final String SINCE = "since";
  static final String UNTIL = "until";

  @Override
  public AuditVerdict verify(List<AuditAnchor> anchors) {
    return trail.verify(anchors);
  }

  @Override
  public void export(
      AuditFormat format, @Nullable Instant since, @Nullable Instant until, Writer out)
      throws IOException {
    out.write(format.header());
    try {
      trail.each(
          since,
          until,
          entry -> {
            try {
              out.write(format.line(entry));
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  Map<String, LocalPage> pages() {
    return Map.of(
        VERIFY,
        (params, out) -> {
          List<AuditAnchor> anchors =
              Arrays.stream(params.getOrDefault(ANCHORS, "").split(",", -1))
                  .map(AuditAnchor::parse)
                  .flatMap(Optional::stream)
                  .toList();
          out.write(new Json().write(verify(anchors)));
        },
        EXPORT,
        (params, out) ->
            export(
                AuditFormat.named(params.getOrDefault(FORMAT, "")).orElse(AuditFormat.JSONL),
                instant(params.get(SINCE)),
                instant(params.get(UNTIL)),
                out));
  }

  private static @Nullable Instant instant(@Nullable String text) {
    return text == null || text.isEmpty() ? null : Instant.parse(text);
  }
}
