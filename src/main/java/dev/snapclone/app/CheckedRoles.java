package dev.snapclone.app;

import dev.snapclone.access.Rule;
import dev.snapclone.access.Scopes;
import dev.snapclone.config.Settings;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Roles that the configuration names outside {@code access.roles}, by configuration key. */
final class CheckedRoles {
  /** The shortest Discord id; one may belong to a person, whom nobody can look up. */
  private static final int SHORTEST_ID = 17;

  private CheckedRoles() {}

  static void add(Settings settings, Map<String, List<String>> named) {
    Scopes scopes = settings.access().scopes();
    scopes.guilds().forEach((id, guild) -> add("access.per-guild." + id, guild.roles(), named));
    scopes
        .channels()
        .forEach((c, channel) -> add("access.per-channel." + c, channel.roles(), named));
    scopes.clouds().forEach((cloud, roles) -> add("access.per-cloud." + cloud, roles, named));
    for (Rule rule : settings.approvals().rules()) {
      put("approvals.rules, " + rule.name() + ", ask", rule.ask().askers(), named);
      put("approvals.rules, " + rule.name() + ", from", rule.needs().approvers(), named);
    }
  }

  private static void add(String key, Scopes.Roles roles, Map<String, List<String>> named) {
    put(key + ".roles.operator", roles.operators(), named);
    put(key + ".roles.approver", roles.approvers(), named);
    put(key + ".roles.admin", roles.admins(), named);
  }

  private static void put(
      String key, @Nullable List<String> roles, Map<String, List<String>> named) {
    if (roles != null && !roles.isEmpty()) {
      named.put(key, roles.stream().filter(role -> !mayBePerson(role)).toList());
    }
  }

  private static boolean mayBePerson(String name) {
    return name.length() >= SHORTEST_ID && name.chars().allMatch(Character::isDigit);
  }
}
