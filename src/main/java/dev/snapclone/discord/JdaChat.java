package dev.snapclone.discord;

import dev.snapclone.access.Actor;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import net.dv8tion.jda.api.entities.Guild;
import net.dv8tion.jda.api.entities.Message;
import net.dv8tion.jda.api.entities.MessageReference;
import net.dv8tion.jda.api.entities.Role;
import net.dv8tion.jda.api.entities.channel.concrete.ThreadChannel;
import net.dv8tion.jda.api.entities.channel.middleman.GuildChannel;
import net.dv8tion.jda.api.entities.channel.middleman.MessageChannel;
import net.dv8tion.jda.api.exceptions.ErrorResponseException;
import net.dv8tion.jda.api.interactions.InteractionHook;
import net.dv8tion.jda.api.utils.TimeUtil;
import net.dv8tion.jda.api.utils.messages.MessageCreateData;
import net.dv8tion.jda.api.utils.messages.MessageEditData;
import org.jspecify.annotations.Nullable;

/** {@link Chat} over JDA. */
final class JdaChat implements Chat {
  private static final int PAGE = 100;
  private static final int PAGES = 10;
  private static final int SHORTEST_ID = 17;

  private final Connection connection;
  private final EditPaces paces = new EditPaces();
  private final DiscordAnswers answers = new DiscordAnswers();
  private final Threads threads;

  JdaChat(Connection connection) {
    this.connection = connection;
    this.threads = new Threads(connection, answers);
  }

  /** Reads the pace of edits from Discord's answers. */
  EditPaces paces() {
    return paces;
  }

  void giveUp() {
    answers.giveUp();
  }

  void awaitAnswers(Duration most) throws InterruptedException {
    answers.awaitAll(most);
  }

  @Override
  public String post(Spot spot, MessageCreateData message, @Nullable String replyTo, String nonce) {
    return with(
        spot,
        channel -> {
          var action = channel.sendMessage(message).setNonce(nonce);
          if (replyTo != null) {
            action = action.setMessageReference(replyTo).failOnInvalidReply(false);
          }
          return answers.complete(action).getId();
        });
  }

  @Override
  public void edit(Spot spot, String message, MessageCreateData replacement) {
    with(
        spot,
        channel ->
            answers.complete(
                channel.editMessageById(message, MessageEditData.fromCreateData(replacement))));
  }

  @Override
  public EditLanes.EditPace pace(String channel) {
    return paces.of(channel);
  }

  @Override
  public void delete(Spot spot, String message) {
    try {
      with(
          spot,
          channel ->
              answers.complete(channel.deleteMessageById(message).map(nothing -> Boolean.TRUE)));
    } catch (ChatException e) {
      if (e.kind() != ChatException.Kind.NO_MESSAGE) {
        throw e;
      }
    }
  }

  @Override
  public List<Own> ownSince(Spot spot, Instant since) {
    return with(
        spot,
        channel -> {
          long self = connection.jda().getSelfUser().getIdLong();
          List<Own> own = new ArrayList<>();
          long after = TimeUtil.getDiscordTimestamp(since.toEpochMilli());
          for (int page = 0; page < PAGES; page++) {
            // JDA returns each page newest first.
            List<Message> messages =
                answers.complete(channel.getHistoryAfter(after, PAGE)).getRetrievedHistory();
            for (int i = messages.size() - 1; i >= 0; i--) {
              Message message = messages.get(i);
              after = Math.max(after, message.getIdLong());
              if (message.getAuthor().getIdLong() == self) {
                own.add(own(message));
              }
            }
            if (messages.size() < PAGE) {
              break;
            }
          }
          return own;
        });
  }

  private static Own own(Message message) {
    MessageReference reference = message.getMessageReference();
    return new Own(
        message.getId(),
        reference == null ? null : reference.getMessageId(),
        Signature.of(
            message.getContentRaw(),
            message.getEmbeds(),
            message.getComponentTree().getComponents()));
  }

  @Override
  public Spot direct(String person) {
    String channel =
        DiscordAnswers.guarded(
            () -> answers.complete(connection.jda().openPrivateChannelById(person)).getId());
    return new Spot(Spot.DIRECT, channel, channel);
  }

  @Override
  public Optional<Spot> named(String guildId, String idOrName) {
    Guild guild = connection.jda().getGuildById(guildId);
    if (guild == null) {
      return Optional.empty();
    }
    Optional<Spot> found =
        NamedChannels.of(guild, idOrName).stream()
            .filter(NamedChannels::takesMessages)
            .findFirst()
            .map(JdaChat::spot);
    return found.isPresent() || !isId(idOrName) ? found : thread(guildId, idOrName);
  }

  /** A thread, archived or not; empty when there is none. */
  private Optional<Spot> thread(String guildId, String id) {
    try {
      return Optional.of(Threads.spot(threads.get(guildId, id)));
    } catch (ChatException e) {
      if (e.kind() == ChatException.Kind.TRANSIENT) {
        throw e;
      }
      return Optional.empty();
    }
  }

  @Override
  public Optional<Spot> knownThread(Spot near, String nameEnd) {
    return threads.active(near, nameEnd);
  }

  @Override
  public Optional<Spot> findThread(Spot near, String nameEnd, Instant since) {
    return knownThread(near, nameEnd).or(() -> threads.archived(near, nameEnd, since));
  }

  @Override
  public Spot openPrivateThread(Spot near, String name) {
    return threads.openPrivate(near, name);
  }

  @Override
  public void invite(Spot thread, String person) {
    with(
        thread,
        channel -> {
          threads.invite(thread.channel(), person);
          return channel;
        });
  }

  @Override
  public void wake(Spot thread) {
    threads.wake(thread.channel());
  }

  @Override
  public Optional<Spot> aroundPublicThread(Spot spot) {
    if (!spot.inThread()) {
      return Optional.empty();
    }
    try {
      return threads.get(spot.guild(), spot.channel()).isPublic()
          ? Optional.of(spot.around())
          : Optional.empty();
    } catch (ChatException e) {
      if (e.kind() == ChatException.Kind.TRANSIENT) {
        throw e;
      }
      return Optional.empty();
    }
  }

  @Override
  public Optional<Set<String>> lacking(Spot spot) {
    GuildChannel channel = connection.jda().getChannelById(GuildChannel.class, spot.channel());
    if (channel == null && spot.inThread()) {
      try {
        channel = threads.get(spot.guild(), spot.channel());
      } catch (ChatException e) {
        if (e.kind() == ChatException.Kind.TRANSIENT) {
          throw e;
        }
      }
    }
    return Optional.ofNullable(channel)
        .map(Needed::lackingForCards)
        .map(
            lacking ->
                lacking.stream()
                    .map(Enum::name)
                    .collect(Collectors.toCollection(LinkedHashSet::new)));
  }

  @Override
  public void answer(String token, MessageCreateData message) {
    MessageEditData edit = MessageEditData.fromCreateData(message);
    DiscordAnswers.guarded(
        () -> answers.complete(InteractionHook.from(connection.jda(), token).editOriginal(edit)));
  }

  @Override
  public void withdraw(String token) {
    try {
      DiscordAnswers.guarded(
          () ->
              answers.complete(
                  InteractionHook.from(connection.jda(), token)
                      .deleteOriginal()
                      .map(nothing -> Boolean.TRUE)));
    } catch (ChatException e) {
      if (e.kind() != ChatException.Kind.NO_MESSAGE) {
        throw e;
      }
    }
  }

  @Override
  public boolean unanswered(String token) {
    try {
      Message original = original(token);
      boolean empty =
          original.getContentRaw().isEmpty()
              && original.getEmbeds().isEmpty()
              && original.getComponents().isEmpty();
      return empty || original.getFlags().contains(Message.MessageFlag.LOADING);
    } catch (ChatException e) {
      if (e.kind() == ChatException.Kind.NO_MESSAGE) {
        // No message means that no other replica's answer can be overwritten.
        return true;
      }
      throw e;
    }
  }

  @Override
  public boolean acknowledged(String token, boolean refused) {
    try {
      return !original(token).getId().isEmpty();
    } catch (ChatException e) {
      if (e.getCause() instanceof ErrorResponseException answer
          && e.kind() != ChatException.Kind.TRANSIENT) {
        return !refused && !neverAcknowledged(answer.getErrorCode());
      }
      throw e;
    }
  }

  /**
   * Only an acknowledged interaction has a webhook. An unknown message (10008) means that the
   * person dismissed it.
   */
  static boolean neverAcknowledged(int errorCode) {
    return switch (errorCode) {
      case 10015, 10062, 50027 -> true;
      default -> false;
    };
  }

  private Message original(String token) {
    return DiscordAnswers.guarded(
        () -> answers.complete(InteractionHook.from(connection.jda(), token).retrieveOriginal()));
  }

  @Override
  public void answerBeside(String token, MessageCreateData message) {
    DiscordAnswers.guarded(
        () ->
            answers.complete(
                InteractionHook.from(connection.jda(), token)
                    .sendMessage(message)
                    .setEphemeral(true)));
  }

  @Override
  public String locale(String guildId) {
    Guild guild = connection.jda().getGuildById(guildId);
    return guild == null ? "en-US" : guild.getLocale().getLocale();
  }

  @Override
  public Optional<Actor> member(String guildId, String person) {
    Guild guild = connection.jda().getGuildById(guildId);
    if (guild == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          DiscordAnswers.guarded(
              () ->
                  Events.actor(
                      answers.complete(guild.retrieveMemberById(person).useCache(false)))));
    } catch (ChatException e) {
      if (e.kind() == ChatException.Kind.NO_ACCESS) {
        return Optional.empty();
      }
      throw e;
    }
  }

  @Override
  public Mentionable mentionable(String guildId, List<String> named) {
    Guild guild = connection.jda().getGuildById(guildId);
    if (guild == null) {
      return new Mentionable(List.of(), List.of());
    }
    List<String> roles =
        guild.getRoles().stream()
            .filter(role -> !role.isPublicRole() && !role.isManaged())
            .filter(role -> named.contains(role.getId()) || named.contains(role.getName()))
            .map(Role::getId)
            .toList();
    List<String> people =
        named.stream().filter(JdaChat::isId).filter(id -> guild.getRoleById(id) == null).toList();
    return new Mentionable(roles, people);
  }

  private static Spot spot(GuildChannel channel) {
    return channel instanceof ThreadChannel thread
        ? Threads.spot(thread)
        : new Spot(channel.getGuild().getId(), channel.getId(), channel.getId());
  }

  static boolean isId(String text) {
    return text.length() >= SHORTEST_ID && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  /** Calls a channel; if it is an archived thread, wakes it and tries once more. */
  private <T> T with(Spot spot, Function<MessageChannel, T> call) {
    return DiscordAnswers.guarded(
        () -> {
          MessageChannel channel = channel(spot);
          try {
            return call.apply(channel);
          } catch (ErrorResponseException e) {
            if (e.getErrorCode() != Threads.ARCHIVED) {
              throw e;
            }
          }
          threads.wake(spot.channel());
          return call.apply(channel);
        });
  }

  private MessageChannel channel(Spot spot) {
    MessageChannel channel = connection.jda().getChannelById(MessageChannel.class, spot.channel());
    if (channel != null) {
      return channel;
    }
    if (spot.guild().equals(Spot.DIRECT)) {
      throw new ChatException(ChatException.Kind.NO_ACCESS, "direct messages are not open");
    }
    if (spot.inThread()) {
      return threads.get(spot.guild(), spot.channel());
    }
    throw new ChatException(ChatException.Kind.NO_ACCESS, "no channel " + spot.link());
  }
}
