package dev.snapclone.harness;

import dev.snapclone.sandbox.discord.ChatSnapshot;
import dev.snapclone.sandbox.discord.JobPosts;
import dev.snapclone.sandbox.discord.chat.SeenMessage;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The cards and outcomes in the channels, as people read them.
 *
 * @param cards by job, in the order of posting
 * @param outcomes by job
 * @param late the jobs named in private threads, where answers go that are too late for Discord
 */
record ChatReading(
    Map<String, List<Card>> cards, Map<String, List<SeenMessage>> outcomes, Set<String> late) {
  private static final int PRIVATE_THREAD = 12;
  private static final Pattern NAMED = Pattern.compile("[Jj]ob `([a-z0-9]+)`");
  private static final Pattern STATE = Pattern.compile("(?m)^\\*\\*([A-Za-z ]+)\\*\\*(?: |$)");
  private static final Pattern KIND = Pattern.compile("(?m)^### ([A-Za-z]+) ");
  private static final Map<String, String> KINDS =
      Map.of(
          "Snapshot",
          "snapshot",
          "Clone",
          "clone",
          "Copy",
          "copy",
          "Delete",
          "deletion",
          "Verify",
          "verification");
  private static final Set<String> TERMINAL =
      Set.of("Done", "Failed", "Denied", "Cancelled", "Needs attention");

  /**
   * A card in a channel.
   *
   * @param state the written state
   * @param kind snapshot, clone, copy, deletion or verification
   */
  record Card(String job, String state, String kind, SeenMessage message) {
    boolean terminal() {
      return TERMINAL.contains(state);
    }

    boolean waits() {
      return message.buttons().contains("Approve");
    }

    boolean runs() {
      return !waits() && message.buttons().contains("Cancel");
    }
  }

  /** Reads the chat. */
  static ChatReading of(ChatSnapshot chat) {
    Map<String, List<Card>> cards = new LinkedHashMap<>();
    Map<String, List<SeenMessage>> outcomes = new LinkedHashMap<>();
    chat.guilds().stream()
        .flatMap(guild -> guild.channels().stream())
        .flatMap(channel -> channel.messages().stream())
        .filter(m -> m.onlyFor() == null && m.message().fromBot())
        .forEach(m -> sort(m.message(), cards, outcomes));
    Set<String> late = new HashSet<>();
    chat.guilds().stream()
        .flatMap(guild -> guild.channels().stream())
        .filter(channel -> channel.type() == PRIVATE_THREAD)
        .flatMap(channel -> channel.messages().stream())
        .flatMap(m -> NAMED.matcher(m.message().text()).results())
        .forEach(named -> late.add(named.group(1)));
    return new ChatReading(cards, outcomes, late);
  }

  private static void sort(
      SeenMessage message, Map<String, List<Card>> cards, Map<String, List<SeenMessage>> outcomes) {
    JobPosts.cardOf(message)
        .ifPresent(
            job -> cards.computeIfAbsent(job, id -> new ArrayList<>()).add(card(job, message)));
    JobPosts.outcomeOf(message)
        .ifPresent(job -> outcomes.computeIfAbsent(job, id -> new ArrayList<>()).add(message));
  }

  private static Card card(String job, SeenMessage message) {
    Matcher state = STATE.matcher(message.text());
    Matcher kind = KIND.matcher(message.text());
    boolean readable = state.find() && kind.find();
    return readable
        ? new Card(job, state.group(1), KINDS.getOrDefault(kind.group(1), ""), message)
        : new Card(job, "unreadable", "", message);
  }

  /** One card per job. */
  List<Card> all() {
    return cards.values().stream().map(some -> some.get(0)).toList();
  }

  /** Whether every job has ended and its outcome was announced. */
  boolean over() {
    return all().stream().allMatch(card -> card.terminal() && outcomes.containsKey(card.job()));
  }
}
