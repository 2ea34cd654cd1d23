package dev.snapclone.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Roles differ by guild, channel and cloud; the cloud's lists come first. */
class AccessPolicyTest {
  private static final AccessPolicy POLICY =
      new AccessPolicy(
          Set.of("g1", "g2"),
          List.of("op"),
          List.of("app"),
          List.of("adm"),
          List.of(),
          new Scopes(
              Map.of("g2", new Scopes.Guild(roles(List.of("op2")), List.of("lab"))),
              Map.of("test", new Scopes.Channel(roles(List.of("dev")), "lab")),
              Map.of("prod", new Scopes.Roles(List.of("prod-op", "77"), List.of(), null)),
              List.of("prod", "lab")));

  private static Scopes.Roles roles(List<String> operators) {
    return new Scopes.Roles(operators, null, null);
  }

  private static Actor actor(String role) {
    return role.equals("77")
        ? new Actor("77", "P", Set.of(), Set.of(), false)
        : new Actor("1", "P", Set.of(role), Set.of(), role.equals("owner"));
  }

  private static Place place(String guild, String channel) {
    return new Place(guild, "c-" + channel, channel, "c-" + channel, "en");
  }

  @ParameterizedTest
  @CsvSource(
      value = {
        // guild, channel, cloud, role -> what they are
        "g1 | ops  | lab  | op      | OPERATOR",
        "g1 | ops  | lab  | app     | APPROVER",
        "g1 | ops  | lab  | prod-op | NONE",
        "g1 | ops  | prod | op      | NONE",
        "g1 | ops  | prod | prod-op | OPERATOR",
        "g1 | ops  | prod | 77      | OPERATOR",
        "g1 | ops  | prod | app     | NONE",
        "g1 | ops  | prod | adm     | ADMIN",
        "g1 | ops  | prod | owner   | ADMIN",
        "g1 | test | lab  | op      | NONE",
        "g1 | test | lab  | dev     | OPERATOR",
        "g1 | test | prod | dev     | NONE",
        "g1 | ops  | lab  | dev     | NONE",
        "g2 | ops  | lab  | op      | NONE",
        "g2 | ops  | lab  | op2     | OPERATOR",
        "g2 | ops  | lab  | app     | APPROVER",
        "g2 | ops  | prod | owner   | NONE",
        "g3 | ops  | lab  | owner   | NONE",
      },
      delimiter = '|')
  void whoIsWhatWhere(String guild, String channel, String cloud, String role, Role expected) {
    assertEquals(expected, POLICY.roleOf(actor(role), place(guild, channel), cloud));
  }

  @Test
  void aChannelHasItsCloudAndAGuildItsOwn() {
    assertEquals(Optional.of("prod"), POLICY.usualCloud(place("g1", "ops")));
    assertEquals(Optional.of("lab"), POLICY.usualCloud(place("g1", "test")));
    assertEquals(Optional.of("lab"), POLICY.usualCloud(place("g2", "ops")));
    assertTrue(POLICY.mayUse("g2", "LAB"));
    assertFalse(POLICY.mayUse("g2", "prod"));
    assertTrue(POLICY.mayUse("g1", "prod"));
  }

  @Test
  void aRoleOrChannelNamedLikeAnIdHasNoneOfItsRights() {
    String id = "165511591545143296";
    Actor clever = new Actor("1", "P", Set.of("9"), Set.of(id, "dba"), false);
    assertFalse(clever.isOneOf(List.of(id)));
    assertTrue(clever.isOneOf(List.of("dba")));
    Place channel = new Place("g1", "c-1", id, "c-1", "en");
    assertFalse(channel.isOneOf(List.of(id)));
    Scopes scopes =
        new Scopes(
            Map.of(),
            Map.of(id, new Scopes.Channel(roles(List.of("dba")), null)),
            Map.of(),
            List.of());
    AccessPolicy policy =
        new AccessPolicy(Set.of("g1"), List.of(), List.of(), List.of(), List.of(), scopes);
    assertEquals(Role.NONE, policy.roleOf(clever, channel, ""));
    assertEquals(Role.OPERATOR, policy.roleOf(clever, new Place("g1", id, "ops", id, "en"), ""));
  }

  @Test
  void aThreadCountsAsItsParentChannel() {
    Place thread = new Place("g1", "t1", "test", "c-test", "en");
    assertEquals(Role.OPERATOR, POLICY.roleOf(actor("dev"), thread, "lab"));
  }
}
