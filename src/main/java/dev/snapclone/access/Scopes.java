package dev.snapclone.access;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Overrides for guilds, channels and clouds.
 *
 * @param guilds by guild id
 * @param channels by channel id or name
 * @param clouds roles by the bot's name for a cloud
 * @param cloudNames all configured clouds, the default one first; empty when not known
 */
public record Scopes(
    Map<String, Guild> guilds,
    Map<String, Channel> channels,
    Map<String, Roles> clouds,
    List<String> cloudNames) {
  /** No overrides. */
  public static final Scopes NONE = new Scopes(Map.of(), Map.of(), Map.of(), List.of());

  public Scopes {
    guilds = Map.copyOf(guilds);
    channels = Map.copyOf(channels);
    clouds = Map.copyOf(clouds);
    cloudNames = List.copyOf(cloudNames);
  }

  /**
   * Who has which role. A null list overrides nothing; an empty one means nobody.
   *
   * @param operators role ids or names, or user ids
   * @param approvers role ids or names, or user ids
   * @param admins role ids or names, or user ids
   */
  public record Roles(
      @Nullable List<String> operators,
      @Nullable List<String> approvers,
      @Nullable List<String> admins) {
    /** Overrides nothing. */
    public static final Roles SILENT = new Roles(null, null, null);

    /** The list for a role; null for none. */
    @Nullable List<String> of(Role role) {
      return switch (role) {
        case OPERATOR -> operators;
        case APPROVER -> approvers;
        case ADMIN -> admins;
        case NONE -> null;
      };
    }
  }

  /**
   * A guild.
   *
   * @param roles who has which role there
   * @param clouds the clouds that it may use; null for all
   */
  public record Guild(Roles roles, @Nullable List<String> clouds) {}

  /**
   * A channel.
   *
   * @param roles who has which role there
   * @param cloud the cloud of commands that name none; null for the guild's first
   */
  public record Channel(Roles roles, @Nullable String cloud) {}

  /** The overrides for a place's channel, or for its parent. */
  @Nullable Channel channel(Place place) {
    for (String id : List.of(place.channel(), place.parentChannel())) {
      Channel found = channels.get(id);
      if (found != null) {
        return found;
      }
    }
    return Ids.isId(place.channelName()) ? null : channels.get(place.channelName());
  }

  /** Whether a cloud is listed, ignoring case. */
  static boolean lists(Collection<String> clouds, String cloud) {
    return clouds.stream().anyMatch(cloud::equalsIgnoreCase);
  }
}
