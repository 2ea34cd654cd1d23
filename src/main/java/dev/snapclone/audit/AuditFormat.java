package dev.snapclone.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;

/** Export formats of the audit. */
public enum AuditFormat {
  /** One JSON object a line. */
  JSONL,
  /** A table for spreadsheets (RFC 4180) with a header line. */
  CSV;

  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** The format with this name. */
  public static Optional<AuditFormat> named(String name) {
    for (AuditFormat format : values()) {
      if (format.name().toLowerCase(Locale.ROOT).equals(name.toLowerCase(Locale.ROOT))) {
        return Optional.of(format);
      }
    }
    return Optional.empty();
  }

  /** The header with its line end; empty for none. */
  public String header() {
    return this == CSV
        ? "seq,at,actor_id,actor_name,guild,action,subject,result,details,previous,hash\r\n"
        : "";
  }

  /** A row, with its line end. */
  public String line(AuditEntry entry) {
    return this == CSV ? csv(entry) : json(entry) + "\n";
  }

  private static String json(AuditEntry entry) {
    AuditEvent event = entry.event();
    ObjectNode line = MAPPER.createObjectNode();
    line.put("seq", entry.seq())
        .put("at", event.at().toString())
        .put("actorId", event.actorId())
        .put("actorName", event.actorName())
        .put("guild", event.guild())
        .put("action", event.action())
        .put("subject", event.subject())
        .put("result", event.result());
    ObjectNode details = line.putObject("details");
    new TreeMap<>(event.details()).forEach(details::put);
    line.put("previous", entry.previous()).put("hash", entry.hash());
    return write(line);
  }

  private static String write(Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("texts and numbers can be written as JSON", e);
    }
  }

  private static String csv(AuditEntry entry) {
    AuditEvent event = entry.event();
    return String.join(
            ",",
            List.of(
                Long.toString(entry.seq()),
                event.at().toString(),
                cell(event.actorId()),
                cell(event.actorName()),
                cell(event.guild()),
                cell(event.action()),
                cell(event.subject()),
                cell(event.result()),
                cell(write(new TreeMap<>(event.details()))),
                entry.previous(),
                entry.hash()))
        + "\r\n";
  }

  /**
   * Spreadsheets evaluate values that look like a formula, and people can choose such names. A
   * leading apostrophe makes the value a text.
   */
  private static String cell(String text) {
    String safe = !text.isEmpty() && "=+-@\t\r\n".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    return safe.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r')
        ? '"' + safe.replace("\"", "\"\"") + '"'
        : safe;
  }
}
