package dev.snapclone.discord;

import dev.snapclone.access.AccessPolicy;
import dev.snapclone.access.Actor;
import dev.snapclone.access.Place;
import dev.snapclone.approval.Approvers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import net.dv8tion.jda.api.Permission;
import net.dv8tion.jda.api.entities.Guild;
import net.dv8tion.jda.api.entities.Role;
import net.dv8tion.jda.api.entities.RoleMemberCounts;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts who else may approve by Discord's "Get Guild Role Member Counts", which needs no
 * privileged intent, unlike the list of members. The guild's owner may always approve.
 */
final class DiscordApprovers implements Approvers {
  private static final Logger LOG = LoggerFactory.getLogger(DiscordApprovers.class);
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final Connection connection;
  private final AccessPolicy access;

  DiscordApprovers(Connection connection, AccessPolicy access) {
    this.connection = connection;
    this.access = access;
  }

  @Override
  public Others besides(Actor requester, Place place) {
    Guild guild = connection.jda().getGuildById(place.guild());
    if (guild == null) {
      return Others.UNKNOWN;
    }
    if (!guild.getOwnerId().equals(requester.id())) {
      return Others.SOMEBODY;
    }
    try {
      RoleMemberCounts counts =
          guild.retrieveRoleMemberCounts().submit().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      boolean somebody =
          guild.getRoles().stream()
              .filter(this::mayApprove)
              .anyMatch(
                  role -> counts.get(role) > (requester.roleIds().contains(role.getId()) ? 1 : 0));
      return somebody ? Others.SOMEBODY : Others.NOBODY;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Others.UNKNOWN;
    } catch (ExecutionException | TimeoutException e) {
      LOG.info(
          "how many people may approve in guild {} is not known: {}",
          place.guild(),
          String.valueOf(e.getCause() == null ? e : e.getCause().getMessage()));
      return Others.UNKNOWN;
    }
  }

  /** Roles of bots and integrations have no people. */
  private boolean mayApprove(Role role) {
    return !role.isManaged()
        && !role.isPublicRole()
        && (role.hasPermission(Permission.ADMINISTRATOR)
            || named(access.approvers(), role)
            || named(access.admins(), role));
  }

  private static boolean named(List<String> roles, Role role) {
    return roles.contains(role.getId()) || roles.contains(role.getName());
  }
}
