package dev.snapclone.sandbox.discord.rest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.snapclone.sandbox.discord.chat.Access;
import dev.snapclone.sandbox.discord.chat.Channel;
import dev.snapclone.sandbox.discord.chat.ChatJson;
import dev.snapclone.sandbox.discord.chat.ChatWorld;
import dev.snapclone.sandbox.discord.chat.Permission;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/** The lists of archived threads in a channel (topics/threads.mdx "Enumerating threads"). */
final class ThreadArchive {
  private final ChatWorld world;
  private final Finder find;

  ThreadArchive(ChatWorld world) {
    this.world = world;
    this.find = new Finder(world);
  }

  void register(RestRouter router) {
    String archived = "/channels/{channel}/threads/archived/";
    router
        .on("GET", archived + "public", call -> byTime(call, false))
        .on("GET", archived + "private", call -> byTime(call, true))
        .on("GET", "/channels/{channel}/users/@me/threads/archived/private", this::joined);
  }

  private RestReply byTime(RestCall call, boolean hidden) {
    Channel parent = parent(call);
    if (hidden) {
      find.require(Permission.MANAGE_THREADS, parent);
    }
    String before = call.query("before");
    Instant until = before == null ? Instant.MAX : OffsetDateTime.parse(before).toInstant();
    return list(
        call,
        parent,
        t -> t.isPrivateThread() == hidden && t.archiveTimestamp().isBefore(until),
        Comparator.comparing(Channel::archiveTimestamp));
  }

  private RestReply joined(RestCall call) {
    String before = call.query("before");
    long until = before == null ? Long.MAX_VALUE : Long.parseLong(before);
    return list(
        call,
        parent(call),
        t ->
            t.isPrivateThread()
                && t.threadMembers().containsKey(world.bot().id())
                && Long.parseLong(t.id()) < until,
        Comparator.comparingLong(t -> Long.parseLong(t.id())));
  }

  private Channel parent(RestCall call) {
    Channel parent = find.channel(call.path("channel"));
    find.require(Permission.READ_MESSAGE_HISTORY, parent);
    return parent;
  }

  private RestReply list(
      RestCall call, Channel parent, Predicate<Channel> wanted, Comparator<Channel> order) {
    String limitText = call.query("limit");
    int limit = limitText == null ? 50 : Integer.parseInt(limitText);
    if (limit < 2 || limit > 100) {
      Violations wrong = new Violations();
      wrong.at("limit").add("NUMBER_TYPE_MAX", "int value should be between 2 and 100.");
      wrong.throwIfAny();
    }
    List<Channel> found =
        world.channels().stream()
            .filter(c -> parent.equals(c.parent()) && c.archived() && Access.sees(world.bot(), c))
            .filter(wanted)
            .sorted(order.reversed())
            .toList();
    ObjectNode answer = ChatJson.object().put("has_more", found.size() > limit);
    answer.putArray("threads");
    answer.putArray("members");
    for (Channel thread : found.subList(0, Math.min(limit, found.size()))) {
      answer.withArray("/threads").add(thread.json());
      if (thread.threadMembers().containsKey(world.bot().id())) {
        answer.withArray("/members").add(thread.threadMember(world.bot().id()));
      }
    }
    return RestReply.ok(answer);
  }
}
