package dev.snapclone.discord;

import dev.snapclone.config.DiscordSettings;
import dev.snapclone.i18n.Messages;
import dev.snapclone.job.BackgroundThreads;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import net.dv8tion.jda.api.JDA;
import net.dv8tion.jda.api.entities.Guild;
import net.dv8tion.jda.api.entities.channel.concrete.ThreadChannel;
import net.dv8tion.jda.api.entities.channel.middleman.GuildChannel;

/** Inspects Discord with the bot's token, without registering or answering anything. */
public final class DiscordInspection implements AutoCloseable {
  private final ExecutorService events;
  private final JDA jda;
  private final Threads threads;

  private DiscordInspection(ExecutorService events, JDA jda) {
    this.events = events;
    this.jda = jda;
    Connection connection = new Connection();
    connection.set(jda);
    this.threads = new Threads(connection, new DiscordAnswers());
  }

  /**
   * Connects.
   *
   * @throws DiscordException in one sentence, when the token is refused or Discord cannot be
   *     reached
   */
  public static DiscordInspection begin(DiscordSettings settings) {
    ExecutorService events = BackgroundThreads.pool("discord-check", 1);
    try {
      JdaLogin.Login login =
          new JdaLogin(settings, new EditPaces()).login(events, List.of(), over -> {});
      DiscordInspection inspection = new DiscordInspection(events, login.jda());
      login.awaitReady();
      return inspection;
    } catch (DiscordException e) {
      events.shutdownNow();
      throw e;
    }
  }

  public String applicationId() {
    return jda.getSelfUser().getApplicationId();
  }

  public String name() {
    return jda.getSelfUser().getName();
  }

  /**
   * A guild as the bot sees it; empty when the bot is not in it.
   *
   * @param named ids or names of the configured channels
   */
  public Optional<GuildView> guild(String id, List<String> named) {
    Map<String, String> threads = new HashMap<>();
    for (String name : named) {
      thread(id, name).ifPresent(thread -> threads.put(thread.getId(), thread.getName()));
    }
    return Optional.ofNullable(jda.getGuildById(id)).map(guild -> GuildView.of(guild, threads));
  }

  /** A thread by its id, archived or not. */
  private Optional<ThreadChannel> thread(String guild, String id) {
    if (!JdaChat.isId(id) || jda.getGuildById(guild) == null || isChannel(id)) {
      return Optional.empty();
    }
    try {
      return Optional.of(threads.get(guild, id));
    } catch (ChatException e) {
      return Optional.empty();
    }
  }

  private boolean isChannel(String id) {
    GuildChannel channel = jda.getGuildChannelById(id);
    return channel != null && !channel.getType().isThread();
  }

  /**
   * Permissions that the bot lacks in a guild's channels.
   *
   * @param id the guild's id; the bot is in it
   * @param named ids or names of the configured channels
   * @param all whether commands are accepted in all channels
   */
  public List<PermissionGap> gaps(String id, List<String> named, boolean all) {
    Guild guild = jda.getGuildById(id);
    return guild == null
        ? List.of()
        : new PermissionCheck(new Wording(Messages.load()))
            .of(guild, named, all, name -> thread(id, name).isPresent());
  }

  @Override
  public void close() {
    jda.shutdownNow();
    events.shutdownNow();
  }
}
