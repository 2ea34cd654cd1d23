package dev.snapclone.discord;

import dev.snapclone.audit.AuditEvent;
import dev.snapclone.audit.AuditLog;
import dev.snapclone.i18n.Arg;
import dev.snapclone.i18n.Text;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Posts audit events to a channel, several to a message. The audit itself is the database's: what
 * Discord does not take is logged and not tried again.
 */
final class AuditPosts implements AuditLog {
  private static final Logger log = LoggerFactory.getLogger(AuditPosts.class);

  /** Lines gather so long, so that a busy minute is a few messages. */
  private static final Duration GATHER = Duration.ofSeconds(2);

  private static final int LINES = 15;

  private final Chat chat;
  private final Wording wording;
  private final Renderer renderer;
  private final String channel;
  private final List<String> guilds;
  private final EditLanes.Later later;
  private final ConcurrentLinkedQueue<AuditEvent> waiting = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean planned = new AtomicBoolean();

  /**
   * @param channel name or id
   * @param guilds the served guilds; an event of none of them is posted to the first
   */
  AuditPosts(
      Chat chat,
      Wording wording,
      Renderer renderer,
      String channel,
      List<String> guilds,
      EditLanes.Later later) {
    this.chat = chat;
    this.wording = wording;
    this.renderer = renderer;
    this.channel = channel;
    this.guilds = List.copyOf(guilds);
    this.later = later;
  }

  @Override
  public void append(AuditEvent event) {
    waiting.add(event);
    if (planned.compareAndSet(false, true)) {
      later.run(this::post, GATHER);
    }
  }

  private void post() {
    planned.set(false);
    List<AuditEvent> events = new ArrayList<>();
    while (!waiting.isEmpty() && events.size() < LINES) {
      AuditEvent next = waiting.poll();
      if (next != null) {
        events.add(next);
      }
    }
    for (String guild : guilds) {
      List<AuditEvent> of = events.stream().filter(e -> home(e).equals(guild)).toList();
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
      List<String> lines = new ArrayList<>();
      for (AuditEvent event : events) {
        lines.add(wording.markdown(Locale.ENGLISH, line(event)));
      }
      String nonce = "a" + Long.toString(events.get(0).at().toEpochMilli(), 36) + events.size();
      chat.post(
          spot.get(),
          renderer.message(
              "", renderer.embed(Locale.ENGLISH, "", lines, "", 0x5865F2), List.of(), List.of()),
          null,
          nonce);
    } catch (ChatException e) {
      log.warn("{} audit events were not posted: {}", events.size(), e.getMessage());
    }
  }

  private static Text line(AuditEvent event) {
    String about =
        event.subject().isEmpty()
            ? event.details().getOrDefault("server-name", "")
            : event.subject();
    return Text.of(
        about.isEmpty() ? "discord.audit.line" : "discord.audit.line-about",
        Arg.time(event.at()),
        Arg.name(event.actorName()),
        Arg.code(event.action()),
        Arg.plain(event.result()),
        Arg.name(about));
  }

  private String home(AuditEvent event) {
    return guilds.contains(event.guild()) ? event.guild() : guilds.get(0);
  }
}
