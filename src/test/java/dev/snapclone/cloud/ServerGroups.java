package dev.snapclone.cloud;

import java.util.List;
import java.util.Optional;

/** How an {@link InMemoryCloud} places members of server groups, as Nova does. */
final class ServerGroups {
  private final CloudState state;

  ServerGroups(CloudState state) {
    this.state = state;
  }

  /** The groups, with the members that are there. */
  List<ServerGroup> all() {
    return state.serverGroups.stream()
        .map(
            g ->
                new ServerGroup(
                    g.id(),
                    g.name(),
                    g.policy(),
                    g.memberIds().stream()
                        .filter(id -> state.instances.peek(id).isPresent())
                        .toList()))
        .toList();
  }

  private Optional<ServerGroup> of(NewInstance.Placement placement) {
    return all().stream().filter(g -> g.id().equals(placement.serverGroupId())).findFirst();
  }

  /** Nova checks this before its 202. */
  void check(NewInstance.Placement placement) {
    String id = placement.serverGroupId();
    if (id == null) {
      return;
    }
    ServerGroup group =
        of(placement)
            .orElseThrow(
                () -> state.bad("compute", "Instance group " + id + " could not be found."));
    Long limit = state.limits.get(Quota.Item.SERVER_GROUP_MEMBERS);
    if (limit != null && limit >= 0 && group.memberIds().size() >= limit) {
      throw state.overQuota("compute", 403, "Quota exceeded, too many servers in group");
    }
  }

  void join(String id, NewInstance.Placement placement) {
    state.serverGroups.replaceAll(
        g ->
            g.id().equals(placement.serverGroupId())
                ? new ServerGroup(g.id(), g.name(), g.policy(), Altered.plus(g.memberIds(), id))
                : g);
  }

  /** Nova's fault when all hosts have a member already; the new instance is no member yet. */
  Optional<String> noHost(String id, NewInstance.Placement placement) {
    return of(placement)
        .filter(ServerGroup::apart)
        .filter(g -> g.memberIds().stream().filter(m -> !m.equals(id)).count() >= state.hosts)
        .map(g -> "No valid host was found. There are not enough hosts available.");
  }
}
