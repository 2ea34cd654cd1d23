package dev.snapclone.app;

import dev.snapclone.sandbox.discord.chat.ChatEvent;
import dev.snapclone.sandbox.discord.chat.Control;
import dev.snapclone.sandbox.discord.chat.SeenEmbed;
import dev.snapclone.sandbox.discord.chat.SeenMessage;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Prints a chat as a person reads it: commands, answers and posts, and each edit of a card as one
 * line.
 */
final class TourChat {
  /** How long to wait for a message that keeps changing. */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private static final Pattern MENTION = Pattern.compile("<@&?(\\d+)>");
  private static final Pattern TIME = Pattern.compile("<t:(\\d+)(?::([a-zA-Z]))?>");
  private static final Pattern LINK = Pattern.compile("\\[([^\\]]+)\\]\\(https?://[^)]*\\)");
  private static final Pattern HEADING = Pattern.compile("(?m)^(?:#{1,3}|-#) ");
  private static final String STATES =
      "(Waiting for approval|Queued|Running|Cancelling|Done|Failed|Denied|Cancelled"
          + "|Needs attention)";
  private static final Pattern STATE = Pattern.compile("\\*\\*" + STATES + "\\*\\*");
  private static final Pattern STATE_LINE = Pattern.compile("^" + STATES + "( |$)");

  private final PrintStream out;
  private final Map<String, String> names;
  private final InstantSource clock;
  private final Map<String, String> printed = new HashMap<>();

  /**
   * @param names people's names by their ids
   * @param clock for Discord's relative times
   */
  TourChat(PrintStream out, Map<String, String> names, InstantSource clock) {
    this.out = out;
    this.names = Map.copyOf(names);
    this.clock = clock;
  }

  /** The narrator's line. */
  synchronized void says(String line) {
    out.println();
    out.println("== " + line);
  }

  synchronized void verdict(boolean right, String what) {
    out.println((right ? "  ✓ " : "  ✗ ") + what);
  }

  /** Waits until a message is printed, so that comments on it follow. */
  synchronized void shown(SeenMessage message) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    String text = plain(message);
    try {
      for (long left = PATIENCE.toMillis();
          left > 0 && !text.equals(printed.get(message.id()));
          left = Duration.ofNanos(deadline - System.nanoTime()).toMillis()) {
        wait(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Prints what an event shows the reader. */
  synchronized void happened(ChatEvent event) {
    print(event);
    notifyAll();
  }

  private void print(ChatEvent event) {
    SeenMessage message = event.message();
    switch (event.kind()) {
      case COMMAND_TYPED -> acts(event, ": " + event.text());
      case COMPONENT_USED -> acts(event, " presses [" + event.text() + "]");
      case POSTED, EDITED -> {
        if (message != null && message.fromBot() && !message.loading()) {
          show(event, message);
        }
      }
      case NO_RESPONSE -> out.println("    The application did not respond");
      default -> {
        // Threads and joins show through their messages.
      }
    }
  }

  private void acts(ChatEvent event, String what) {
    out.println("\n#" + event.channel() + "  " + event.person() + what);
  }

  private void show(ChatEvent event, SeenMessage message) {
    String text = plain(message);
    String before = printed.put(message.id(), text);
    if (text.isEmpty() || text.equals(before)) {
      return;
    }
    Matcher state = STATE.matcher(message.text());
    boolean card = !message.ephemeral() && state.find();
    if (before != null && card) {
      String progress = running(text);
      String was = running(before);
      if (!progress.equals(was)) {
        out.println("    .. " + progress);
      }
      return;
    }
    if (before != null
        && message.ephemeral()
        && text.lines().toList().containsAll(before.lines().toList())) {
      // The answer has only got a link since, perhaps after somebody else acted.
      return;
    }
    String where =
        message.ephemeral() ? "only " + message.onlyFor() + " sees this" : "#" + event.channel();
    out.println("    snapclone (" + where + ")");
    text.lines().forEach(line -> out.println("    | " + line));
  }

  /** A card in one line: its state and running step. */
  private static String running(String card) {
    return card.lines().filter(line -> STATE_LINE.matcher(line).find()).findFirst().orElse("");
  }

  /** A time as Discord shows it: a date, a time of day, or how far it is from now. */
  private String time(long epochSecond, @Nullable String style) {
    String iso = Instant.ofEpochSecond(epochSecond).toString();
    return switch (style == null ? "f" : style) {
      case "d", "D" -> iso.substring(0, 10);
      case "t", "T" -> iso.substring(11, 16);
      case "R" -> relative(epochSecond);
      default -> iso.substring(0, 10) + " " + iso.substring(11, 16);
    };
  }

  private String relative(long epochSecond) {
    Duration ahead = Duration.between(clock.instant(), Instant.ofEpochSecond(epochSecond));
    long minutes = (ahead.toSeconds() + 30) / 60;
    if (minutes < 1) {
      return "just now";
    }
    return minutes < 90 ? "in " + minutes + " min" : "in " + (minutes + 30) / 60 + " h";
  }

  private String plain(SeenMessage message) {
    String text =
        Stream.concat(
                Stream.of(message.shown().content()),
                message.shown().embeds().stream().map(SeenEmbed::text))
            .filter(t -> !t.isBlank())
            .collect(Collectors.joining("\n"));
    List<String> buttons =
        message.shown().controls().stream()
            .filter(c -> c.kind() == Control.Kind.BUTTON || c.kind() == Control.Kind.LINK)
            .map(Control::label)
            .toList();
    if (!buttons.isEmpty()) {
      text += "\n" + buttons.stream().map(b -> "[" + b + "]").collect(Collectors.joining(" "));
    }
    text =
        MENTION
            .matcher(text)
            .replaceAll(
                m -> "@" + Matcher.quoteReplacement(names.getOrDefault(m.group(1), "somebody")));
    text = TIME.matcher(text).replaceAll(m -> time(Long.parseLong(m.group(1)), m.group(2)));
    text = LINK.matcher(text).replaceAll("$1");
    return HEADING
        .matcher(text)
        .replaceAll("")
        .replace("**", "")
        .replace("`", "")
        .replaceAll("\\\\([\\\\_*~|>\\-.#@])", "$1")
        .strip();
  }
}
