package dev.snapclone.sandbox.discord.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.snapclone.sandbox.discord.chat.Access;
import dev.snapclone.sandbox.discord.chat.Channel;
import dev.snapclone.sandbox.discord.chat.ChatEvent;
import dev.snapclone.sandbox.discord.chat.ChatJson;
import dev.snapclone.sandbox.discord.chat.ChatWorld;
import dev.snapclone.sandbox.discord.chat.Dispatcher;
import dev.snapclone.sandbox.discord.chat.Guild;
import dev.snapclone.sandbox.discord.chat.Member;
import dev.snapclone.sandbox.discord.chat.Message;
import dev.snapclone.sandbox.discord.chat.Permission;
import dev.snapclone.sandbox.discord.chat.User;
import java.util.Set;

/** Channels and threads (resources/channel.mdx, topics/threads.mdx). */
final class ThreadRoutes {
  private static final Set<Integer> ARCHIVE_AFTER = Set.of(60, 1440, 4320, 10080);

  private final ChatWorld world;
  private final Finder find;
  private final ThreadArchive archive;

  ThreadRoutes(ChatWorld world) {
    this.world = world;
    this.find = new Finder(world);
    this.archive = new ThreadArchive(world);
  }

  void register(RestRouter router) {
    String member = "/channels/{channel}/thread-members/{user}";
    router
        .on("GET", "/channels/{channel}", c -> RestReply.ok(find.channel(c.path("channel")).json()))
        .on("PATCH", "/channels/{channel}", this::change)
        .on("DELETE", "/channels/{channel}", this::delete)
        .on("POST", "/channels/{channel}/threads", this::start)
        .on("POST", "/channels/{channel}/messages/{message}/threads", this::startFromMessage)
        .on("GET", "/channels/{channel}/thread-members", this::members)
        .on("GET", member, this::member)
        .on("PUT", member, this::join)
        .on("DELETE", member, this::leave)
        .on("GET", "/guilds/{guild}/threads/active", this::active);
    archive.register(router);
  }

  private RestReply start(RestCall call) {
    Channel parent = find.channel(call.path("channel"));
    int type = call.get("type").asInt(Channel.PRIVATE_THREAD);
    boolean hidden = type == Channel.PRIVATE_THREAD;
    find.require(
        hidden ? Permission.CREATE_PRIVATE_THREADS : Permission.CREATE_PUBLIC_THREADS, parent);
    return started(call, parent, world.newId(), type);
  }

  private RestReply startFromMessage(RestCall call) {
    Channel parent = find.channel(call.path("channel"));
    find.require(Permission.CREATE_PUBLIC_THREADS, parent);
    Message message = find.message(parent, call.path("message"));
    if (world.channel(message.id()) != null) {
      throw DiscordError.of(400, 160004, "A thread has already been created for this message");
    }
    return started(call, parent, message.id(), Channel.threadType(parent));
  }

  private RestReply started(RestCall call, Channel parent, String id, int type) {
    Set<Integer> fitting =
        switch (parent.type()) {
          case Channel.TEXT -> Set.of(Channel.PUBLIC_THREAD, Channel.PRIVATE_THREAD);
          case Channel.ANNOUNCEMENT -> Set.of(Channel.ANNOUNCEMENT_THREAD);
          default -> Set.of();
        };
    if (!fitting.contains(type)) {
      throw DiscordError.of(400, 50024, "Cannot execute action on this channel type");
    }
    Violations wrong = new Violations();
    wrong.at("name").length(call.get("name"), 1, 100);
    checkArchive(call.get("auto_archive_duration"), wrong.at("auto_archive_duration"));
    wrong.throwIfAny();
    Channel thread = Channel.thread(id, type, call.get("name").asText(), parent, world.bot());
    thread.autoArchiveMinutes(call.get("auto_archive_duration").asInt(4320), world.now());
    thread.invitable(call.get("invitable").asBoolean(true));
    world.add(thread);
    ObjectNode created = thread.json().put("newly_created", true);
    world.dispatch("THREAD_CREATE", created, Dispatcher.GUILDS);
    world.emit(ChatEvent.Kind.THREAD_CREATED, thread, world.bot(), null, thread.name());
    return RestReply.created(thread.json());
  }

  private static void checkArchive(JsonNode minutes, Violations at) {
    if (minutes.isNumber() && !ARCHIVE_AFTER.contains(minutes.asInt())) {
      at.add("BASE_TYPE_CHOICES", "Value must be one of (60, 1440, 4320, 10080).");
    }
  }

  /** The rules of topics/threads.mdx "Editing &amp; Deleting Threads". */
  private RestReply change(RestCall call) {
    Channel thread = find.thread(call.path("channel"));
    boolean wakes = thread.archived() && !call.get("archived").asBoolean(true);
    requireChanging(thread, call, wakes);
    if (thread.archived() && !wakes) {
      throw DiscordError.threadArchived();
    }
    Violations wrong = new Violations();
    if (call.body().has("name")) {
      wrong.at("name").length(call.get("name"), 1, 100);
    }
    checkArchive(call.get("auto_archive_duration"), wrong.at("auto_archive_duration"));
    wrong.throwIfAny();
    thread.rename(call.get("name").asText(thread.name()));
    thread.locked(call.get("locked").asBoolean(thread.locked()));
    if (call.get("auto_archive_duration").isNumber()) {
      thread.autoArchiveMinutes(call.get("auto_archive_duration").asInt(), world.now());
    }
    if (call.body().has("archived")) {
      thread.archived(call.get("archived").asBoolean(), world.now());
    }
    world.threadChanged(thread);
    return RestReply.ok(thread.json());
  }

  private void requireChanging(Channel thread, RestCall call, boolean wakes) {
    boolean own = thread.ownerId().equals(world.bot().id());
    boolean added = thread.threadMembers().containsKey(world.bot().id());
    boolean onlyWakes = wakes && call.body().size() == 1;
    boolean free = onlyWakes && !thread.locked() ? added || own : own;
    if (!free || call.body().has("locked") || call.body().has("rate_limit_per_user")) {
      find.require(Permission.MANAGE_THREADS, thread);
    }
  }

  private RestReply delete(RestCall call) {
    Channel thread = find.thread(call.path("channel"));
    find.require(Permission.MANAGE_THREADS, thread);
    world.remove(thread);
    ObjectNode gone = ChatJson.object().put("id", thread.id()).put("type", thread.type());
    Guild guild = thread.guild();
    Channel parent = thread.parent();
    if (guild != null && parent != null) {
      gone.put("guild_id", guild.id()).put("parent_id", parent.id());
    }
    world.dispatch("THREAD_DELETE", gone, Dispatcher.GUILDS);
    return RestReply.ok(thread.json());
  }

  private User user(RestCall call) {
    return call.path("user").equals("@me") ? world.bot() : find.user(call.path("user"));
  }

  private RestReply join(RestCall call) {
    Channel thread = find.thread(call.path("channel"));
    User user = user(call);
    if (thread.archived()) {
      throw DiscordError.threadArchived();
    }
    find.require(Permission.SEND_MESSAGES_IN_THREADS, thread);
    Channel parent = thread.parent();
    // A person who may not see the channel cannot be added to its threads.
    if (parent != null && !Access.sees(user, parent)) {
      throw DiscordError.missingAccess();
    }
    add(world, thread, user);
    return RestReply.nothing();
  }

  /** Adds a member to a thread, as joining and writing do. */
  static void add(ChatWorld world, Channel thread, User user) {
    if (thread.threadMembers().putIfAbsent(user.id(), world.now()) == null) {
      ObjectNode update = update(thread);
      update.putArray("added_members").add(added(thread, user));
      world.dispatch("THREAD_MEMBERS_UPDATE", update, intentFor(user));
      world.emit(ChatEvent.Kind.THREAD_JOINED, thread, user, null, thread.name());
    }
  }

  private RestReply leave(RestCall call) {
    Channel thread = find.thread(call.path("channel"));
    User user = user(call);
    boolean own = thread.isPrivateThread() && thread.ownerId().equals(world.bot().id());
    if (!user.bot() && !own) {
      find.require(Permission.MANAGE_THREADS, thread);
    }
    if (thread.threadMembers().remove(user.id()) != null) {
      ObjectNode update = update(thread);
      update.putArray("removed_member_ids").add(user.id());
      world.dispatch("THREAD_MEMBERS_UPDATE", update, intentFor(user));
      world.changed();
    }
    return RestReply.nothing();
  }

  /** Without GUILD_MEMBERS a bot gets events only about itself. */
  private static int intentFor(User user) {
    return user.bot() ? Dispatcher.GUILDS : Dispatcher.GUILD_MEMBERS;
  }

  private static ObjectNode added(Channel thread, User user) {
    ObjectNode added = thread.threadMember(user.id()).putNull("presence");
    Guild guild = thread.guild();
    Member member = guild == null ? null : guild.member(user.id());
    if (member != null) {
      added.set("member", member.json());
    }
    return added;
  }

  private static ObjectNode update(Channel thread) {
    Guild guild = thread.guild();
    return ChatJson.object()
        .put("id", thread.id())
        .put("guild_id", guild == null ? "" : guild.id())
        .put("member_count", thread.threadMembers().size());
  }

  private RestReply members(RestCall call) {
    Channel thread = find.thread(call.path("channel"));
    ArrayNode list = ChatJson.array();
    thread.threadMemberList().forEach(list::add);
    return RestReply.ok(list);
  }

  private RestReply member(RestCall call) {
    Channel thread = find.thread(call.path("channel"));
    User user = user(call);
    if (!thread.threadMembers().containsKey(user.id())) {
      throw DiscordError.unknown(10007, "Member");
    }
    return RestReply.ok(thread.threadMember(user.id()));
  }

  private RestReply active(RestCall call) {
    Guild guild = find.guild(call.path("guild"));
    ObjectNode answer = ChatJson.object();
    answer.putArray("threads");
    answer.putArray("members");
    for (Channel channel : world.channels()) {
      boolean here = channel.isThread() && guild.equals(channel.guild());
      if (here && !channel.archived() && Access.sees(world.bot(), channel)) {
        answer.withArray("/threads").add(channel.json());
      }
    }
    return RestReply.ok(answer);
  }
}
