package dev.snapclone.harness;

import dev.snapclone.sandbox.discord.BotAnswer;
import dev.snapclone.sandbox.discord.chat.SeenMessage;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Something that a person typed or pressed and of which a job may come.
 *
 * @param who the person
 * @param what as it was typed
 * @param deletes the job whose clone it deletes; null when it deletes none
 */
record UserAction(BotAnswer answer, String who, String what, @Nullable String deletes) {
  private static final Pattern MADE =
      Pattern.compile(
          "(?:Snapshotting|waits for approval|is being made|is being deleted)"
              + "[^\n]*?job `([a-z0-9]+)`");
  private static final Pattern MADE_BEFORE = Pattern.compile("This has become job `([a-z0-9]+)`");

  /**
   * What the judge knows of it.
   *
   * @param job the job that the answer names; null when it names none
   */
  record Promise(String who, String what, @Nullable String deletes, @Nullable String job) {
    boolean of(String wanted) {
      return wanted.equals(job);
    }
  }

  Promise promise() {
    return new Promise(who, what, deletes, job().orElse(null));
  }

  /** The job that the answer names as its own. */
  Optional<String> job() {
    for (Pattern pattern : new Pattern[] {MADE, MADE_BEFORE}) {
      Matcher matcher = pattern.matcher(answer.text());
      if (matcher.find()) {
        return Optional.of(matcher.group(1));
      }
    }
    return Optional.empty();
  }

  /** Whether the bot said that it heard, in time. */
  boolean acknowledged() {
    return answer.acknowledged();
  }

  /** Whether it was acknowledged and then nothing was said. */
  boolean unanswered() {
    return answer.acknowledged()
        && answer.message().map(SeenMessage::loading).orElse(true)
        && answer.followUps().isEmpty();
  }

  /** Whether it asks the person to go ahead. */
  boolean asksBack() {
    return answer.message().filter(m -> m.buttons().contains("Go ahead")).isPresent();
  }

  @Override
  public String toString() {
    return who + ": " + what + " -> " + answer;
  }
}
