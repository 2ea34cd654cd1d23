package dev.snapclone.sandbox.discord.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.snapclone.sandbox.discord.chat.Access;
import dev.snapclone.sandbox.discord.chat.Channel;
import dev.snapclone.sandbox.discord.chat.ChatEvent;
import dev.snapclone.sandbox.discord.chat.ChatJson;
import dev.snapclone.sandbox.discord.chat.ChatWorld;
import dev.snapclone.sandbox.discord.chat.Message;
import dev.snapclone.sandbox.discord.chat.Permission;
import dev.snapclone.sandbox.discord.chat.Snowflakes;
import dev.snapclone.sandbox.discord.chat.User;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Messages of channels, threads and conversations (resources/message.mdx). */
final class MessageRoutes {
  /** The documentation says "the past few minutes". */
  private static final Duration NONCE_LIFE = Duration.ofMinutes(3);

  private final ChatWorld world;
  private final Finder find;
  private final Composer composer;
  private final Mentions mentions;

  MessageRoutes(ChatWorld world, Composer composer) {
    this.world = world;
    this.find = new Finder(world);
    this.composer = composer;
    this.mentions = new Mentions(world);
  }

  void register(RestRouter router) {
    router
        .on("POST", "/channels/{channel}/messages", this::create)
        .on("GET", "/channels/{channel}/messages", this::list)
        .on("GET", "/channels/{channel}/messages/{message}", this::get)
        .on("PATCH", "/channels/{channel}/messages/{message}", this::edit)
        .on("DELETE", "/channels/{channel}/messages/{message}", this::delete)
        .on("POST", "/channels/{channel}/typing", this::typing);
  }

  private RestReply create(RestCall call) {
    Channel channel = find.channel(call.path("channel"));
    requireSending(channel, call);
    Violations wrong = new Violations();
    MessageRules.checkNew(call, wrong);
    wrong.throwIfAny();
    Message earlier = sameNonce(channel, call);
    if (earlier != null) {
      return RestReply.ok(earlier.json());
    }
    Message message = composer.blank(channel, 0, null);
    JsonNode reference = call.get("message_reference");
    if (reference.path("type").asInt() == 0 && reference.hasNonNull("message_id")) {
      reply(message, reference);
    }
    composer.fill(message, call.body(), call.files());
    requireContent(message);
    mentions.write(message, call.get("allowed_mentions"), false, true);
    if (channel.isThread()) {
      ThreadRoutes.add(world, channel, world.bot());
    }
    world.post(message);
    return RestReply.ok(message.json());
  }

  private void requireSending(Channel channel, RestCall call) {
    User recipient = channel.recipient();
    if (recipient != null && !recipient.takesDirectMessages()) {
      throw DiscordError.of(403, 50007, "Cannot send messages to this user");
    }
    find.require(
        channel.isThread() ? Permission.SEND_MESSAGES_IN_THREADS : Permission.SEND_MESSAGES,
        channel);
    if (!call.files().isEmpty()) {
      find.require(Permission.ATTACH_FILES, channel);
    }
    requireUnlocked(channel);
  }

  private void requireUnlocked(Channel channel) {
    if (channel.locked() && !Access.may(world.bot(), Permission.MANAGE_THREADS, channel)) {
      throw channel.archived()
          ? DiscordError.threadArchived()
          : DiscordError.of(403, 160005, "This thread is locked");
    }
  }

  private @Nullable Message sameNonce(Channel channel, RestCall call) {
    String nonce = call.get("nonce").asText("");
    if (nonce.isEmpty() || !call.get("enforce_nonce").asBoolean()) {
      return null;
    }
    return world.messages(channel).stream()
        .filter(m -> m.author().equals(world.bot()))
        .filter(m -> m.get("nonce").asText().equals(nonce))
        .filter(m -> Snowflakes.timeOf(m.id()).plus(NONCE_LIFE).isAfter(world.now()))
        .findFirst()
        .orElse(null);
  }

  private void reply(Message message, JsonNode reference) {
    Channel channel = message.channel();
    if (!Access.may(world.bot(), Permission.READ_MESSAGE_HISTORY, channel)) {
      throw DiscordError.of(403, 160002, "Cannot reply without permission to read message history");
    }
    Message to = world.message(channel, reference.path("message_id").asText());
    if (to != null && to.onlyFor() == null) {
      composer.replyTo(message, to);
    } else if (reference.path("fail_if_not_exists").asBoolean(true)) {
      Violations wrong = new Violations();
      wrong.at("message_reference").add("REPLIES_UNKNOWN_MESSAGE", "Unknown message");
      wrong.throwIfAny();
    }
  }

  private RestReply list(RestCall call) {
    Channel channel = find.channel(call.path("channel"));
    String limitText = call.query("limit");
    int limit = limitText == null ? 50 : Integer.parseInt(limitText);
    if (limit < 1 || limit > 100) {
      Violations wrong = new Violations();
      wrong.at("limit").add("NUMBER_TYPE_MAX", "int value should be between 1 and 100.");
      wrong.throwIfAny();
    }
    ArrayNode result = ChatJson.array();
    if (!Access.may(world.bot(), Permission.READ_MESSAGE_HISTORY, channel)) {
      return RestReply.ok(result);
    }
    List<Message> all =
        new ArrayList<>(world.messages(channel).stream().filter(m -> m.onlyFor() == null).toList());
    select(all, call, limit).stream()
        .sorted(Comparator.comparingLong(Message::number).reversed())
        .forEach(m -> result.add(m.json()));
    return RestReply.ok(result);
  }

  private static List<Message> select(List<Message> all, RestCall call, int limit) {
    String after = call.query("after");
    if (after != null) {
      long from = Long.parseLong(after);
      return all.stream().filter(m -> m.number() > from).limit(limit).toList();
    }
    String around = call.query("around");
    if (around != null) {
      long middle = Long.parseLong(around);
      List<Message> older = last(before(all, middle), limit / 2);
      List<Message> result = new ArrayList<>(older);
      all.stream()
          .filter(m -> m.number() >= middle)
          .limit(limit - older.size())
          .forEach(result::add);
      return result;
    }
    String before = call.query("before");
    return last(before == null ? all : before(all, Long.parseLong(before)), limit);
  }

  private static List<Message> before(List<Message> all, long number) {
    return all.stream().filter(m -> m.number() < number).toList();
  }

  private static List<Message> last(List<Message> all, int limit) {
    return all.subList(Math.max(0, all.size() - limit), all.size());
  }

  private RestReply get(RestCall call) {
    Channel channel = find.channel(call.path("channel"));
    find.require(Permission.READ_MESSAGE_HISTORY, channel);
    return RestReply.ok(find.message(channel, call.path("message")).json());
  }

  private RestReply edit(RestCall call) {
    Channel channel = find.channel(call.path("channel"));
    Message message = find.message(channel, call.path("message"));
    if (!message.author().equals(world.bot())) {
      throw DiscordError.of(403, 50005, "Cannot edit a message authored by another user");
    }
    requireUnlocked(channel);
    if (channel.archived()) {
      throw DiscordError.threadArchived();
    }
    Violations wrong = new Violations();
    MessageRules.checkEdit(message, call, wrong);
    wrong.throwIfAny();
    change(composer, mentions, message, call, false);
    world.edited(message);
    return RestReply.ok(message.json());
  }

  /** Changes a message in place; refuses a change that would make it empty. */
  static void change(
      Composer composer, Mentions mentions, Message message, RestCall call, boolean webhook) {
    Message before =
        new Message(message.json().deepCopy(), message.channel(), message.author(), null);
    before.files().addAll(message.files());
    composer.change(message, call.body(), call.files());
    if (message.isEmpty()) {
      message.json().removeAll();
      message.json().setAll(before.json());
      message.files().clear();
      message.files().addAll(before.files());
      throw emptyMessage();
    }
    mentions.write(message, call.get("allowed_mentions"), webhook, false);
  }

  static void requireContent(Message message) {
    if (message.isEmpty()) {
      throw emptyMessage();
    }
  }

  private static DiscordError emptyMessage() {
    return DiscordError.of(400, 50006, "Cannot send an empty message");
  }

  private RestReply delete(RestCall call) {
    Channel channel = find.channel(call.path("channel"));
    Message message = find.message(channel, call.path("message"));
    if (!message.author().equals(world.bot())) {
      find.require(Permission.MANAGE_MESSAGES, channel);
    }
    world.delete(message);
    return RestReply.nothing();
  }

  private RestReply typing(RestCall call) {
    Channel channel = find.channel(call.path("channel"));
    find.require(Permission.SEND_MESSAGES, channel);
    world.emit(ChatEvent.Kind.TYPING, channel, world.bot(), null, "");
    return RestReply.nothing();
  }
}
