package dev.snapclone.discord;

import dev.snapclone.command.CardReplies;
import dev.snapclone.command.Reply;
import dev.snapclone.i18n.Text;
import dev.snapclone.i18n.Text.Arg;
import dev.snapclone.job.Job;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import net.dv8tion.jda.api.utils.messages.MessageCreateData;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Replies to cards, found again by their footers. */
final class RepliesToCards implements CardReplies {
  private static final Logger log = LoggerFactory.getLogger(RepliesToCards.class);

  private final Chat chat;
  private final Renderer renderer;
  private final CardBoard cards;

  RepliesToCards(Chat chat, Renderer renderer, CardBoard cards) {
    this.chat = chat;
    this.renderer = renderer;
    this.cards = cards;
  }

  @Override
  public Optional<String> post(Job job, String key, Instant since, String to, Reply reply) {
    CardRef card = cards.where(job.id());
    Spot near = card == null ? Spot.of(job.place()) : card.spot();
    Locale locale = Wording.locale(job.place().locale());
    String footer =
        renderer
            .wording()
            .plain(locale, Text.of("card.reply.footer", Arg.code(job.id()), Arg.plain(key)));
    MessageCreateData message =
        Renderer.calling(renderer.reply(locale, reply, footer), List.of(), List.of(to));
    return at(job, "k" + key, since, () -> near, message, card == null ? null : card.message())
        .or(() -> at(job, "l" + key, since, () -> chat.direct(to), message, null));
  }

  private Optional<String> at(
      Job job,
      String kind,
      Instant since,
      Supplier<Spot> place,
      MessageCreateData message,
      @Nullable String replyTo) {
    try {
      Spot spot = place.get();
      String footer = String.valueOf(message.getEmbeds().get(0).getFooter().getText());
      // Search on the first attempt too: the database may have lost an earlier one.
      String posted =
          chat.ownSince(spot, OwnMessages.from(job, since)).stream()
              .filter(own -> own.footer().equals(footer))
              .map(Chat.Own::id)
              .findFirst()
              .orElseGet(() -> chat.post(spot, message, replyTo, Nonce.of(kind, job.id())));
      return Optional.of(CardRef.of(spot, posted).encode());
    } catch (ChatException e) {
      if (e.kind() == ChatException.Kind.TRANSIENT) {
        throw e;
      }
      log.info("job {}: reply {} not posted: {}", job.id(), kind, e.getMessage());
      return Optional.empty();
    }
  }

  @Override
  public void delete(String where) {
    CardRef ref = CardRef.parse(where);
    try {
      chat.delete(ref.spot(), ref.message());
    } catch (ChatException e) {
      if (e.kind() == ChatException.Kind.TRANSIENT) {
        throw e;
      }
      log.info("reply {} not deleted: {}", where, e.getMessage());
    }
  }
}
