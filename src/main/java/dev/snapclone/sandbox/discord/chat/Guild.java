package dev.snapclone.sandbox.discord.chat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A guild, which people call a Discord server. Guarded by the world's lock. */
public final class Guild {
  private final String id;
  private final String name;
  private final String ownerId;
  private final String locale;
  private final Map<String, GuildRole> roles = new LinkedHashMap<>();
  private final Map<String, Member> members = new LinkedHashMap<>();

  /** Makes an empty guild. */
  public Guild(String id, String name, String ownerId, String locale) {
    this.id = id;
    this.name = name;
    this.ownerId = ownerId;
    this.locale = locale;
  }

  /** The guild's id, which is also the id of the role of everyone. */
  public String id() {
    return id;
  }

  /** The guild's name. */
  public String name() {
    return name;
  }

  /** The id of the owner, who has all permissions. */
  public String ownerId() {
    return ownerId;
  }

  /** The guild's language, for example en-US. */
  public String locale() {
    return locale;
  }

  /** All roles, beginning with the role of everyone. */
  public Collection<GuildRole> roles() {
    return roles.values();
  }

  /** Returns a role; null when there is none. */
  public @Nullable GuildRole role(String roleId) {
    return roles.get(roleId);
  }

  /** Adds a role. */
  public void add(GuildRole role) {
    roles.put(role.id(), role);
  }

  /** All members, including the bot. */
  public Collection<Member> members() {
    return members.values();
  }

  /** Returns a member; null when the user is not in the guild. */
  public @Nullable Member member(String userId) {
    return members.get(userId);
  }

  /** Adds a member. */
  public void add(Member member) {
    members.put(member.user().id(), member);
  }

  /** Returns the guild in the format of the REST API, without channels and members. */
  public ObjectNode json() {
    ObjectNode guild = ChatJson.object();
    guild.put("id", id).put("name", name).put("owner_id", ownerId).put("preferred_locale", locale);
    for (String absent :
        new String[] {
          "icon",
          "icon_hash",
          "splash",
          "discovery_splash",
          "banner",
          "description",
          "region",
          "vanity_url_code",
          "application_id",
          "afk_channel_id",
          "system_channel_id",
          "rules_channel_id",
          "public_updates_channel_id",
          "safety_alerts_channel_id",
          "max_presences",
          "widget_channel_id"
        }) {
      guild.putNull(absent);
    }
    guild.put("afk_timeout", 300).put("verification_level", 0).put("mfa_level", 0);
    guild.put("default_message_notifications", 1).put("explicit_content_filter", 0);
    guild.put("system_channel_flags", 0).put("premium_tier", 0).put("nsfw_level", 0);
    guild.put("premium_subscription_count", 0).put("premium_progress_bar_enabled", false);
    guild.put("max_members", 500_000).put("max_video_channel_users", 25).put("nsfw", false);
    guild.put("widget_enabled", false);
    guild.putArray("features");
    guild.putArray("emojis");
    guild.putArray("stickers");
    roles.values().forEach(r -> guild.withArray("/roles").add(r.json()));
    return guild;
  }
}
