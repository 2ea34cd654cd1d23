package dev.snapclone.discord;

import dev.snapclone.config.DiscordSettings;
import dev.snapclone.i18n.Text;
import dev.snapclone.i18n.Text.Arg;
import dev.snapclone.job.Jobs;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import net.dv8tion.jda.api.utils.messages.MessageCreateData;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends the administrators one message in each guild: in the audit channel, else the approvals
 * channel, else the channel of the newest job. Retried while Discord is away, and not repeated
 * after a restart.
 */
final class AdminNotice {
  private static final Logger log = LoggerFactory.getLogger(AdminNotice.class);
  private static final Duration AGAIN = Duration.ofMinutes(1);

  /** How far back an earlier notice is searched for. After that it is sent again. */
  private static final Duration REMEMBERED = Duration.ofDays(7);

  private static final int RED = 0xED4245;

  private final Chat chat;
  private final Renderer renderer;
  private final DiscordSettings settings;
  private final Jobs jobs;
  private final InstantSource clock;
  private final EditLanes.Later later;

  AdminNotice(
      Chat chat,
      Renderer renderer,
      DiscordSettings settings,
      Jobs jobs,
      InstantSource clock,
      EditLanes.Later later) {
    this.chat = chat;
    this.renderer = renderer;
    this.settings = settings;
    this.jobs = jobs;
    this.clock = clock;
    this.later = later;
  }

  /**
   * Sends the notice in the background.
   *
   * @param about identifies this notice; shown in the footer
   * @param what one sentence
   * @param more what it means and what to do
   */
  void post(String about, Text what, List<Text> more) {
    settings.guilds().forEach(guild -> postLater(guild, about, what, more, Duration.ZERO));
  }

  private void postLater(String guild, String about, Text what, List<Text> more, Duration delay) {
    later.run(
        () -> {
          try {
            post(guild, about, what, more);
          } catch (RuntimeException e) {
            if (e instanceof ChatException chatted
                && chatted.kind() != ChatException.Kind.TRANSIENT) {
              log.warn("guild {} was not told of {}: {}", guild, about, e.getMessage());
              return;
            }
            log.info("guild {} is told of {} later: {}", guild, about, e.toString());
            postLater(guild, about, what, more, AGAIN);
          }
        },
        delay);
  }

  private void post(String guild, String about, Text what, List<Text> more) {
    Optional<Spot> spot = spot(guild);
    if (spot.isEmpty()) {
      log.warn("guild {} has no channel to be told of {} in", guild, about);
      return;
    }
    Locale locale = Wording.locale(chat.locale(guild));
    Wording wording = renderer.wording();
    String footer = wording.plain(locale, Text.of("discord.notice", Arg.code(about)));
    if (chat.ownSince(spot.get(), clock.instant().minus(REMEMBERED)).stream()
        .anyMatch(own -> own.footer().equals(footer))) {
      return;
    }
    List<String> lines =
        Stream.concat(Stream.of(what), more.stream())
            .map(text -> wording.markdown(locale, text))
            .toList();
    MessageCreateData message =
        renderer.message("", renderer.embed(locale, "", lines, footer, RED), List.of(), List.of());
    String nonce = "n" + Integer.toUnsignedString(Objects.hash(guild, about), 36);
    chat.post(spot.get(), message, null, nonce);
  }

  private Optional<Spot> spot(String guild) {
    return Stream.of(settings.auditChannel(), settings.approvalsChannel())
        .filter(Objects::nonNull)
        .flatMap(channel -> chat.named(guild, channel).stream())
        .findFirst()
        .or(() -> jobs.recent(guild, false, 1).stream().findFirst().map(j -> Spot.of(j.place())));
  }
}
