package dev.snapclone.sandbox.discord.rest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.snapclone.sandbox.discord.chat.Access;
import dev.snapclone.sandbox.discord.chat.Channel;
import dev.snapclone.sandbox.discord.chat.ChatJson;
import dev.snapclone.sandbox.discord.chat.ChatWorld;
import dev.snapclone.sandbox.discord.chat.Guild;
import dev.snapclone.sandbox.discord.chat.Member;
import dev.snapclone.sandbox.discord.chat.User;
import java.util.Locale;
import java.util.function.Supplier;

/** The bot itself, users, guilds and the gateway's address. */
final class GuildRoutes {
  private final ChatWorld world;
  private final Finder find;
  private final Supplier<String> gatewayUrl;

  GuildRoutes(ChatWorld world, Supplier<String> gatewayUrl) {
    this.world = world;
    this.find = new Finder(world);
    this.gatewayUrl = gatewayUrl;
  }

  void register(RestRouter router) {
    router
        .on("GET", "/gateway", c -> RestReply.ok(ChatJson.object().put("url", gatewayUrl.get())))
        .on("GET", "/gateway/bot", this::gatewayBot)
        .on("GET", "/users/@me", c -> RestReply.ok(me()))
        .on("GET", "/users/@me/guilds", c -> RestReply.ok(myGuilds()))
        .on("POST", "/users/@me/channels", this::openDirect)
        .on("GET", "/users/{user}", c -> RestReply.ok(find.user(c.path("user")).json()))
        .on("GET", "/applications/@me", c -> RestReply.ok(application()))
        .on("GET", "/oauth2/applications/@me", c -> RestReply.ok(application()))
        .on("GET", "/guilds/{guild}", c -> RestReply.ok(find.guild(c.path("guild")).json()))
        .on("GET", "/guilds/{guild}/roles", this::roles)
        .on("GET", "/guilds/{guild}/roles/member-counts", this::memberCounts)
        .on("GET", "/guilds/{guild}/channels", this::channels)
        .on("GET", "/guilds/{guild}/members", this::members)
        .on("GET", "/guilds/{guild}/members/search", this::searchMembers)
        .on("GET", "/guilds/{guild}/members/{user}", this::member);
  }

  private RestReply gatewayBot(RestCall call) {
    ObjectNode answer = ChatJson.object().put("url", gatewayUrl.get()).put("shards", 1);
    ObjectNode limit = answer.putObject("session_start_limit");
    limit.put("total", 1000).put("remaining", 1000).put("reset_after", 0);
    limit.put("max_concurrency", 1);
    return RestReply.ok(answer);
  }

  private ObjectNode me() {
    ObjectNode me = world.bot().json();
    me.put("verified", true).put("mfa_enabled", true).putNull("email");
    return me.put("locale", world.bot().locale());
  }

  private ObjectNode application() {
    User bot = world.bot();
    ObjectNode app = ChatJson.object().put("id", bot.id()).put("name", bot.name()).put("flags", 0);
    app.putNull("icon").put("description", "").put("summary", "").putNull("team");
    app.put("bot_public", false).put("bot_require_code_grant", false);
    app.put("verify_key", "0".repeat(64)).put("hook", true);
    app.putArray("tags");
    app.putArray("redirect_uris");
    app.putObject("integration_types_config").putObject("0");
    app.set("bot", bot.json());
    for (Guild guild : world.guilds()) {
      User owner = world.user(guild.ownerId());
      if (owner != null) {
        app.set("owner", owner.json());
      }
    }
    return app;
  }

  private ArrayNode myGuilds() {
    ArrayNode list = ChatJson.array();
    for (Guild guild : world.guilds()) {
      list.addObject().put("id", guild.id()).put("name", guild.name()).put("owner", false);
    }
    return list;
  }

  private RestReply openDirect(RestCall call) {
    User user = find.user(call.get("recipient_id").asText());
    if (user.bot()) {
      throw DiscordError.of(400, 50007, "Cannot send messages to this user");
    }
    return RestReply.ok(world.direct(user).json());
  }

  private RestReply roles(RestCall call) {
    ArrayNode list = ChatJson.array();
    find.guild(call.path("guild")).roles().forEach(r -> list.add(r.json()));
    return RestReply.ok(list);
  }

  /** The number of members per role, without {@code @everyone} (resources/guild.mdx). */
  private RestReply memberCounts(RestCall call) {
    Guild guild = find.guild(call.path("guild"));
    ObjectNode counts = ChatJson.object();
    guild.roles().stream()
        .filter(role -> !role.id().equals(guild.id()))
        .forEach(
            role ->
                counts.put(
                    role.id(),
                    guild.members().stream().filter(m -> m.roleIds().contains(role.id())).count()));
    return RestReply.ok(counts);
  }

  private RestReply channels(RestCall call) {
    Guild guild = find.guild(call.path("guild"));
    ArrayNode list = ChatJson.array();
    for (Channel channel : world.channels()) {
      boolean here = guild.equals(channel.guild()) && !channel.isThread();
      if (here && Access.sees(world.bot(), channel)) {
        list.add(channel.json());
      }
    }
    return RestReply.ok(list);
  }

  /** The list of all members needs the privileged intent GUILD_MEMBERS. */
  private RestReply members(RestCall call) {
    find.guild(call.path("guild"));
    throw DiscordError.missingAccess();
  }

  private RestReply searchMembers(RestCall call) {
    String query = call.query("query");
    String start = query == null ? "" : query.toLowerCase(Locale.ROOT);
    ArrayNode list = ChatJson.array();
    for (Member member : find.guild(call.path("guild")).members()) {
      if (member.user().name().toLowerCase(Locale.ROOT).startsWith(start)) {
        list.add(member.json());
      }
    }
    return RestReply.ok(list);
  }

  private RestReply member(RestCall call) {
    Member member = find.guild(call.path("guild")).member(find.user(call.path("user")).id());
    if (member == null) {
      throw DiscordError.unknown(10007, "Member");
    }
    return RestReply.ok(member.json());
  }
}
