package dev.snapclone.discord;

import dev.snapclone.access.Actor;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Supplier;
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
import net.dv8tion.jda.api.exceptions.PermissionException;
import net.dv8tion.jda.api.interactions.InteractionHook;
import net.dv8tion.jda.api.requests.Response;
import net.dv8tion.jda.api.requests.RestAction;
import net.dv8tion.jda.api.utils.TimeUtil;
import net.dv8tion.jda.api.utils.messages.MessageCreateData;
import net.dv8tion.jda.api.utils.messages.MessageEditData;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@link Chat} over JDA. */
final class JdaChat implements Chat {
  private static final Logger log = LoggerFactory.getLogger(JdaChat.class);
  private static final int PAGE = 100;
  private static final int PAGES = 10;
  private static final int SHORTEST_ID = 17;
  private static final long GIVE_UP_SECONDS = 20;

  private final Connection connection;
  private final AtomicBoolean leaving = new AtomicBoolean();
  private final Set<CompletableFuture<?>> waiting = ConcurrentHashMap.newKeySet();

  JdaChat(Connection connection) {
    this.connection = connection;
  }

  /**
   * Waits for no answer any more, not for those that are waited for either: they end as transient,
   * whatever became of the request.
   */
  void giveUp() {
    leaving.set(true);
    // Not cancelled: JDA would tell that through its pool of callbacks, which may be closed.
    waiting.forEach(answer -> answer.completeExceptionally(new CancellationException()));
  }

  /** Waits a while until nobody waits for an answer. */
  void awaitAnswers(Duration most) throws InterruptedException {
    CompletableFuture<?> all =
        CompletableFuture.allOf(waiting.toArray(new CompletableFuture<?>[0]));
    try {
      all.get(most.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      log.debug("answers of Discord: {}", e.toString());
    }
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
          return complete(action).getId();
        });
  }

  @Override
  public void edit(Spot spot, String message, MessageCreateData replacement) {
    with(
        spot,
        channel ->
            complete(
                channel.editMessageById(message, MessageEditData.fromCreateData(replacement))));
  }

  @Override
  public void delete(Spot spot, String message) {
    try {
      with(
          spot,
          channel -> complete(channel.deleteMessageById(message).map(nothing -> Boolean.TRUE)));
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
                complete(channel.getHistoryAfter(after, PAGE)).getRetrievedHistory();
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
        guarded(() -> complete(connection.jda().openPrivateChannelById(person)).getId());
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
    return guarded(
        () ->
            complete(container.retrieveArchivedPrivateJoinedThreadChannels().limit(PAGE)).stream()
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
    return guarded(
        () -> spot(complete(container.createThreadChannel(name, true).setInvitable(false))));
  }

  @Override
  public void invite(Spot thread, String person) {
    with(
        thread,
        channel ->
            complete(
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
    guarded(() -> complete(InteractionHook.from(connection.jda(), token).editOriginal(edit)));
  }

  @Override
  public boolean unanswered(String token) {
    return guarded(
        () ->
            complete(InteractionHook.from(connection.jda(), token).retrieveOriginal())
                .getFlags()
                .contains(Message.MessageFlag.LOADING));
  }

  @Override
  public boolean acknowledged(String token) {
    try {
      guarded(
          () -> complete(InteractionHook.from(connection.jda(), token).retrieveOriginal()).getId());
      return true;
    } catch (ChatException e) {
      if (e.kind() == ChatException.Kind.NO_MESSAGE || e.kind() == ChatException.Kind.NO_ACCESS) {
        return false;
      }
      throw e;
    }
  }

  @Override
  public void answerBeside(String token, MessageCreateData message) {
    guarded(
        () ->
            complete(
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
          guarded(() -> Events.actor(complete(guild.retrieveMemberById(person).useCache(false)))));
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
    return guarded(() -> call.apply(channel(spot)));
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
          complete(container.retrieveArchivedPublicThreadChannels().limit(PAGE))) {
        if (thread.getId().equals(spot.channel())) {
          return thread;
        }
      }
    }
    throw new ChatException(ChatException.Kind.NO_ACCESS, "no channel " + spot.link());
  }

  /** As JDA's own, but for {@link #giveUp}. */
  private <T> T complete(RestAction<T> action) {
    CompletableFuture<T> answer = action.timeout(GIVE_UP_SECONDS, TimeUnit.SECONDS).submit();
    waiting.add(answer);
    try {
      if (leaving.get()) {
        answer.completeExceptionally(new CancellationException());
      }
      return answer.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof TimeoutException) {
        throw new CancellationException("Discord did not take it in time");
      }
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw e;
    } finally {
      waiting.remove(answer);
    }
  }

  /** One place that says what JDA's exceptions mean. */
  private static <T> T guarded(Supplier<T> call) {
    try {
      return call.get();
    } catch (ErrorResponseException e) {
      throw new ChatException(kind(e), "Discord answered " + e.getErrorCode(), e);
    } catch (PermissionException e) {
      throw new ChatException(ChatException.Kind.NO_ACCESS, "Discord would refuse", e);
    } catch (CancellationException | RejectedExecutionException e) {
      throw new ChatException(ChatException.Kind.TRANSIENT, "not sent to Discord", e);
    } catch (IllegalStateException e) {
      // complete() wraps what interrupts it; JDA is stopping.
      throw new ChatException(ChatException.Kind.TRANSIENT, "interrupted", e);
    }
  }

  static ChatException.Kind kind(ErrorResponseException e) {
    return switch (e.getErrorCode()) {
      // Unknown message; unknown webhook, invalid webhook token, unknown interaction.
      case 10008, 10015, 50027, 10062 -> ChatException.Kind.NO_MESSAGE;
      // Unknown channel, guild, member, user; no access, no permission, cannot message this person;
      // thread locked or archived; too many threads; blocked by the guild's AutoMod or a filter.
      case 10003, 10004, 10007, 10013, 50001, 50007, 50013, 50083, 160005, 160006, 50278 ->
          ChatException.Kind.NO_ACCESS;
      case 200000, 200001, 240000 -> ChatException.Kind.NO_ACCESS;
      case 50035, 50006, 50005 -> ChatException.Kind.REFUSED;
      // Cloudflare's, before Discord has read anything.
      case 40333 -> ChatException.Kind.TRANSIENT;
      default -> byStatus(e);
    };
  }

  /** What no list names is not tried for ever either. */
  private static ChatException.Kind byStatus(ErrorResponseException e) {
    Response response = e.getResponse();
    int answered = response == null ? 0 : response.code;
    // JSON with the code 0: there is no such route here, which stays so.
    boolean unknown = e.getErrorCode() == 0 && (answered == 404 || answered == 405);
    return switch (e.getErrorCode() >= 10_000 || unknown ? answered : 0) {
      case 400 -> ChatException.Kind.REFUSED;
      case 403, 404, 405 -> ChatException.Kind.NO_ACCESS;
      default -> ChatException.Kind.TRANSIENT;
    };
  }
}
