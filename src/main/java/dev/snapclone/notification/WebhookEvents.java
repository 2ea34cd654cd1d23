package dev.snapclone.notification;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.snapclone.approval.Approval;
import dev.snapclone.command.Shortened;
import dev.snapclone.i18n.PlainText;
import dev.snapclone.job.Job;
import dev.snapclone.job.Outcome;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Writes events as JSON, in English. Holds nothing that the job's card does not show to everybody,
 * no addresses and no secrets.
 *
 * @param plain words
 * @param link the address of a job's card; null when it has none
 */
record WebhookEvents(PlainText plain, Function<Job, @Nullable String> link) {
  private static final int LONGEST = 500;
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * One event.
   *
   * @param id the same when it is sent again
   * @param approval what was asked or decided; null for the end of a job
   */
  String write(String id, String event, Instant time, Job job, @Nullable Approval approval) {
    ObjectNode json = JSON.createObjectNode();
    json.put("id", id).put("event", event).put("time", time.toString());
    json.put("cloud", job.cloud()).put("job", job.id());
    json.put("kind", job.workflow().replaceFirst("-v\\d+$", ""));
    json.put("state", job.state().name());
    json.put("subject", Shortened.name(plain.of(job.title()), LONGEST));
    json.put("requester", job.requester().id());
    json.put("reason", job.reason() == null ? null : job.reason().text());
    json.put("guild", job.place().guild()).put("channel", job.place().channel());
    json.put("link", link.apply(job));
    Outcome outcome = job.outcome();
    json.put(
        "outcome", outcome == null ? null : Shortened.name(plain.of(outcome.headline()), LONGEST));
    if (approval != null) {
      json.set("approval", approval(approval));
    }
    try {
      return JSON.writeValueAsString(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an event can be written as JSON", e);
    }
  }

  private static ObjectNode approval(Approval approval) {
    ObjectNode json = JSON.createObjectNode();
    json.put("state", approval.state().name()).put("round", approval.round());
    json.put("required", approval.required());
    json.put("expires", approval.expiresAt().toString());
    ArrayNode decisions = json.putArray("decisions");
    approval.decisions().stream()
        .filter(Approval.Decision::counts)
        .forEach(
            decision ->
                decisions
                    .addObject()
                    .put("person", decision.personId())
                    .put("yes", decision.yes())
                    .put("at", decision.at().toString()));
    return json;
  }

  /**
   * What a written event says of itself.
   *
   * @param time when it happened
   */
  record Written(Instant time, String guild, String job) {}

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws IllegalArgumentException when it is something else
   */
  static Written read(String json) {
    try {
      JsonNode event = JSON.readTree(json);
      return new Written(
          Instant.parse(event.path("time").asText()),
          event.path("guild").asText(),
          event.path("job").asText());
    } catch (JsonProcessingException | DateTimeException e) {
      throw new IllegalArgumentException("no event", e);
    }
  }
}
