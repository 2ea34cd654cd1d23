package dev.snapclone.sandbox.discord;

import dev.snapclone.sandbox.discord.chat.SeenMessage;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which of the bot's messages is a job's card and which its outcome, by their small print. */
public final class JobPosts {
  private static final Pattern SMALL_PRINT =
      Pattern.compile("(?m)^-# (?:.* · )?(?<what>[^·`]*)jobb? `(?<job>[a-z0-9]+)`$");

  private JobPosts() {}

  /** Whether it is the card of a job. */
  public static boolean card(SeenMessage message, String job) {
    return cardOf(message).filter(job::equals).isPresent();
  }

  /** Whether it is the outcome of a job. */
  public static boolean outcome(SeenMessage message, String job) {
    return outcomeOf(message).filter(job::equals).isPresent();
  }

  /** The job whose card it is; empty when it is no card. */
  public static Optional<String> cardOf(SeenMessage message) {
    Matcher found = SMALL_PRINT.matcher(message.text());
    return !message.ephemeral() && found.find() && found.group("what").isEmpty()
        ? Optional.of(found.group("job"))
        : Optional.empty();
  }

  /** The job whose outcome it is; empty when it is none. */
  public static Optional<String> outcomeOf(SeenMessage message) {
    Matcher found = SMALL_PRINT.matcher(message.text());
    return found.find() && found.group("what").matches("Outcome of |Resultat av ")
        ? Optional.of(found.group("job"))
        : Optional.empty();
  }
}
