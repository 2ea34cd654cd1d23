package dev.snapclone.discord;

import dev.snapclone.audit.AuditEvent;
import dev.snapclone.audit.AuditLog;
import dev.snapclone.i18n.Text;
import dev.snapclone.i18n.Text.Arg;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Posts audit events to a channel, several per message. The database holds the audit; a post that
 * fails is logged and not retried.
 */
final class AuditPosts implements AuditLog {
  private static final Logger log = LoggerFactory.getLogger(AuditPosts.class);

  /** How long events are collected, so that a busy minute makes few messages. */
  private static final Duration GATHER = Duration.ofSeconds(2);

  /** Events per message: so many lines fit into one, however long the names in them are. */
  private static final int EVENTS = 10;

  /** Queue limit; events beyond it are not posted. */
  private static final int WAITING = 200;

  private final Chat chat;
  private final Wording wording;
  private final Function<AuditEvent, Optional<Text>> sentences;
  private final Renderer renderer;
  private final String channel;
  private final List<String> guilds;
  private final EditLanes.Later later;
  private final Supplier<String> head;
  private final AtomicInteger dropped = new AtomicInteger();
  private final ConcurrentLinkedQueue<AuditEvent> waiting = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean planned = new AtomicBoolean();

  /**
   * @param channel name or id
   * @param guilds the served guilds; an event of any other guild is posted to the first
   * @param sentences an event as one line; empty for one that is not worth a line
   */
  AuditPosts(
      Chat chat,
      Wording wording,
      Renderer renderer,
      String channel,
      List<String> guilds,
      EditLanes.Later later,
      Function<AuditEvent, Optional<Text>> sentences,
      Supplier<String> head) {
    this.chat = chat;
    this.wording = wording;
    this.renderer = renderer;
    this.channel = channel;
    this.guilds = List.copyOf(guilds);
    this.later = later;
    this.sentences = sentences;
    this.head = head;
  }

  @Override
  public void append(AuditEvent event) {
    if (waiting.size() >= WAITING) {
      dropped.incrementAndGet();
      return;
    }
    waiting.add(event);
    if (planned.compareAndSet(false, true)) {
      later.run(this::post, GATHER);
    }
  }

  private void post() {
    planned.set(false);
    List<AuditEvent> events = new ArrayList<>();
    while (!waiting.isEmpty() && events.size() < EVENTS) {
      AuditEvent next = waiting.poll();
      if (next != null) {
        events.add(next);
      }
    }
    for (String guild : guilds) {
      List<AuditEvent> of = events.stream().filter(e -> servedGuild(e).equals(guild)).toList();
      if (!of.isEmpty()) {
        post(guild, of);
      }
    }
    if (!waiting.isEmpty() && planned.compareAndSet(false, true)) {
      later.run(this::post, GATHER);
    }
  }

  private void post(String guild, List<AuditEvent> events) {
    try {
      Optional<Spot> spot = chat.named(guild, channel);
      if (spot.isEmpty()) {
        log.warn("the audit channel {} is not to be seen in guild {}", channel, guild);
        return;
      }
      Locale locale = Wording.locale(chat.locale(guild));
      List<String> lines = new ArrayList<>();
      for (AuditEvent event : events) {
        sentences.apply(event).ifPresent(line -> lines.add(wording.markdown(locale, line)));
      }
      int missed = dropped.getAndSet(0);
      if (missed > 0) {
        lines.add(wording.markdown(locale, Text.of("discord.audit.dropped", Arg.number(missed))));
      }
      if (lines.isEmpty()) {
        return;
      }
      // Only this guild's events: two guilds can have events at the same time.
      String nonce =
          "a"
              + Long.toString(events.get(0).at().toEpochMilli(), 36)
              + events.size()
              + Integer.toUnsignedString(guild.hashCode(), 36);
      chat.post(
          spot.get(),
          renderer.message(
              "",
              renderer.embed(locale, "", lines, footer(locale), 0x5865F2),
              List.of(),
              List.of()),
          null,
          nonce);
    } catch (RuntimeException e) { // Discord's refusal, or the database away
      log.warn("{} audit events were not posted: {}", events.size(), e.getMessage());
    }
  }

  /** The newest row of the audit; a chain rewritten later no longer contains it. */
  private String footer(Locale locale) {
    try {
      String row = head.get();
      return row.isEmpty()
          ? ""
          : wording.plain(locale, Text.of("discord.audit.head", Arg.code(row)));
    } catch (RuntimeException e) {
      log.debug("the newest row of the audit is not known: {}", e.toString());
      return "";
    }
  }

  private String servedGuild(AuditEvent event) {
    return guilds.contains(event.guild()) ? event.guild() : guilds.get(0);
  }
}
