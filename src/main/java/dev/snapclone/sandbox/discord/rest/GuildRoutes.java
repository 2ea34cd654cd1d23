package dev.snapclone.sandbox.discord.rest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.snapclone.sandbox.discord.chat.Access;
import dev.snapclone.sandbox.discord.chat.Channel;
import dev.snapclone.sandbox.discord.chat.Guild;
import dev.snapclone.sandbox.discord.chat.Json;
import dev.snapclone.sandbox.discord.chat.Member;
import dev.snapclone.sandbox.discord.chat.User;
import dev.snapclone.sandbox.discord.chat.World;
import java.util.Locale;
import java.util.function.Supplier;

/** The bot itself, users, guilds and the way to the gateway. */
final class GuildRoutes {
  private final World world;
  private final Finder find;
  private final Supplier<String> gatewayUrl;

  GuildRoutes(World world, Supplier<String> gatewayUrl) {
    this.world = world;
    this.find = new Finder(world);
    this.gatewayUrl = gatewayUrl;
  }

  void register(Router router) {
    router
        .on("GET", "/gateway", c -> Reply.ok(Json.object().put("url", gatewayUrl.get())))
        .on("GET", "/gateway/bot", this::gatewayBot)
        .on("GET", "/users/@me", c -> Reply.ok(me()))
        .on("GET", "/users/@me/guilds", c -> Reply.ok(myGuilds()))
        .on("POST", "/users/@me/channels", this::openDirect)
        .on("GET", "/users/{user}", c -> Reply.ok(find.user(c.path("user")).json()))
        .on("GET", "/applications/@me", c -> Reply.ok(application()))
        .on("GET", "/oauth2/applications/@me", c -> Reply.ok(application()))
        .on("GET", "/guilds/{guild}", c -> Reply.ok(find.guild(c.path("guild")).json()))
        .on("GET", "/guilds/{guild}/roles", this::roles)
        .on("GET", "/guilds/{guild}/roles/member-counts", this::memberCounts)
        .on("GET", "/guilds/{guild}/channels", this::channels)
        .on("GET", "/guilds/{guild}/members", this::members)
        .on("GET", "/guilds/{guild}/members/search", this::searchMembers)
        .on("GET", "/guilds/{guild}/members/{user}", this::member);
  }

  private Reply gatewayBot(Call call) {
    ObjectNode answer = Json.object().put("url", gatewayUrl.get()).put("shards", 1);
    ObjectNode limit = answer.putObject("session_start_limit");
    limit.put("total", 1000).put("remaining", 1000).put("reset_after", 0);
    limit.put("max_concurrency", 1);
    return Reply.ok(answer);
  }

  private ObjectNode me() {
    ObjectNode me = world.bot().json();
    me.put("verified", true).put("mfa_enabled", true).putNull("email");
    return me.put("locale", world.bot().locale());
  }

  private ObjectNode application() {
    User bot = world.bot();
    ObjectNode app = Json.object().put("id", bot.id()).put("name", bot.name()).put("flags", 0);
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
    ArrayNode list = Json.array();
    for (Guild guild : world.guilds()) {
      list.addObject().put("id", guild.id()).put("name", guild.name()).put("owner", false);
    }
    return list;
  }

  private Reply openDirect(Call call) {
    User user = find.user(call.get("recipient_id").asText());
    if (user.bot()) {
      throw ApiError.of(400, 50007, "Cannot send messages to this user");
    }
    return Reply.ok(world.direct(user).json());
  }

  private Reply roles(Call call) {
    ArrayNode list = Json.array();
    find.guild(call.path("guild")).roles().forEach(r -> list.add(r.json()));
    return Reply.ok(list);
  }

  /** People per role, {@code @everyone} left out (resources/guild.mdx). */
  private Reply memberCounts(Call call) {
    Guild guild = find.guild(call.path("guild"));
    ObjectNode counts = Json.object();
    guild.roles().stream()
        .filter(role -> !role.id().equals(guild.id()))
        .forEach(
            role ->
                counts.put(
                    role.id(),
                    guild.members().stream().filter(m -> m.roleIds().contains(role.id())).count()));
    return Reply.ok(counts);
  }

  private Reply channels(Call call) {
    Guild guild = find.guild(call.path("guild"));
    ArrayNode list = Json.array();
    for (Channel channel : world.channels()) {
      boolean here = guild.equals(channel.guild()) && !channel.isThread();
      if (here && Access.sees(world.bot(), channel)) {
        list.add(channel.json());
      }
    }
    return Reply.ok(list);
  }

  /** The list of all members needs the privileged intent GUILD_MEMBERS. */
  private Reply members(Call call) {
    find.guild(call.path("guild"));
    throw ApiError.missingAccess();
  }

  private Reply searchMembers(Call call) {
    String query = call.query("query");
    String start = query == null ? "" : query.toLowerCase(Locale.ROOT);
    ArrayNode list = Json.array();
    for (Member member : find.guild(call.path("guild")).members()) {
      if (member.user().name().toLowerCase(Locale.ROOT).startsWith(start)) {
        list.add(member.json());
      }
    }
    return Reply.ok(list);
  }

  private Reply member(Call call) {
    Member member = find.guild(call.path("guild")).member(find.user(call.path("user")).id());
    if (member == null) {
      throw ApiError.unknown(10007, "Member");
    }
    return Reply.ok(member.json());
  }
}
