package dev.snapclone.sandbox.discord.chat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One thing that a person did and the bot must answer (interactions/receiving-and-responding.mdx).
 * Guarded by the world.
 */
public final class Interaction {
  /** A command. */
  public static final int COMMAND = 2;

  /** A button or a select. */
  public static final int COMPONENT = 3;

  /** Choices for an option that is being typed. */
  public static final int AUTOCOMPLETE = 4;

  /** A modal that was sent off. */
  public static final int MODAL = 5;

  /** Time in which the first answer must come, and for which the token lives. */
  public static final Duration FIRST_ANSWER = Duration.ofSeconds(3);

  /** Time for which the token lives once the first answer came. */
  public static final Duration TOKEN_LIFE = Duration.ofMinutes(15);

  private final String id;
  private final String token;
  private final int type;
  private final User invoker;
  private final Channel channel;
  private final Instant createdAt;
  private final String label;
  private final @Nullable Message source;
  private final List<Message> followUps = new ArrayList<>();
  private int answerType;
  private boolean awaitsFirstFollowUp;
  private @Nullable Message original;
  private @Nullable ObjectNode modal;
  private @Nullable ArrayNode choices;

  /** Makes an interaction; {@code label} is the command, button or modal as a person sees it. */
  public Interaction(
      String id,
      String token,
      int type,
      User invoker,
      Channel channel,
      Instant createdAt,
      String label,
      @Nullable Message source) {
    this.id = id;
    this.token = token;
    this.type = type;
    this.invoker = invoker;
    this.channel = channel;
    this.createdAt = createdAt;
    this.label = label;
    this.source = source;
    // A dialog opened from a message may answer by changing that message, as a press may.
    this.original = type == COMPONENT || type == MODAL ? source : null;
  }

  /** The interaction's id. */
  public String id() {
    return id;
  }

  /** The token through which the answer goes. */
  public String token() {
    return token;
  }

  /** One of the types above. */
  public int type() {
    return type;
  }

  /** Who did it. */
  public User invoker() {
    return invoker;
  }

  /** Where it was done. */
  public Channel channel() {
    return channel;
  }

  /** When it was done. */
  public Instant createdAt() {
    return createdAt;
  }

  /** The command, button or dialog as the person saw it. */
  public String label() {
    return label;
  }

  /** The message whose component was used. */
  public @Nullable Message source() {
    return source;
  }

  /** Says whether the first answer came. */
  public boolean answered() {
    return answerType != 0;
  }

  /** Type of the first answer, 0 before it. */
  public int answerType() {
    return answerType;
  }

  /** Says whether it is too late for a first answer that did not come. */
  public boolean missed(Instant now) {
    return !answered() && now.isAfter(createdAt.plus(FIRST_ANSWER));
  }

  /** Says whether the token is worth nothing any more. */
  public boolean expired(Instant now) {
    return now.isAfter(createdAt.plus(TOKEN_LIFE));
  }

  /** Notes the first answer. */
  public void answer(int callbackType) {
    answerType = callbackType;
    awaitsFirstFollowUp = callbackType == 5;
  }

  /** The message that {@code @original} means, when there is one. */
  public @Nullable Message original() {
    return original;
  }

  /** Sets what {@code @original} means. */
  public void original(@Nullable Message message) {
    original = message;
  }

  /** Says whether the next follow-up would fill the deferred answer (deprecated behaviour). */
  public boolean awaitsFirstFollowUp() {
    return awaitsFirstFollowUp;
  }

  /** Notes that the deferred answer was filled or deleted. */
  public void filled() {
    awaitsFirstFollowUp = false;
  }

  /** Further messages in answer to the interaction. */
  public List<Message> followUps() {
    return followUps;
  }

  /** The dialog that was opened in answer; null for none. */
  public @Nullable ObjectNode modal() {
    return modal;
  }

  /** Notes the dialog that was opened. */
  public void modal(ObjectNode opened) {
    modal = opened;
  }

  /** The choices that were offered; null before. */
  public @Nullable ArrayNode choices() {
    return choices;
  }

  /** Notes the choices that were offered. */
  public void choices(ArrayNode offered) {
    choices = offered;
  }
}
