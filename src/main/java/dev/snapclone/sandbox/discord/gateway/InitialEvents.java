package dev.snapclone.sandbox.discord.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.snapclone.sandbox.discord.chat.Access;
import dev.snapclone.sandbox.discord.chat.Channel;
import dev.snapclone.sandbox.discord.chat.ChatJson;
import dev.snapclone.sandbox.discord.chat.ChatWorld;
import dev.snapclone.sandbox.discord.chat.Guild;
import dev.snapclone.sandbox.discord.chat.Member;
import dev.snapclone.sandbox.discord.chat.User;

/** The first events of a session: READY and GUILD_CREATE (events/gateway-events.mdx). */
final class InitialEvents {
  private final ChatWorld world;

  InitialEvents(ChatWorld world) {
    this.world = world;
  }

  ObjectNode ready(String sessionId, String resumeUrl) {
    User bot = world.bot();
    ObjectNode ready = ChatJson.object().put("v", 10).put("session_id", sessionId);
    ready.put("resume_gateway_url", resumeUrl).put("session_type", "normal");
    ObjectNode user = bot.json().put("verified", true).put("mfa_enabled", true);
    ready.set("user", user.putNull("email"));
    ready.putObject("application").put("id", bot.id()).put("flags", 0);
    ready.putArray("shard").add(0).add(1);
    ready.putArray("private_channels");
    ready.putArray("guilds");
    for (Guild guild : world.guilds()) {
      ready.withArray("/guilds").addObject().put("id", guild.id()).put("unavailable", true);
    }
    return ready;
  }

  /** Returns a guild with channels and threads; the bot is the only member, as without intents. */
  ObjectNode guildCreate(Guild guild) {
    ObjectNode data = guild.json();
    data.put("joined_at", "2026-01-01T00:00:00Z").put("large", false).put("unavailable", false);
    data.put("member_count", guild.members().size());
    for (String empty :
        new String[] {
          "voice_states", "presences", "stage_instances", "guild_scheduled_events",
          "soundboard_sounds", "threads", "channels", "members"
        }) {
      data.putArray(empty);
    }
    Member self = guild.member(world.bot().id());
    if (self != null) {
      data.withArray("/members").add(self.json());
    }
    for (Channel channel : world.channels()) {
      if (guild.equals(channel.guild())) {
        add(data, channel);
      }
    }
    return data;
  }

  private void add(ObjectNode data, Channel channel) {
    if (!channel.isThread()) {
      // Discord lists hidden channels too; their overwrites deny access.
      ObjectNode shown = channel.json();
      shown.remove("guild_id");
      data.withArray("/channels").add(shown);
    } else if (!channel.archived() && Access.sees(world.bot(), channel)) {
      data.withArray("/threads").add(channel.json());
    }
  }

  /** Answers op 8 for given users; a list of all members needs a privileged intent. */
  ObjectNode membersChunk(JsonNode request) {
    ObjectNode chunk = ChatJson.object();
    String guildId = request.path("guild_id").asText(request.path("guild_id").path(0).asText());
    chunk.put("guild_id", guildId).put("chunk_index", 0).put("chunk_count", 1);
    if (request.hasNonNull("nonce")) {
      chunk.set("nonce", request.path("nonce"));
    }
    ArrayNode members = chunk.putArray("members");
    ArrayNode missing = chunk.putArray("not_found");
    Guild guild = world.guild(guildId);
    JsonNode ids = request.path("user_ids");
    for (JsonNode id : ids.isArray() ? ids : ChatJson.array().add(ids)) {
      Member member = guild == null ? null : guild.member(id.asText());
      if (member == null) {
        missing.add(id.asText());
      } else {
        members.add(member.json());
      }
    }
    return chunk;
  }
}
