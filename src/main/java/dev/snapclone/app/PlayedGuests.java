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
 * Plays what would answer on the network of a sandbox cloud, where no guest runs: a Windows copy is
 * silent until somebody did the steps on its console, or until the script in its user data did, as
 * far as its security groups let anybody in. cloudbase-init is taken to be in what boots from an
 * image, and not in what boots from a volume, so that both ends can be seen. Nothing is sent to the
 * sandbox's addresses, which lead nowhere.
 */
final class PlayedGuests implements Reachability {
  /** So long a guest takes to start and to run its script. */
  private static final Duration START = Duration.ofSeconds(15);

  private final OpenStackSandbox cloud;
  private final InstantSource clock;
  private final Map<String, Instant> asked = new ConcurrentHashMap<>();
  private final Set<String> done = ConcurrentHashMap.newKeySet();

  /**
   * @param cloud the sandbox
   */
  PlayedGuests(OpenStackSandbox cloud, InstantSource clock) {
    this.cloud = cloud;
    this.clock = clock;
  }

  /** Somebody does the steps on the console of everything that runs. */
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
            && cloud.backstage().letsTcpIn(there.get().id(), port)
            && (done.contains(there.get().id()) || ranItsScript(there.get()));
    return answers ? Result.OPEN : Result.SILENT;
  }

  private boolean ranItsScript(InstanceView instance) {
    Instant now = clock.instant();
    Instant first = asked.computeIfAbsent(instance.id(), id -> now);
    String script = instance.userData();
    return script != null
        && instance.configDrive()
        && instance.imageId() != null
        && new String(Base64.getDecoder().decode(script), StandardCharsets.UTF_8)
            .startsWith("#ps1_sysnative")
        && !now.isBefore(first.plus(START));
  }
}
