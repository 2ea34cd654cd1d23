package dev.snapclone.sandbox.discord.chat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The complete state of the sandbox. The world itself is the lock: callers use {@code synchronized
 * (world)} to do several things atomically.
 */
public final class ChatWorld {
  private final ShiftedClock clock;
  private final Snowflakes ids;
  private final User bot;
  private final String token;
  private final Map<String, Guild> guilds = new LinkedHashMap<>();
  private final Map<String, User> users = new LinkedHashMap<>();
  private final Map<String, Channel> channels = new LinkedHashMap<>();
  private final Map<String, TreeMap<Long, Message>> messages = new LinkedHashMap<>();
  private final Map<String, Interaction> interactions = new LinkedHashMap<>();
  private final CommandBook commands = new CommandBook();
  private final List<Consumer<ChatEvent>> listeners = new CopyOnWriteArrayList<>();
  private final AtomicLong eventNumber = new AtomicLong();
  private Dispatcher dispatcher = (type, data, intent) -> {};

  /** Makes a world whose only user is the bot. */
  public ChatWorld(ShiftedClock clock, Snowflakes ids, User bot, String token) {
    this.clock = clock;
    this.ids = ids;
    this.bot = bot;
    this.token = token;
    users.put(bot.id(), bot);
  }

  /** The sandbox's time. */
  public Instant now() {
    return clock.instant();
  }

  /** The clock, to move it. */
  public ShiftedClock clock() {
    return clock;
  }

  /** Returns a new id. */
  public String newId() {
    return ids.next();
  }

  /** The bot. */
  public User bot() {
    return bot;
  }

  /** The bot's token. */
  public String token() {
    return token;
  }

  /** The registered commands. */
  public CommandBook commands() {
    return commands;
  }

  /** Sets where gateway events go. */
  public synchronized void dispatchTo(Dispatcher target) {
    dispatcher = target;
  }

  /** Sends a gateway event. */
  public synchronized void dispatch(String type, ObjectNode data, int intent) {
    dispatcher.dispatch(type, data, intent);
  }

  /** Adds a listener for visible changes, called in order. */
  public void onEvent(Consumer<ChatEvent> listener) {
    listeners.add(listener);
  }

  /** Notifies the listeners, and wakes threads that wait for a change. */
  public synchronized void emit(
      ChatEvent.Kind kind,
      Channel where,
      @Nullable User person,
      @Nullable Message message,
      String text) {
    ChatEvent event =
        new ChatEvent(
            eventNumber.incrementAndGet(),
            now(),
            kind,
            where.id(),
            where.name(),
            person == null || person.bot() ? null : person.name(),
            message == null ? null : SeenMessages.of(message),
            text);
    listeners.forEach(listener -> listener.accept(event));
    notifyAll();
  }

  /** Wakes threads that wait for a change. */
  public synchronized void changed() {
    notifyAll();
  }

  /**
   * Waits until a condition is true.
   *
   * @return whether it became true in time
   */
  public synchronized boolean await(BooleanSupplier condition, Duration atMost) {
    long end = System.nanoTime() + atMost.toNanos();
    while (!condition.getAsBoolean()) {
      long left = end - System.nanoTime();
      if (left <= 0) {
        return false;
      }
      try {
        // Some conditions depend on time alone, so the wait is short.
        wait(Math.max(1, Math.min(50, left / 1_000_000)));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
    return true;
  }

  /** Adds a guild. */
  public synchronized void add(Guild guild) {
    guilds.put(guild.id(), guild);
  }

  /** All guilds. */
  public synchronized Collection<Guild> guilds() {
    return List.copyOf(guilds.values());
  }

  /** Returns a guild; null when there is none. */
  public synchronized @Nullable Guild guild(String id) {
    return guilds.get(id);
  }

  /** Adds a user. */
  public synchronized void add(User user) {
    users.put(user.id(), user);
  }

  /** Returns a user; null when there is none. */
  public synchronized @Nullable User user(String id) {
    return users.get(id);
  }

  /** All users, including the bot. */
  public synchronized Collection<User> users() {
    return List.copyOf(users.values());
  }

  /** Adds a channel or thread. */
  public synchronized void add(Channel channel) {
    channels.put(channel.id(), channel);
  }

  /** Removes a channel or thread with its messages. */
  public synchronized void remove(Channel channel) {
    channels.remove(channel.id());
    messages.remove(channel.id());
  }

  /** Returns a channel, thread or conversation; null when there is none. */
  public synchronized @Nullable Channel channel(String id) {
    return channels.get(id);
  }

  /** All channels, threads and conversations. */
  public synchronized Collection<Channel> channels() {
    return List.copyOf(channels.values());
  }

  /** Returns the conversation between the bot and a person; opens it if necessary. */
  public synchronized Channel direct(User person) {
    for (Channel channel : channels.values()) {
      if (person.equals(channel.recipient())) {
        return channel;
      }
    }
    Channel opened = Channel.direct(newId(), person);
    add(opened);
    return opened;
  }

  /** Returns all messages of a channel, including ephemeral ones, oldest first. */
  public synchronized List<Message> messages(Channel channel) {
    TreeMap<Long, Message> there = messages.get(channel.id());
    return there == null ? List.of() : new ArrayList<>(there.values());
  }

  /** Returns a message of a channel; null when there is none. */
  public synchronized @Nullable Message message(Channel channel, String id) {
    return messages(channel).stream().filter(m -> m.id().equals(id)).findFirst().orElse(null);
  }

  /** Returns a message of any channel by its id. */
  public synchronized @Nullable Message message(String id) {
    for (Channel channel : channels.values()) {
      Message found = message(channel, id);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  /** Posts a message to its channel. */
  public synchronized void post(Message message) {
    Channel channel = message.channel();
    messages.computeIfAbsent(channel.id(), id -> new TreeMap<>()).put(message.number(), message);
    channel.lastMessage(message.id());
    if (channel.archived()) {
      channel.archived(false, now());
      threadChanged(channel);
    }
    if (message.onlyFor() == null) {
      dispatch("MESSAGE_CREATE", wireWithGuild(message), intentFor(channel));
    }
    emit(ChatEvent.Kind.POSTED, channel, message.author(), message, "");
  }

  /** Publishes an edit of a message. Edits ping nobody. */
  public synchronized void edited(Message message) {
    message.edited();
    if (message.onlyFor() == null) {
      dispatch("MESSAGE_UPDATE", wireWithGuild(message), intentFor(message.channel()));
    }
    emit(ChatEvent.Kind.EDITED, message.channel(), message.author(), message, "");
  }

  /** Deletes a message. */
  public synchronized void delete(Message message) {
    TreeMap<Long, Message> there = messages.get(message.channel().id());
    if (there != null) {
      there.remove(message.number());
    }
    if (message.onlyFor() == null) {
      ObjectNode data = ChatJson.object();
      data.put("id", message.id()).put("channel_id", message.channel().id());
      putGuild(data, message.channel());
      dispatch("MESSAGE_DELETE", data, intentFor(message.channel()));
    }
    emit(ChatEvent.Kind.DELETED, message.channel(), message.author(), message, "");
  }

  /** Publishes a change of a thread, such as a new name or archiving. */
  public synchronized void threadChanged(Channel thread) {
    if (Access.sees(bot, thread)) {
      dispatch("THREAD_UPDATE", thread.json(), Dispatcher.GUILDS);
    }
    emit(ChatEvent.Kind.THREAD_CHANGED, thread, bot, null, thread.name());
  }

  /** Archives the threads that have been inactive for their configured time. */
  public synchronized void archiveQuietThreads() {
    for (Channel channel : channels()) {
      if (channel.quiet(now())) {
        channel.archived(true, now());
        threadChanged(channel);
      }
    }
  }

  /** Adds an interaction. */
  public synchronized void add(Interaction interaction) {
    interactions.put(interaction.id(), interaction);
  }

  /** All interactions, oldest first. */
  public synchronized Collection<Interaction> interactions() {
    return List.copyOf(interactions.values());
  }

  /** Returns an interaction by id; null when there is none. */
  public synchronized @Nullable Interaction interaction(String id) {
    return interactions.get(id);
  }

  /** Returns an interaction by its token; null when there is none. */
  public synchronized @Nullable Interaction interactionByToken(String interactionToken) {
    return interactions.values().stream()
        .filter(i -> i.token().equals(interactionToken))
        .findFirst()
        .orElse(null);
  }

  private static int intentFor(Channel channel) {
    return channel.guild() == null ? Dispatcher.DIRECT_MESSAGES : Dispatcher.GUILD_MESSAGES;
  }

  private static ObjectNode wireWithGuild(Message message) {
    ObjectNode data = message.json().deepCopy();
    Guild guild = message.channel().guild();
    putGuild(data, message.channel());
    Member member = guild == null ? null : guild.member(message.author().id());
    if (member != null) {
      data.set("member", member.withoutUser());
    }
    return data;
  }

  private static void putGuild(ObjectNode data, Channel channel) {
    Guild guild = channel.guild();
    if (guild != null) {
      data.put("guild_id", guild.id());
    }
  }
}
