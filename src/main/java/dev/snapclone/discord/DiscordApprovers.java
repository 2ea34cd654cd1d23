package dev.snapclone.discord;

import dev.snapclone.access.AccessPolicy;
import dev.snapclone.access.Actor;
import dev.snapclone.access.Ids;
import dev.snapclone.access.Place;
import dev.snapclone.approval.Approvers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
  private final Chat chat;

  DiscordApprovers(Connection connection, AccessPolicy access, Chat chat) {
    this.connection = connection;
    this.access = access;
    this.chat = chat;
  }

  @Override
  public Optional<Actor> member(String guildId, String person) {
    if (!connection.present() || connection.jda().getGuildById(guildId) == null) {
      // Away for a moment, which says nothing of its people.
      throw new IllegalStateException("guild " + guildId + " cannot be seen now");
    }
    return chat.member(guildId, person);
  }

  @Override
  public Others besides(Actor requester, Place place, String cloud, List<String> only) {
    Guild guild = connection.present() ? connection.jda().getGuildById(place.guild()) : null;
    if (guild == null) {
      return Others.UNKNOWN;
    }
    List<String> named = new ArrayList<>(only);
    if (only.isEmpty()) {
      if (!guild.getOwnerId().equals(requester.id())) {
        return Others.SOMEBODY;
      }
      named.addAll(access.holders(dev.snapclone.access.Role.APPROVER, place, cloud));
      named.addAll(access.holders(dev.snapclone.access.Role.ADMIN, place, cloud));
    }
    boolean administrators = only.isEmpty();
    if (namesAnotherPerson(guild, named, requester)) {
      return Others.SOMEBODY;
    }
    try {
      RoleMemberCounts counts =
          guild.retrieveRoleMemberCounts().submit().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      boolean somebody =
          guild.getRoles().stream()
              .filter(role -> mayApprove(role, named, administrators))
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

  /** A user id in the list, which is no role's. */
  private static boolean namesAnotherPerson(Guild guild, List<String> named, Actor requester) {
    return named.stream()
        .filter(Ids::isId)
        .filter(id -> guild.getRoles().stream().noneMatch(role -> role.getId().equals(id)))
        .anyMatch(id -> !id.equals(requester.id()));
  }

  /** Roles of bots and integrations have no people. */
  private static boolean mayApprove(Role role, List<String> named, boolean administrators) {
    return !role.isManaged()
        && !role.isPublicRole()
        && ((administrators && role.hasPermission(Permission.ADMINISTRATOR))
            || named.contains(role.getId())
            || (!Ids.isId(role.getName()) && named.contains(role.getName())));
  }
}
