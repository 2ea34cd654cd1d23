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
import net.dv8tion.jda.api.JDA;
import net.dv8tion.jda.api.entities.Guild;
import net.dv8tion.jda.api.entities.Message;
import net.dv8tion.jda.api.entities.MessageReference;
import net.dv8tion.jda.api.entities.Role;
import net.dv8tion.jda.api.entities.channel.attribute.IThreadContainer;
import net.dv8tion.jda.api.entities.channel.concrete.ThreadChannel;
import net.dv8tion.jda.api.entities.channel.middleman.GuildChannel;
import net.dv8tion.jda.api.entities.channel.middleman.GuildMessageChannel;
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
  private final DiscordAnswers answers = new DiscordAnswers();

  JdaChat(Connection connection) {
    this.connection = connection;
  }

  /** As {@link DiscordAnswers#giveUp}. */
  void giveUp() {
    answers.giveUp();
  }

  /** As {@link DiscordAnswers#awaitAll}. */
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
            // JDA gives each page newest first.
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
    String footer =
        message.getEmbeds().isEmpty() || message.getEmbeds().get(0).getFooter() == null
            ? ""
            : message.getEmbeds().get(0).getFooter().getText();
    return new Own(
        message.getId(),
        reference == null ? null : reference.getMessageId(),
        footer == null ? "" : footer);
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
    String name = idOrName.startsWith("#") ? idOrName.substring(1) : idOrName;
    return guild.getChannels().stream()
        .filter(GuildMessageChannel.class::isInstance)
        .filter(c -> c.getId().equals(name) || c.getName().equals(name))
        .findFirst()
        .map(c -> new Spot(guildId, c.getId(), c.getId()));
  }

  @Override
  public Optional<Spot> knownThread(Spot near, String nameEnd) {
    Guild guild = guild(near);
    if (guild == null) {
      return Optional.empty();
    }
    String self = connection.jda().getSelfUser().getId();
    return guild.getThreadChannelCache().stream()
        .filter(t -> t.getName().endsWith(nameEnd) && t.getOwnerId().equals(self))
        .findFirst()
        .map(JdaChat::spot);
  }

  @Override
  public Optional<Spot> findThread(Spot near, String nameEnd) {
    Optional<Spot> known = knownThread(near, nameEnd);
    if (known.isPresent()) {
      return known;
    }
    IThreadContainer container = container(near);
    if (container == null) {
      return Optional.empty();
    }
    return DiscordAnswers.guarded(
        () ->
            answers
                .complete(container.retrieveArchivedPrivateJoinedThreadChannels().limit(PAGE))
                .stream()
                .filter(t -> t.getName().endsWith(nameEnd))
                .findFirst()
                .map(JdaChat::spot));
  }

  @Override
  public Spot openPrivateThread(Spot near, String name) {
    IThreadContainer container = container(near);
    if (container == null) {
      throw new ChatException(ChatException.Kind.NO_ACCESS, "no threads in " + near.link());
    }
    return DiscordAnswers.guarded(
        () ->
            spot(answers.complete(container.createThreadChannel(name, true).setInvitable(false))));
  }

  @Override
  public void invite(Spot thread, String person) {
    with(
        thread,
        channel ->
            answers.complete(
                ((ThreadChannel) channel)
                    .addThreadMemberById(person)
                    .map(nothing -> Boolean.TRUE)));
  }

  @Override
  public Optional<Set<String>> lacking(Spot spot) {
    return Optional.ofNullable(connection.jda().getChannelById(GuildChannel.class, spot.channel()))
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
        // Where there is none, there is no answer of another replica to be overwritten either.
        return true;
      }
      throw e;
    }
  }

  @Override
  public boolean acknowledged(String token) {
    try {
      return !original(token).getId().isEmpty();
    } catch (ChatException e) {
      if (e.getCause() instanceof ErrorResponseException refused
          && e.kind() != ChatException.Kind.TRANSIENT) {
        return !neverAcknowledged(refused.getErrorCode());
      }
      throw e;
    }
  }

  /**
   * Only an interaction that was acknowledged has a webhook. That its message is unknown (10008)
   * means that its person has dismissed it.
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
        named.stream()
            .filter(id -> id.length() >= SHORTEST_ID && id.chars().allMatch(Character::isDigit))
            .filter(id -> guild.getRoleById(id) == null)
            .toList();
    return new Mentionable(roles, people);
  }

  private static Spot spot(ThreadChannel thread) {
    return new Spot(thread.getGuild().getId(), thread.getId(), thread.getParentChannel().getId());
  }

  private @Nullable Guild guild(Spot spot) {
    return spot.guild().equals(Spot.DIRECT) ? null : connection.jda().getGuildById(spot.guild());
  }

  private @Nullable IThreadContainer container(Spot near) {
    GuildChannel parent = connection.jda().getChannelById(GuildChannel.class, near.parent());
    return parent instanceof IThreadContainer container ? container : null;
  }

  private <T> T with(Spot spot, Function<MessageChannel, T> call) {
    return DiscordAnswers.guarded(() -> call.apply(channel(spot)));
  }

  private MessageChannel channel(Spot spot) {
    JDA jda = connection.jda();
    MessageChannel channel = jda.getChannelById(MessageChannel.class, spot.channel());
    if (channel != null) {
      return channel;
    }
    if (spot.guild().equals(Spot.DIRECT)) {
      throw new ChatException(ChatException.Kind.NO_ACCESS, "direct messages are not open");
    }
    // JDA keeps no archived threads. Writing there takes them out of the archive.
    IThreadContainer container = container(spot);
    if (container != null && !spot.parent().equals(spot.channel())) {
      for (ThreadChannel thread :
          answers.complete(container.retrieveArchivedPublicThreadChannels().limit(PAGE))) {
        if (thread.getId().equals(spot.channel())) {
          return thread;
        }
      }
    }
    throw new ChatException(ChatException.Kind.NO_ACCESS, "no channel " + spot.link());
  }
}
