package dev.snapclone.discord;

import dev.snapclone.job.Job;
import java.util.Optional;
import net.dv8tion.jda.api.utils.messages.MessageCreateData;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The question for an approval in its own channel. The card asks too, in case that channel is out
 * of reach.
 */
final class Question {
  private static final Logger log = LoggerFactory.getLogger(Question.class);

  private final Chat chat;
  private final CardRenderer renderer;
  private final OwnMessages own;
  private final Pings pings;
  private final @Nullable String channel;

  /**
   * @param channel name or id; null when only the card asks
   */
  Question(
      Chat chat, CardRenderer renderer, OwnMessages own, Pings pings, @Nullable String channel) {
    this.chat = chat;
    this.renderer = renderer;
    this.own = own;
    this.pings = pings;
    this.channel = channel;
  }

  /**
   * Posts the question, unless it exists.
   *
   * @return the reference, with its question when there is one
   * @throws ChatException when Discord cannot be reached now
   */
  CardRef ask(CardView view, CardRef ref) {
    Job job = view.job();
    Spot where = spot(job);
    if (where == null) {
      return ref;
    }
    try {
      MessageCreateData question = question(view, ref);
      String message =
          own.earlier(job, where, renderer.questionSignature(job))
              .orElseGet(
                  () ->
                      chat.post(where, pings.first(question, view), null, Nonce.of("q", job.id())));
      return ref.asked(where, message);
    } catch (ChatException e) {
      if (e.kind() == ChatException.Kind.TRANSIENT) {
        throw e;
      }
      log.warn("job {}: cannot ask in {}: {}", job.id(), where.link(), e.getMessage());
      return ref;
    }
  }

  /**
   * Updates the question. If a person deleted it, it is posted again while it is open.
   *
   * @return where card and question are now
   * @throws ChatException when Discord cannot be reached now
   */
  CardRef edit(CardView view, CardRef ref) {
    Spot where = ref.questionSpot();
    String message = ref.question();
    if (where == null || message == null) {
      return ref;
    }
    try {
      return ref.asked(where, edited(view, where, message, question(view, ref)));
    } catch (ChatException e) {
      if (e.kind() == ChatException.Kind.TRANSIENT) {
        throw e;
      }
      log.info("job {}: question not edited: {}", view.job().id(), e.getMessage());
      return ref;
    }
  }

  private String edited(CardView view, Spot where, String message, MessageCreateData question) {
    try {
      chat.edit(where, message, question);
      return message;
    } catch (ChatException e) {
      if (e.kind() != ChatException.Kind.NO_MESSAGE) {
        throw e;
      }
      Job job = view.job();
      Optional<String> replaced = own.since(job, where, renderer.questionSignature(job));
      if (replaced.isPresent()) {
        chat.edit(where, replaced.get(), question);
        return replaced.get();
      }
      if (!view.asking()) {
        throw e;
      }
      return chat.post(where, question, null, Nonce.ofReplacement("n", message));
    }
  }

  private MessageCreateData question(CardView view, CardRef ref) {
    return renderer.question(view, ref.spot().link(ref.message()));
  }

  /** Where the question goes besides the card; null for nowhere. */
  @Nullable Spot spot(Job job) {
    if (channel == null) {
      return null;
    }
    Optional<Spot> named = chat.named(job.place().guild(), channel);
    if (named.isEmpty()) {
      log.warn("the approvals channel {} is not to be seen in this guild", channel);
      return null;
    }
    return named.get().channel().equals(job.place().channel()) ? null : named.get();
  }
}
