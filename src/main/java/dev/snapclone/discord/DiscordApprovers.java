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
import java.util.OptionalInt;
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
 * Counts who else may approve. Uses "Get Guild Role Member Counts", which needs no privileged
 * intent, unlike listing members. The guild's owner may always approve.
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
      // Discord is away for a moment, which says nothing about its people.
      throw new IllegalStateException("guild " + guildId + " cannot be seen now");
    }
    return chat.member(guildId, person);
  }

  @Override
  public OptionalInt countOthers(
      Actor requester, Place place, String cloud, List<String> only, int enough) {
    Guild guild = connection.present() ? connection.jda().getGuildById(place.guild()) : null;
    if (guild == null) {
      return OptionalInt.empty();
    }
    boolean administrators = only.isEmpty();
    List<String> named = new ArrayList<>(only);
    if (administrators) {
      named.addAll(access.holders(dev.snapclone.access.Role.APPROVER, place, cloud));
      named.addAll(access.holders(dev.snapclone.access.Role.ADMIN, place, cloud));
    }
    boolean owner = administrators && !guild.getOwnerId().equals(requester.id());
    int others = otherPeople(guild, named, requester) + (owner ? 1 : 0);
    if (others >= enough) {
      return OptionalInt.of(others);
    }
    try {
      RoleMemberCounts counts =
          guild.retrieveRoleMemberCounts().submit().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      int holders =
          guild.getRoles().stream()
              .filter(role -> mayApprove(role, named, administrators))
              .mapToInt(
                  role -> counts.get(role) - (requester.roleIds().contains(role.getId()) ? 1 : 0))
              .map(count -> Math.max(0, count))
              .sum();
      return OptionalInt.of(others + holders);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return OptionalInt.empty();
    } catch (ExecutionException | TimeoutException e) {
      LOG.info(
          "how many people may approve in guild {} is not known: {}",
          place.guild(),
          String.valueOf(e.getCause() == null ? e : e.getCause().getMessage()));
      return OptionalInt.empty();
    }
  }

  /** User ids in the list; ids of roles are skipped. */
  private static int otherPeople(Guild guild, List<String> named, Actor requester) {
    return Math.toIntExact(
        named.stream()
            .distinct()
            .filter(Ids::isId)
            .filter(id -> guild.getRoles().stream().noneMatch(role -> role.getId().equals(id)))
            .filter(id -> !id.equals(requester.id()))
            .count());
  }

  /** Roles of bots and integrations have no human members. */
  private static boolean mayApprove(Role role, List<String> named, boolean administrators) {
    return !role.isManaged()
        && !role.isPublicRole()
        && ((administrators && role.hasPermission(Permission.ADMINISTRATOR))
            || named.contains(role.getId())
            || (!Ids.isId(role.getName()) && named.contains(role.getName())));
  }
}
