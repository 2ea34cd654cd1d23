package dev.snapclone.cloud;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Neutron's security groups of an {@link InMemoryCloud}. Called under the cloud's lock. */
final class Groups {
  private final CloudState state;

  Groups(CloudState state) {
    this.state = state;
  }

  String create(String name, String description) {
    String id = state.newId();
    List<SecurityGroup.Rule> outwards =
        List.of(
            new SecurityGroup.Rule(false, "IPv4", null, null, null, null, null),
            new SecurityGroup.Rule(false, "IPv6", null, null, null, null, null));
    state.groups.add(new SecurityGroup(id, name, outwards, description));
    state.born(ResourceKind.SECURITY_GROUP, id, marks(description));
    return id;
  }

  /** The mark that a description holds: KEY=VALUE, separated by spaces. */
  static Map<String, String> marks(String description) {
    Map<String, String> marks = new HashMap<>();
    for (String word : description.split(" ", -1)) {
      int equals = word.indexOf('=');
      if (equals > 0) {
        marks.put(word.substring(0, equals), word.substring(equals + 1));
      }
    }
    return marks;
  }

  boolean rules(String id, List<SecurityGroup.Rule> rules) {
    for (int i = 0; i < state.groups.size(); i++) {
      SecurityGroup group = state.groups.get(i);
      if (group.id().equals(id)) {
        state.groups.set(i, new SecurityGroup(id, group.name(), rules, group.description()));
        return true;
      }
    }
    throw state.missing("network", "Security group " + id + " does not exist");
  }

  boolean delete(String id) {
    boolean used = state.ports.stream().anyMatch(p -> p.securityGroupIds().contains(id));
    if (used) {
      throw state.conflict("network", "Security Group " + id + " in use.");
    }
    return state.groups.removeIf(g -> g.id().equals(id));
  }
}
