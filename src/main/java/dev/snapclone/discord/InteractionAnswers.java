package dev.snapclone.discord;

import dev.snapclone.command.Reply;
import dev.snapclone.i18n.Text;
import java.util.Locale;
import net.dv8tion.jda.api.utils.messages.MessageCreateData;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What it takes to answer interactions. */
record InteractionAnswers(Chat chat, Renderer renderer, Acknowledgements acknowledgements) {
  private static final Logger log = LoggerFactory.getLogger(InteractionAnswers.class);

  /**
   * Says one sentence of the bot's own.
   *
   * @param anyway whether the message there is ours; otherwise it may be the true answer of another
   *     replica that reached its database
   * @return whether it was said
   */
  boolean say(PendingInteraction pending, Reply.Tone tone, String key, boolean anyway) {
    Locale locale = Wording.locale(pending.invocation().locale());
    MessageCreateData sentence = renderer.sentence(locale, tone, Text.of(key));
    try {
      if (pending.inPlace()) {
        chat.answerBeside(pending.token(), sentence);
      } else if (anyway || chat.unanswered(pending.token())) {
        chat.answer(pending.token(), sentence);
      } else {
        return false;
      }
      return true;
    } catch (ChatException e) {
      log.warn("{}: its person was not told: {}", pending, e.getMessage());
      return false;
    }
  }
}
