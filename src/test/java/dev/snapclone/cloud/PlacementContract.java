package dev.snapclone.cloud;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.snapclone.cloud.CloudException.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The part of {@link CloudContract} about zones, volume types and server groups. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class PlacementContract extends PortContract {
  private static final String NOBODY = "00000000-0000-4000-8000-000000000000";

  private final String run = UUID.randomUUID().toString().substring(0, 8);
  private final List<String> instances = new ArrayList<>();
  private final List<String> groups = new ArrayList<>();
  private final List<String> snapshots = new ArrayList<>();
  private @Nullable String type;

  @AfterAll
  void removePlaced() {
    Cloud cloud = fixtures.cloud();
    instances.forEach(cloud::deleteInstance);
    fixtures.await(
        "instances to be gone",
        () -> instances.stream().allMatch(id -> cloud.instance(id).isEmpty()));
    groups.forEach(fixtures::removeServerGroup);
    snapshots.forEach(cloud::deleteVolumeSnapshot);
    if (type != null) {
      fixtures.removeVolumeType(type);
    }
  }

  @Test
  void aMemberIsInItsServerGroupAndRunsInItsZone() {
    Cloud cloud = fixtures.cloud();
    String group = group("apart", "anti-affinity");
    ServerGroup empty = find(group);
    assertEquals("contract-" + run + "-apart", empty.name());
    assertEquals("anti-affinity", empty.policy());
    assertTrue(empty.apart() && !empty.together());
    assertEquals(List.of(), empty.memberIds());
    String zone = cloud.availabilityZones().get(0);
    String id = boot("member", zone, group);
    fixtures.await(
        "the member to be ACTIVE",
        () -> cloud.instance(id).orElseThrow().state().status().equals("ACTIVE"));
    assertEquals(List.of(id), find(group).memberIds());
    Instance.Launched launched = cloud.instance(id).orElseThrow().launched();
    assertEquals(zone, launched.availabilityZone());
    assertEquals(cloud.account().userId(), launched.userId());
    assertTrue(find(group("close", "affinity")).together());
  }

  @Test
  void aZoneOrServerGroupThatDoesNotExistIsRefusedAtOnce() {
    refused(Kind.BAD_REQUEST, () -> boot("no-zone", "contract-no-such-zone", null));
    refused(Kind.BAD_REQUEST, () -> boot("no-group", null, NOBODY));
  }

  @Test
  void theQuotaSaysHowManyMembersAServerGroupMayHave() {
    Quota quota = fixtures.cloud().quota(Set.of(Quota.Item.SERVER_GROUP_MEMBERS));
    Quota.Usage members = quota.of(Quota.Item.SERVER_GROUP_MEMBERS).orElseThrow();
    assertTrue(members.limit() > 0 && members.used() == 0, members::toString);
  }

  @Test
  void aVolumeSaysItsTypeAndZoneAndAForeignTypeIsRefused() {
    Cloud cloud = fixtures.cloud();
    String root =
        cloud.attachments(fixtures.seeded("db-01")).stream()
            .filter(a -> "/dev/vda".equals(a.device()))
            .map(VolumeAttachment::volumeId)
            .findFirst()
            .orElseThrow();
    Volume volume = cloud.volume(root).orElseThrow();
    assertEquals("nova", volume.type().zone());
    List<String> types = cloud.volumeTypes().stream().map(VolumeType::name).toList();
    assertTrue(types.contains(volume.type().name()), types::toString);
    type = "contract-" + run + "-foreign";
    fixtures.foreignVolumeType(type);
    assertTrue(cloud.volumeTypes().stream().anyMatch(t -> t.name().equals(type)));

    String snapshot = cloud.createVolumeSnapshot(root, "contract-" + run + "-type", Map.of());
    snapshots.add(snapshot);
    fixtures.await(
        "the snapshot to be available",
        () -> cloud.volumeSnapshot(snapshot).orElseThrow().status().equals("available"));
    refused(Kind.BAD_REQUEST, () -> cloud.createVolume(ofType(snapshot, volume.sizeGb(), type)));
    refused(
        Kind.NOT_FOUND,
        () -> cloud.createVolume(ofType(snapshot, volume.sizeGb(), "contract-no-such-type")));
  }

  private NewVolume ofType(String snapshot, int size, @Nullable String typeName) {
    return new NewVolume("contract-" + run, size, snapshot, typeName, null, Map.of());
  }

  private static void refused(Kind kind, org.junit.jupiter.api.function.Executable call) {
    assertEquals(kind, assertThrows(CloudException.class, call).kind());
  }

  private String group(String what, String policy) {
    String id = fixtures.addServerGroup("contract-" + run + "-" + what, policy);
    groups.add(id);
    return id;
  }

  private ServerGroup find(String id) {
    return fixtures.cloud().serverGroups().stream()
        .filter(g -> g.id().equals(id))
        .findFirst()
        .orElseThrow();
  }

  private String boot(String what, @Nullable String zone, @Nullable String group) {
    Image image =
        fixtures.cloud().images().stream()
            .filter(i -> i.name().equals("ubuntu-22.04"))
            .findFirst()
            .orElseThrow();
    String id =
        fixtures
            .cloud()
            .createInstance(
                NewInstanceBuilder.ofImage(
                        "contract-" + run + "-" + what,
                        fixtures.flavor("m1.small").id(),
                        image.id())
                    .networks(List.of(fixtures.network()))
                    .zone(zone)
                    .serverGroup(group)
                    .build());
    instances.add(id);
    return id;
  }
}
