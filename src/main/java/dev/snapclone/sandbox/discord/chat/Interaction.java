package dev.snapclone.sandbox.discord.chat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An action of a person that the bot must answer (interactions/receiving-and-responding.mdx).
 * Guarded by the world's lock.
 */
public final class Interaction {
  /** A command. */
  public static final int COMMAND = 2;

  /** A button or a select. */
  public static final int COMPONENT = 3;

  /** Choices for an option that is being typed. */
  public static final int AUTOCOMPLETE = 4;

  /** A submitted modal. */
  public static final int MODAL = 5;

  /** The deadline of the first answer; until then the token is valid. */
  public static final Duration FIRST_ANSWER = Duration.ofSeconds(3);

  /** How long the token is valid after the first answer. */
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
  private @Nullable Message withdrawn;
  private @Nullable ObjectNode modal;
  private @Nullable ArrayNode choices;

  /** Makes an interaction; {@code label} is the command, button or modal as people see it. */
  public Interaction(
      String id,
      int type,
      User invoker,
      Channel channel,
      Instant createdAt,
      String label,
      @Nullable Message source) {
    this.id = id;
    this.token = "aW50ZXJhY3Rpb24" + UUID.randomUUID().toString().replace("-", "");
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

  /** The token for answers. */
  public String token() {
    return token;
  }

  /** One of the types above. */
  public int type() {
    return type;
  }

  /** The person. */
  public User invoker() {
    return invoker;
  }

  /** The channel. */
  public Channel channel() {
    return channel;
  }

  /** The time of the action. */
  public Instant createdAt() {
    return createdAt;
  }

  /** The command, button or modal as people see it. */
  public String label() {
    return label;
  }

  /** The message of the used component; null for none. */
  public @Nullable Message source() {
    return source;
  }

  /** Whether the bot has answered. */
  public boolean answered() {
    return answerType != 0;
  }

  /** The type of the first answer, 0 before it. */
  public int answerType() {
    return answerType;
  }

  /** Whether the deadline passed without an answer. */
  public boolean missed(Instant now) {
    return !answered() && now.isAfter(createdAt.plus(FIRST_ANSWER));
  }

  /** Whether the token has expired. */
  public boolean expired(Instant now) {
    return now.isAfter(createdAt.plus(TOKEN_LIFE));
  }

  /** Records the first answer. */
  public void answer(int callbackType) {
    answerType = callbackType;
    awaitsFirstFollowUp = callbackType == 5;
  }

  /** The message behind {@code @original}; null for none. */
  public @Nullable Message original() {
    return original;
  }

  /** Sets the message behind {@code @original}. */
  public void original(@Nullable Message message) {
    original = message;
  }

  /** Records that the bot deleted the message behind {@code @original}. */
  public void withdraw() {
    withdrawn = original;
    original = null;
  }

  /** What the deleted message was at last; null when none was deleted. */
  public @Nullable Message withdrawn() {
    return withdrawn;
  }

  /** Whether the next follow-up would fill the deferred answer (deprecated behaviour). */
  public boolean awaitsFirstFollowUp() {
    return awaitsFirstFollowUp;
  }

  /** Records that the deferred answer was filled or deleted. */
  public void filled() {
    awaitsFirstFollowUp = false;
  }

  /** The follow-up messages. */
  public List<Message> followUps() {
    return followUps;
  }

  /** The modal that the bot opened; null for none. */
  public @Nullable ObjectNode modal() {
    return modal;
  }

  /** Records the modal that the bot opened. */
  public void modal(ObjectNode opened) {
    modal = opened;
  }

  /** The autocomplete choices; null before the answer. */
  public @Nullable ArrayNode choices() {
    return choices;
  }

  /** Records the autocomplete choices. */
  public void choices(ArrayNode offered) {
    choices = offered;
  }
}
