package dev.snapclone.harness;

import dev.snapclone.sandbox.discord.BotAnswer;
import dev.snapclone.sandbox.discord.chat.SeenMessage;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A command or press of a person, which may start a job.
 *
 * @param what the command as typed
 * @param deletes the job whose clone it deletes; null for none
 */
record UserAction(BotAnswer answer, String who, String what, @Nullable String deletes) {
  private static final Pattern MADE =
      Pattern.compile("(?:Asked for approval|has started): job `([a-z0-9]+)`");
  private static final Pattern MADE_BEFORE = Pattern.compile("This has become job `([a-z0-9]+)`");

  /**
   * The part that the judge needs.
   *
   * @param job the job that the answer names; null for none
   */
  record Promise(String who, String what, @Nullable String deletes, @Nullable String job) {
    boolean of(String wanted) {
      return wanted.equals(job);
    }
  }

  Promise promise() {
    return new Promise(who, what, deletes, job().orElse(null));
  }

  /** The job that the answer says was started. */
  Optional<String> job() {
    for (Pattern pattern : new Pattern[] {MADE, MADE_BEFORE}) {
      // A newer answer to the same button takes the place of the older one.
      String said = answer.withdrawn().map(SeenMessage::text).orElseGet(answer::text);
      Matcher matcher = pattern.matcher(said);
      if (matcher.find()) {
        return Optional.of(matcher.group(1));
      }
    }
    return Optional.empty();
  }

  /** Whether the bot acknowledged it in time. */
  boolean acknowledged() {
    return answer.acknowledged();
  }

  /** Whether it was acknowledged but never answered. */
  boolean unanswered() {
    return answer.acknowledged()
        && answer.withdrawn().isEmpty()
        && answer.message().map(SeenMessage::loading).orElse(true)
        && answer.followUps().isEmpty();
  }

  /** Whether the bot asks the person to confirm. */
  boolean asksBack() {
    return answer.message().filter(m -> m.buttons().contains("Go ahead")).isPresent();
  }

  @Override
  public String toString() {
    return who + ": " + what + " -> " + answer;
  }
}
