package dev.snapclone.config;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How to reach Discord.
 *
 * @param guilds ids of the served guilds
 * @param apiUrl REST base, ends with {@code /api/v10/}; null for Discord's own
 * @param gatewayUrl {@code ws://} or {@code wss://}; null to ask Discord
 * @param approvalsChannel name or id; null to ask where the command was given
 * @param auditChannel name or id; null for none
 * @param showAddresses false: addresses only in private answers
 * @param proxy the proxy to Discord
 */
public record DiscordSettings(
    Secret token,
    List<String> guilds,
    @Nullable String apiUrl,
    @Nullable String gatewayUrl,
    @Nullable String approvalsChannel,
    @Nullable String auditChannel,
    boolean showAddresses,
    ProxySettings proxy) {
  public DiscordSettings {
    Objects.requireNonNull(token, "token");
    guilds = List.copyOf(guilds);
  }

  /** Names or ids of the channels where the bot posts, wherever the command was given. */
  public List<String> postedIn() {
    return Stream.of(approvalsChannel, auditChannel).filter(Objects::nonNull).toList();
  }

  public DiscordSettings(
      Secret token,
      List<String> guilds,
      @Nullable String apiUrl,
      @Nullable String gatewayUrl,
      @Nullable String approvalsChannel,
      @Nullable String auditChannel,
      boolean showAddresses) {
    this(
        token,
        guilds,
        apiUrl,
        gatewayUrl,
        approvalsChannel,
        auditChannel,
        showAddresses,
        ProxySettings.NONE);
  }
}
