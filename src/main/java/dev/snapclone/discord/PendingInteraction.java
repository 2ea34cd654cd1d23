package dev.snapclone.discord;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.snapclone.command.Invocation;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An acknowledged interaction that waits to be carried out, as it is stored.
 *
 * @param invocation what was asked; for a direct message its place has the guild {@link
 *     Spot#DIRECT}, and the actor no roles yet
 * @param token the interaction's token, a secret that lives 15 minutes; never logged
 * @param inPlace whether the answer replaces the message whose button was pressed
 * @param footer the footer of a moving message, by which it is found again; null for none
 * @param heardMillis when the bot received it, in milliseconds since 1970 by its own clock; null in
 *     rows of an older version
 */
record PendingInteraction(
    Invocation invocation,
    String token,
    boolean inPlace,
    @Nullable String footer,
    @Nullable Long heardMillis) {
  private static final ObjectMapper JSON =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  /** Without a footer. */
  PendingInteraction(Invocation invocation, String token, boolean inPlace) {
    this(invocation, token, inPlace, null);
  }

  /** Not received yet. */
  PendingInteraction(
      Invocation invocation, String token, boolean inPlace, @Nullable String footer) {
    this(invocation, token, inPlace, footer, null);
  }

  PendingInteraction heard(Instant at) {
    return new PendingInteraction(invocation, token, inPlace, footer, at.toEpochMilli());
  }

  String encode() {
    try {
      return JSON.writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("cannot write interaction " + invocation.id(), e);
    }
  }

  /**
   * Reads what {@link #encode} wrote.
   *
   * @throws IllegalArgumentException when the format is wrong
   */
  static PendingInteraction parse(String payload) {
    try {
      return JSON.readValue(payload, PendingInteraction.class);
    } catch (JsonProcessingException e) {
      // No cause: it would quote the payload with its token.
      throw new IllegalArgumentException("an interaction's payload cannot be read");
    }
  }

  @Override
  public String toString() {
    return "interaction " + invocation.id() + " " + invocation.name();
  }
}
