package dev.snapclone.app;

import dev.snapclone.sandbox.openstack.CloudView.InstanceView;
import dev.snapclone.sandbox.openstack.OpenStackSandbox;
import dev.snapclone.windows.Reachability;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Simulates guests on a sandbox cloud's network. A Windows copy is silent until somebody did the
 * steps on its console or the script in its user data ran, and only as far as its security groups
 * allow. To show both outcomes, images are assumed to have cloudbase-init and volumes not. Nothing
 * is sent to the sandbox's addresses.
 */
final class PlayedGuests implements Reachability {
  /** How long a guest takes to start and to run its script. */
  private static final Duration START = Duration.ofSeconds(15);

  private final OpenStackSandbox cloud;
  private final InstantSource clock;
  private final Map<String, Instant> asked = new ConcurrentHashMap<>();
  private final Set<String> done = ConcurrentHashMap.newKeySet();

  PlayedGuests(OpenStackSandbox cloud, InstantSource clock) {
    this.cloud = cloud;
    this.clock = clock;
  }

  /** Simulates the steps on the console of everything that runs. */
  void doTheSteps() {
    cloud.view().instances().stream()
        .filter(i -> i.status().equals("ACTIVE"))
        .forEach(i -> done.add(i.id()));
  }

  @Override
  public Result probe(String ip, int port) {
    Optional<InstanceView> there =
        cloud.view().instances().stream().filter(i -> i.addresses().contains(ip)).findFirst();
    boolean answers =
        there.isPresent()
            && there.get().status().equals("ACTIVE")
            && cloud.backstage().allowsTcp(there.get().id(), port)
            && (done.contains(there.get().id()) || scriptRan(there.get()));
    return answers ? Result.OPEN : Result.SILENT;
  }

  private boolean scriptRan(InstanceView instance) {
    Instant now = clock.instant();
    Instant first = asked.computeIfAbsent(instance.id(), id -> now);
    String script = instance.launched().userData();
    return script != null
        && instance.launched().configDrive()
        && instance.launched().imageId() != null
        && new String(Base64.getDecoder().decode(script), StandardCharsets.UTF_8)
            .startsWith("#ps1_sysnative")
        && !now.isBefore(first.plus(START));
  }
}
