package dev.snapclone.discord;

import dev.snapclone.access.Place;
import dev.snapclone.command.PlaceVoice;
import dev.snapclone.i18n.Text;
import dev.snapclone.notification.NotifyChoice;
import dev.snapclone.notification.NotifyChoices;
import java.util.List;
import java.util.Locale;
import net.dv8tion.jda.api.utils.messages.MessageCreateData;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Posts lines in a channel, or to a person where there is none. */
final class PlaceLines implements PlaceVoice {
  private static final Logger log = LoggerFactory.getLogger(PlaceLines.class);

  private final Chat chat;
  private final Layout layout;
  private final Wording wording;
  private final NotifyChoices choices;

  PlaceLines(Chat chat, Renderer renderer, NotifyChoices choices) {
    this.choices = choices;
    this.chat = chat;
    this.layout = new Layout(renderer);
    this.wording = renderer.wording();
  }

  @Override
  public void say(Place place, @Nullable String person, List<Text> lines, Text small, String once) {
    NotifyChoice.Way way = person == null ? NotifyChoice.Way.CHANNEL : choices.of(person).jobs();
    MessageCreateData direct = message(place, null, lines, small);
    boolean told =
        person != null
            && way == NotifyChoice.Way.DIRECT_MESSAGE
            && posted(() -> chat.direct(person), direct, Nonce.of("t", once));
    String called = told || way == NotifyChoice.Way.NONE ? null : person;
    if (!posted(() -> Spot.of(place), message(place, called, lines, small), Nonce.of("s", once))
        && person != null
        && !told) {
      posted(() -> chat.direct(person), direct, Nonce.of("t", once));
    }
  }

  private MessageCreateData message(
      Place place, @Nullable String called, List<Text> lines, Text small) {
    Locale locale = Wording.locale(place.locale());
    return layout.plain(
        locale,
        lines.stream().map(line -> wording.markdown(locale, line)).toList(),
        List.of(wording.markdown(locale, small)),
        called == null ? List.of() : List.of(called));
  }

  private boolean posted(
      java.util.function.Supplier<Spot> spot, MessageCreateData message, String nonce) {
    try {
      chat.post(spot.get(), message, null, nonce);
      return true;
    } catch (ChatException e) {
      if (e.kind() == ChatException.Kind.TRANSIENT) {
        throw e;
      }
      log.warn("{} could not be said: {}", nonce, e.getMessage());
      return false;
    }
  }
}
