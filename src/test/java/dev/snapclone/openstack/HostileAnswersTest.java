package dev.snapclone.openstack;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.snapclone.Hostile;
import dev.snapclone.cloud.Cloud;
import dev.snapclone.cloud.CloudException;
import dev.snapclone.cloud.Instance;
import dev.snapclone.cloud.NewVolume;
import dev.snapclone.cloud.Quota;
import dev.snapclone.config.CloudSettings;
import dev.snapclone.sandbox.openstack.CloudSandboxOptions;
import dev.snapclone.sandbox.openstack.OpenStackSandbox;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

/**
 * Thousands of answers of a cloud that are not what they should be: members missing, of another
 * kind, null, huge, nested beyond reason, negative; documents cut, doubled, of no JSON at all.
 * Every call ends in a result or in a {@link CloudException}, in time.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileAnswersTest {
  private static final long ANSWERS = 2_500;

  @TempDir static Path folder;
  private OpenStackSandbox sandbox;
  private TamperingProxy proxy;
  private CloudSettings settings;
  private OpenStackClouds clouds;

  @BeforeAll
  void starts() throws Exception {
    sandbox = OpenStackSandbox.start(CloudSandboxOptions.fast());
    proxy = TamperingProxy.before(sandbox.url());
    Path file = folder.resolve("clouds.yaml");
    Files.writeString(file, sandbox.cloudsYaml().replace(sandbox.url(), proxy.url()));
    settings = LabClouds.entry(file, "demo");
    clouds = open();
  }

  private OpenStackClouds open() {
    return OpenStackClouds.open(
        List.of(settings), OpenStackTimings.usual(), InstantSource.system());
  }

  @AfterAll
  void stops() {
    clouds.close();
    proxy.close();
    sandbox.close();
  }

  /** What is asked, by its name in {@link Cloud}. */
  private static Map<String, Function<Cloud, Object>> calls(Cloud cloud) {
    String id = cloud.instances().stream().findFirst().map(Instance::id).orElseThrow();
    String image = cloud.images().get(0).id();
    Map<String, Function<Cloud, Object>> calls = new LinkedHashMap<>();
    calls.put("instances", Cloud::instances);
    calls.put("instance", c -> c.instance(id));
    calls.put("attachments", c -> c.attachments(id));
    calls.put("actions", c -> c.actions(id));
    calls.put("consoleLink", c -> c.consoleLink(id));
    calls.put("consoleOutput", c -> c.consoleOutput(id, 9));
    calls.put("flavors", Cloud::flavors);
    calls.put("keypairs", Cloud::keypairs);
    calls.put("availabilityZones", Cloud::availabilityZones);
    calls.put("serverGroups", Cloud::serverGroups);
    calls.put("volumeTypes", Cloud::volumeTypes);
    calls.put("images", Cloud::images);
    calls.put("image", c -> c.image(image));
    calls.put("volumes", Cloud::volumes);
    calls.put("volumeSnapshots", Cloud::volumeSnapshots);
    calls.put("messages", c -> c.messages(id));
    calls.put("networks", Cloud::networks);
    calls.put("ports", c -> c.ports(id));
    calls.put("securityGroups", Cloud::securityGroups);
    calls.put("quota", c -> c.quota(EnumSet.allOf(Quota.Item.class)));
    calls.put("createImage", c -> c.createImage(id, "hostile", Map.of()));
    calls.put(
        "createVolume",
        c -> c.createVolume(new NewVolume("hostile", 1, null, null, null, Map.of())));
    return calls;
  }

  @Test
  void everyCallEndsInAResultOrInACloudExceptionInTime(TestReporter reporter) {
    reporter.publishEntry("seed", Long.toString(Hostile.SEED));
    Map<String, Function<Cloud, Object>> calls = calls(clouds.clouds().defaultCloud());
    List<String> names = new ArrayList<>(calls.keySet());
    int refused = 0;
    int read = 0;
    for (long aCase : Hostile.cases(ANSWERS).toArray()) {
      Hostile hostile = new Hostile(aCase);
      String name = hostile.one(names);
      String again = name + ", " + Hostile.replay(HostileAnswersTest.class, aCase);
      boolean signIn = hostile.in(5);
      OpenStackClouds asked = signIn ? open() : clouds;
      long before = System.nanoTime();
      try {
        proxy.tamper(hostile, signIn);
        Object answer = calls.get(name).apply(asked.clouds().defaultCloud());
        proxy.honest();
        whole(answer, again);
        read++;
      } catch (CloudException e) {
        assertTrue(e.getMessage().length() < 2_000, () -> again + ": " + e.getMessage());
        refused++;
      } catch (RuntimeException | StackOverflowError e) {
        fail(again + "\n" + proxy.last(), e);
      } finally {
        proxy.honest();
        if (signIn) {
          asked.close();
        }
      }
      Duration took = Duration.ofNanos(System.nanoTime() - before);
      assertTrue(took.toMillis() < 3_000, () -> again + " took " + took);
    }
    if (System.getProperty("snapclone.fuzz.case") == null) {
      assertTrue(refused > 100 && read > 100, refused + " refused, " + read + " read");
    }
  }

  /** A record promises that what may not be null is not. */
  private static void whole(Object answer, String again) {
    if (answer instanceof List<?> list) {
      list.forEach(one -> whole(one, again));
    } else if (answer instanceof Optional<?> one) {
      one.ifPresent(there -> whole(there, again));
    } else if (answer instanceof Record one) {
      for (RecordComponent component : one.getClass().getRecordComponents()) {
        try {
          component.getAccessor().setAccessible(true);
          Object value = component.getAccessor().invoke(one);
          boolean may =
              component.getAnnotatedType().getAnnotations().length > 0
                  || component.getType().isPrimitive();
          assertTrue(value != null || may, () -> component + " is null, " + again);
        } catch (ReflectiveOperationException e) {
          throw new AssertionError(e);
        }
      }
    }
  }
}
