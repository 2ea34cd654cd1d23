package dev.snapclone.discord;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import net.dv8tion.jda.api.JDA;
import net.dv8tion.jda.api.entities.Guild;
import net.dv8tion.jda.api.entities.channel.ChannelType;
import net.dv8tion.jda.api.entities.channel.attribute.IThreadContainer;
import net.dv8tion.jda.api.entities.channel.concrete.ThreadChannel;
import net.dv8tion.jda.api.entities.channel.middleman.GuildChannel;
import net.dv8tion.jda.api.requests.Route;
import net.dv8tion.jda.api.requests.restaction.pagination.ThreadChannelPaginationAction;
import net.dv8tion.jda.api.utils.data.DataObject;
import net.dv8tion.jda.internal.JDAImpl;
import net.dv8tion.jda.internal.entities.EntityBuilder;
import net.dv8tion.jda.internal.entities.GuildImpl;
import net.dv8tion.jda.internal.requests.RestActionImpl;
import org.jspecify.annotations.Nullable;

/**
 * Threads, archived ones too. The gateway reports active threads only, and JDA forgets archived
 * ones and cannot fetch one by id, so this asks Discord. In an archived thread edits, invitations
 * and command answers fail (50083), but a message unarchives it (topics/threads.mdx).
 */
final class Threads {
  /** Discord's error code for an archived thread. */
  static final int ARCHIVED = 50083;

  private static final int PAGES = 20;

  private final Connection connection;
  private final DiscordAnswers answers;

  Threads(Connection connection, DiscordAnswers answers) {
    this.connection = connection;
    this.answers = answers;
  }

  /**
   * A thread, archived or not, from Discord.
   *
   * @throws ChatException when there is none, or the bot may not see it
   */
  ThreadChannel get(String guildId, String id) {
    JDA jda = connection.jda();
    ThreadChannel known = jda.getThreadChannelById(id);
    if (known != null) {
      return known;
    }
    Guild guild = jda.getGuildById(guildId);
    if (guild == null) {
      throw new ChatException(ChatException.Kind.NO_ACCESS, "no guild " + guildId);
    }
    DataObject channel =
        DiscordAnswers.guarded(
            () ->
                answers.complete(
                    new RestActionImpl<>(
                        jda,
                        Route.Channels.GET_CHANNEL.compile(id),
                        (response, request) -> response.getObject())));
    if (!ChannelType.fromId(channel.getInt("type")).isThread()
        || !channel.getString("guild_id", "").equals(guildId)) {
      throw new ChatException(ChatException.Kind.NO_ACCESS, id + " is no thread here");
    }
    try {
      EntityBuilder builder = ((JDAImpl) jda).getEntityBuilder();
      return builder.createThreadChannel((GuildImpl) guild, channel, guild.getIdLong(), false);
    } catch (IllegalArgumentException e) {
      throw new ChatException(ChatException.Kind.NO_ACCESS, "the channel of " + id + " is gone", e);
    }
  }

  /**
   * Unarchives a thread. Anybody who can write there may, unless a moderator locked it.
   *
   * @throws ChatException when the bot may not
   */
  void wake(String id) {
    DataObject active = DataObject.empty().put("archived", false);
    DiscordAnswers.guarded(
        () ->
            answers.complete(
                new RestActionImpl<>(
                    connection.jda(),
                    Route.Channels.MODIFY_CHANNEL.compile(id),
                    active,
                    (response, request) -> Boolean.TRUE)));
  }

  /** Adds a person to a thread; JDA's own call refuses one that it has archived. */
  void invite(String id, String person) {
    answers.complete(
        new RestActionImpl<>(
            connection.jda(),
            Route.Channels.ADD_THREAD_MEMBER.compile(id, person),
            (response, request) -> Boolean.TRUE));
  }

  /** The bot's active, unlocked thread whose name ends with this, without asking Discord. */
  Optional<Spot> active(Spot near, String nameEnd) {
    IThreadContainer container = container(near);
    if (container == null) {
      return Optional.empty();
    }
    return container.getThreadChannels().stream()
        .filter(t -> isRoom(t, nameEnd))
        .findFirst()
        .map(Threads::spot);
  }

  /** Only the bot's own thread: anybody can open one with this name and add the bot. */
  private boolean isRoom(ThreadChannel thread, String nameEnd) {
    return thread.getName().endsWith(nameEnd)
        && thread.getOwnerId().equals(connection.jda().getSelfUser().getId())
        && !thread.isLocked();
  }

  /**
   * The bot's archived, unlocked private thread whose name ends with this.
   *
   * @param since the earliest time it can have been created; Discord lists the newest first
   */
  Optional<Spot> archived(Spot near, String nameEnd, Instant since) {
    IThreadContainer container = container(near);
    if (container == null) {
      return Optional.empty();
    }
    return DiscordAnswers.guarded(() -> archived(container, nameEnd, since));
  }

  private Optional<Spot> archived(IThreadContainer container, String nameEnd, Instant since) {
    ThreadChannelPaginationAction list =
        container.retrieveArchivedPrivateJoinedThreadChannels().cache(false);
    for (int page = 0; page < PAGES; page++) {
      List<ThreadChannel> threads = answers.complete(list);
      for (ThreadChannel thread : threads) {
        if (isRoom(thread, nameEnd)) {
          return Optional.of(spot(thread));
        }
      }
      if (threads.size() < list.getLimit()) {
        break;
      }
      ThreadChannel oldest = threads.get(threads.size() - 1);
      if (oldest.getTimeCreated().toInstant().isBefore(since)) {
        break;
      }
      list = list.skipTo(oldest.getIdLong());
    }
    return Optional.empty();
  }

  /**
   * Opens a private thread in a channel, or beside a thread.
   *
   * @throws ChatException outside of text channels, which alone have them (topics/threads.mdx)
   */
  Spot openPrivate(Spot near, String name) {
    IThreadContainer container = container(near);
    if (container == null || container.getType() != ChannelType.TEXT) {
      throw new ChatException(ChatException.Kind.NO_ACCESS, "no private threads in " + near.link());
    }
    return DiscordAnswers.guarded(
        () ->
            spot(answers.complete(container.createThreadChannel(name, true).setInvitable(false))));
  }

  static Spot spot(ThreadChannel thread) {
    return new Spot(thread.getGuild().getId(), thread.getId(), thread.getParentChannel().getId());
  }

  private @Nullable IThreadContainer container(Spot near) {
    GuildChannel parent = connection.jda().getChannelById(GuildChannel.class, near.parent());
    return parent instanceof IThreadContainer container ? container : null;
  }
}
