package dev.snapclone.procedure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.snapclone.cloud.Cloud;
import dev.snapclone.cloud.InMemoryCloud;
import dev.snapclone.cloud.Marks;
import dev.snapclone.cloud.NewVolume;
import dev.snapclone.i18n.ExplainedFailure;
import dev.snapclone.job.ImmediateSteps;
import dev.snapclone.removal.CloneRemoval;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ConfirmedLookupTest {
  private final InMemoryCloud cloud = InMemoryCloud.seeded("lab");

  /** A cloud that answers 404 at the address of every thing, and has them all in its lists. */
  private final Cloud denying =
      (Cloud)
          Proxy.newProxyInstance(
              Cloud.class.getClassLoader(),
              new Class<?>[] {Cloud.class},
              (proxy, method, args) -> {
                if (Set.of("instance", "image", "volume", "volumeSnapshot")
                    .contains(method.getName())) {
                  return Optional.empty();
                }
                try {
                  return method.invoke(cloud, args);
                } catch (InvocationTargetException e) {
                  throw e.getCause();
                }
              });

  private String volume(String job) {
    Map<String, String> marks = new TreeMap<>(Map.of(Marks.JOB, job));
    String id = cloud.createVolume(new NewVolume("v", 10, null, null, null, marks));
    cloud.settle();
    return id;
  }

  @Test
  void whatOnlyItsAddressDeniesIsThere() {
    String instance = cloud.idOf("web-01");
    assertTrue(new ConfirmedLookup(denying).instance(instance).isPresent());
    assertTrue(new ConfirmedLookup(denying).volume(cloud.rootVolumeOf("db-01")).isPresent());
    String image = cloud.images().get(0).id();
    assertEquals(image, new ConfirmedLookup(denying).image(image).orElseThrow().id());
    String snapshot = cloud.createVolumeSnapshot(cloud.rootVolumeOf("db-01"), "s", Map.of());
    cloud.settle();
    assertTrue(new ConfirmedLookup(denying).volumeSnapshot(snapshot).isPresent());
  }

  @Test
  void whatBothDenyIsNotThere() {
    assertFalse(new ConfirmedLookup(denying).instance("x").isPresent());
    assertFalse(new ConfirmedLookup(denying).image("x").isPresent());
    assertFalse(new ConfirmedLookup(denying).volume("x").isPresent());
    assertFalse(new ConfirmedLookup(denying).volumeSnapshot("x").isPresent());
  }

  @Test
  void aVolumeThatItsAddressDeniesIsDeletedAllTheSame() {
    String id = volume("j1");
    ImmediateSteps steps = new ImmediateSteps("j1");
    new CloneRemoval(denying).volume("volume", id, "j1", steps);
    cloud.settle();
    assertTrue(cloud.volume(id).isEmpty());
  }

  @Test
  void aVolumeThatItsAddressDeniesMustBearTheMarkAllTheSame() {
    String id = volume("somebody-else");
    CloneRemoval removal = new CloneRemoval(denying);
    ImmediateSteps steps = new ImmediateSteps("j1");
    assertThrows(ExplainedFailure.class, () -> removal.volume("volume", id, "j1", steps));
    assertTrue(cloud.volume(id).isPresent());
  }
}
