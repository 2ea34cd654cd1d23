package dev.snapclone.sandbox.discord;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.snapclone.sandbox.discord.chat.ChatWorld;
import dev.snapclone.sandbox.discord.chat.Interaction;
import dev.snapclone.sandbox.discord.chat.Message;
import dev.snapclone.sandbox.discord.chat.SeenMessage;
import dev.snapclone.sandbox.discord.chat.SeenMessages;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The bot's answer to an action of a person. It changes while the bot works. */
public final class BotAnswer {
  /** How long the waiting methods wait, in real time, before they give up. */
  public static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final String NO_RESPONSE = "The application did not respond";

  private final ChatWorld world;
  private final Interaction interaction;

  BotAnswer(ChatWorld world, Interaction interaction) {
    this.world = world;
    this.interaction = interaction;
  }

  /** The interaction's id. */
  public String id() {
    return interaction.id();
  }

  /** Whether the bot answered in time, at least with "thinking". */
  public boolean acknowledged() {
    synchronized (world) {
      return interaction.answered();
    }
  }

  /** Whether the first answer was deferred ("snapclone is thinking ..."). */
  public boolean deferred() {
    synchronized (world) {
      return interaction.answerType() == 5 || interaction.answerType() == 6;
    }
  }

  /** Whether the person reads "The application did not respond". */
  public boolean failed() {
    synchronized (world) {
      return interaction.missed(world.now());
    }
  }

  /** Whether the answer is ephemeral. */
  public boolean ephemeral() {
    return message().map(SeenMessage::ephemeral).orElse(false);
  }

  /** The current answer; after an update of a message, that message. */
  public Optional<SeenMessage> message() {
    synchronized (world) {
      Message original = interaction.answered() ? interaction.original() : null;
      return Optional.ofNullable(original).map(SeenMessages::of);
    }
  }

  /** What the person read until the bot deleted the answer. */
  public Optional<SeenMessage> withdrawn() {
    synchronized (world) {
      return Optional.ofNullable(interaction.withdrawn()).map(SeenMessages::of);
    }
  }

  /** The follow-up messages. */
  public List<SeenMessage> followUps() {
    synchronized (world) {
      return interaction.followUps().stream().map(SeenMessages::of).toList();
    }
  }

  /** The current text of all answers, line by line; empty before the first. */
  public String text() {
    synchronized (world) {
      if (failed()) {
        return NO_RESPONSE;
      }
      StringBuilder text = new StringBuilder(message().map(SeenMessage::text).orElse(""));
      followUps().forEach(m -> text.append('\n').append(m.text()));
      return text.toString().strip();
    }
  }

  /** The dialog that the bot opened in answer. */
  public Optional<Modal> modal() {
    synchronized (world) {
      ObjectNode modal = interaction.modal();
      return Optional.ofNullable(modal)
          .map(
              m ->
                  new Modal(
                      interaction,
                      m.path("title").asText(),
                      m.path("custom_id").asText(),
                      SeenMessages.controls(m.path("components"))));
    }
  }

  /**
   * Waits until a condition is true.
   *
   * @throws IllegalStateException when it does not become true within {@link #PATIENCE}
   */
  public BotAnswer await(String what, Predicate<BotAnswer> condition) {
    if (!world.await(() -> condition.test(this), PATIENCE)) {
      throw new IllegalStateException(
          "waited in vain for " + what + "; " + interaction.label() + " got: " + this);
    }
    return this;
  }

  /** Waits until the bot acknowledged. */
  public BotAnswer awaitAcknowledged() {
    return await("an acknowledgement", BotAnswer::acknowledged);
  }

  /** Waits until the answer is there and no longer "thinking". */
  public SeenMessage awaitMessage() {
    return present(a -> a.message().filter(m -> !m.loading()), "a message");
  }

  /** Waits until a part of the text, follow-ups included, can be read; returns all of the text. */
  public String awaitText(String part) {
    return await("the text \"" + part + "\"", a -> a.text().contains(part)).text();
  }

  /** Waits for the first further message. */
  public SeenMessage awaitFollowUp() {
    return present(a -> a.followUps().stream().findFirst(), "a follow-up");
  }

  /** Waits for a dialog. */
  public Modal awaitModal() {
    return present(BotAnswer::modal, "a modal");
  }

  private <T> T present(Function<BotAnswer, Optional<T>> part, String what) {
    @Nullable T found = await(what, a -> part.apply(a).isPresent()).part(part);
    if (found == null) {
      throw new IllegalStateException(what + " vanished; " + this);
    }
    return found;
  }

  private <T> @Nullable T part(Function<BotAnswer, Optional<T>> part) {
    return part.apply(this).orElse(null);
  }

  /** Returns the state in a line, for failures of tests. */
  @Override
  public String toString() {
    String state = failed() ? NO_RESPONSE : acknowledged() ? "acknowledged" : "nothing yet";
    return state + " [" + text().replace('\n', '|') + "]";
  }
}
