package dev.snapclone.discord;

import dev.snapclone.access.Actor;
import dev.snapclone.access.Place;
import dev.snapclone.command.PrivateRoom;
import dev.snapclone.command.Reply;
import dev.snapclone.i18n.Text;
import dev.snapclone.i18n.Text.Arg;
import dev.snapclone.job.JobListener;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.dv8tion.jda.api.utils.TimeUtil;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A private thread in the card's channel, found again by the job's id at the end of its name. Where
 * threads cannot be made, a direct message.
 */
final class DiscordPrivateRoom implements PrivateRoom {
  private static final int NAME_MAX = 100;

  private static final String FOOTER = "room.footer.";
  private static final List<Locale> LANGUAGES =
      Stream.of("en-US", "sv-SE", "no").map(Wording::locale).toList();

  private static final Logger log = LoggerFactory.getLogger(DiscordPrivateRoom.class);

  private static final int STRIPES = 64;

  private final Chat chat;
  private final Renderer renderer;
  private final JobListener cards;
  private final InstantSource clock;
  private final List<Object> stripes = Stream.generate(Object::new).limit(STRIPES).toList();

  /**
   * @param cards notified of a new room, so that the card links to it
   */
  DiscordPrivateRoom(Chat chat, Renderer renderer, JobListener cards, InstantSource clock) {
    this.chat = chat;
    this.renderer = renderer;
    this.cards = cards;
    this.clock = clock;
  }

  /** How the name of a job's room ends. */
  static String nameEnd(String jobId) {
    return " · " + jobId;
  }

  @Override
  public @Nullable String post(
      String jobId,
      Place place,
      @Nullable String card,
      Actor to,
      String title,
      String key,
      List<Reply> messages) {
    // The guide starts by itself and by a button; both at once would make two rooms.
    synchronized (stripes.get(Math.floorMod(jobId.hashCode(), STRIPES))) {
      return postLocked(jobId, place, card, to, title, key, messages);
    }
  }

  private @Nullable String postLocked(
      String jobId,
      Place place,
      @Nullable String card,
      Actor to,
      String title,
      String key,
      List<Reply> messages) {
    Spot near = card == null ? Spot.of(place) : CardRef.parse(card).spot();
    Instant since = since(card);
    Locale locale = Wording.locale(to.localeOr(place.locale()));
    try {
      Spot room = thread(near, since, jobId, title);
      chat.invite(room, to.id());
      postMissing(room, since, locale, jobId, key, messages);
      cards.jobChanged(jobId);
      return room.link();
    } catch (ChatException e) {
      if (e.kind() == ChatException.Kind.TRANSIENT) {
        throw e;
      }
      log.info("job {}: no private thread, writing directly: {}", jobId, e.getMessage());
    }
    try {
      Spot direct = chat.direct(to.id());
      postMissing(direct, since, locale, jobId, key, messages);
      return direct.link();
    } catch (ChatException e) {
      if (e.kind() == ChatException.Kind.TRANSIENT) {
        throw e;
      }
      log.info("job {}: no direct message either: {}", jobId, e.getMessage());
      return null;
    }
  }

  @Override
  public void rewrite(
      String jobId, Place place, @Nullable String card, Actor to, List<String> keys, Reply now) {
    Spot near = card == null ? Spot.of(place) : CardRef.parse(card).spot();
    Instant since = since(card);
    Locale locale = Wording.locale(to.localeOr(place.locale()));
    // A thread that could not be made at first may stand beside the direct messages.
    List<Supplier<Optional<Spot>>> rooms =
        List.of(
            () -> findThread(near, nameEnd(jobId), since), () -> Optional.of(chat.direct(to.id())));
    synchronized (stripes.get(Math.floorMod(jobId.hashCode(), STRIPES))) {
      for (Supplier<Optional<Spot>> room : rooms) {
        try {
          room.get().ifPresent(spot -> rewriteIn(spot, since, locale, jobId, keys, now));
        } catch (ChatException e) {
          if (e.kind() == ChatException.Kind.TRANSIENT) {
            throw e;
          }
          log.info(
              "job {}: its private messages are not brought up to date: {}", jobId, e.getMessage());
        }
      }
    }
  }

  private void rewriteIn(
      Spot room, Instant since, Locale locale, String jobId, List<String> keys, Reply now) {
    List<Chat.Own> stale = standing(room, since, jobId, keys);
    for (int i = 0; i < stale.size(); i++) {
      Chat.Own one = stale.get(i);
      if (i == 0) {
        chat.edit(room, one.id(), renderer.reply(locale, now, one.footer()));
      } else {
        chat.delete(room, one.id());
      }
    }
  }

  /** The messages of these keys, in the order of the keys. */
  private List<Chat.Own> standing(Spot room, Instant since, String jobId, List<String> keys) {
    List<Chat.Own> all = chat.ownSince(room, since);
    return keys.stream()
        .flatMap(key -> all.stream().filter(own -> isOf(own.footer(), jobId, key)))
        .toList();
  }

  private boolean isOf(String footer, String jobId, String key) {
    // Keys had no words in older versions.
    if (footer.startsWith(jobId + " · " + key + " · ")) {
      return true;
    }
    return LANGUAGES.stream()
        .flatMap(language -> footer(language, jobId, key).stream())
        .anyMatch(
            words -> {
              int any = key.endsWith(ANY) ? words.indexOf(ANY) : -1;
              return any < 0
                  ? footer.equals(words)
                  : footer.startsWith(words.substring(0, any))
                      && footer.endsWith(words.substring(any + 1));
            });
  }

  private Spot thread(Spot near, Instant since, String jobId, String title) {
    String end = nameEnd(jobId);
    return findThread(near, end, since)
        .orElseGet(
            () -> {
              String name = Markdown.cut(Markdown.singleLine(title), NAME_MAX - end.length());
              return chat.openPrivateThread(near, name + end);
            });
  }

  private Optional<Spot> findThread(Spot near, String end, Instant since) {
    try {
      return chat.findThread(near, end, since);
    } catch (ChatException e) {
      if (e.kind() == ChatException.Kind.TRANSIENT) {
        throw e;
      }
      // A second room is better than none.
      log.info("the archived threads of {} cannot be searched: {}", near.link(), e.getMessage());
      return Optional.empty();
    }
  }

  private void postMissing(
      Spot room, Instant since, Locale locale, String jobId, String key, List<Reply> messages) {
    Set<String> there = posted(room, since);
    for (int i = 0; i < messages.size(); i++) {
      String name = jobId + " · " + key + " · " + (i + 1) + "/" + messages.size();
      String part = messages.size() == 1 ? "" : " (" + (i + 1) + "/" + messages.size() + ")";
      if (!isPosted(there, jobId, key, part, name)) {
        String footer = footer(locale, jobId, key).map(words -> words + part).orElse(name);
        // Only this room: a guide that began in a closed room is posted again from the start.
        int only = (room.channel() + name).hashCode();
        String nonce = Nonce.of("r" + Integer.toUnsignedString(only, 36), jobId);
        postOne(room, locale, messages.get(i), footer, nonce);
      }
    }
  }

  /** The person's language may have changed since the message was posted. */
  private boolean isPosted(Set<String> there, String jobId, String key, String part, String name) {
    return there.contains(name)
        || LANGUAGES.stream()
            .flatMap(language -> footer(language, jobId, key).stream())
            .anyMatch(words -> there.contains(words + part));
  }

  /**
   * The visible footer of a set of messages; empty when it has none. The part of a key after its
   * last dash may be an id, which the footer shows.
   */
  private Optional<String> footer(Locale locale, String jobId, String key) {
    int dash = key.lastIndexOf('-');
    String whole = FOOTER + key;
    String start = dash < 0 ? whole : FOOTER + key.substring(0, dash);
    Wording wording = renderer.wording();
    if (wording.has(whole)) {
      return Optional.of(wording.plain(locale, Text.of(whole, Arg.code(jobId))));
    }
    return wording.has(start)
        ? Optional.of(
            wording.plain(
                locale, Text.of(start, Arg.code(jobId), Arg.code(key.substring(dash + 1)))))
        : Optional.empty();
  }

  private void postOne(Spot room, Locale locale, Reply message, String footer, String nonce) {
    try {
      chat.post(room, renderer.reply(locale, message, footer), null, nonce);
    } catch (ChatException e) {
      if (e.kind() == ChatException.Kind.TRANSIENT || message.picture() == null) {
        throw e;
      }
      log.info("{} takes no files: {}", room.link(), e.getMessage());
      chat.post(room, renderer.reply(locale, message.withPicture(null), footer), null, nonce);
    }
  }

  /**
   * Footers of the messages in the room. Empty when it cannot be read; then only the nonces prevent
   * duplicates.
   */
  private Set<String> posted(Spot room, Instant since) {
    try {
      return chat.ownSince(room, since).stream().map(Chat.Own::footer).collect(Collectors.toSet());
    } catch (ChatException e) {
      if (e.kind() == ChatException.Kind.TRANSIENT) {
        throw e;
      }
      log.info("what stands in {} cannot be read: {}", room.link(), e.getMessage());
      return Set.of();
    }
  }

  /** A room is younger than its card; without a card, younger than a day. */
  private Instant since(@Nullable String card) {
    if (card == null) {
      return clock.instant().minus(Duration.ofDays(1));
    }
    return TimeUtil.getTimeCreated(Long.parseUnsignedLong(CardRef.parse(card).message()))
        .toInstant()
        .minus(OwnMessages.CLOCK_SKEW);
  }
}
