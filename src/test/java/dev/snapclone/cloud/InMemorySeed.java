package dev.snapclone.cloud;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The things that a bot meets in its project, as in the project's lab. */
public final class InMemorySeed {
  /** A name that tries everything that a chat understands. */
  public static final String NASTY =
      "nasty `@everyone` <@123> **\u00e9t\u00e9** \u4e2d\u6587 /../x";

  private static final Map<String, String> LINUX =
      Map.of("os_type", "linux", "os_distro", "ubuntu", "os_version", "22.04");
  private static final Map<String, String> WINDOWS =
      Map.of("os_type", "windows", "os_distro", "windows", "os_version", "2022");
  private final CloudState state;
  private final InMemoryLaunch launch;

  InMemorySeed(CloudState state) {
    this.state = state;
    launch = new InMemoryLaunch(state);
  }

  void sow() {
    flavor("m1.small", 1, 2048, 20);
    flavor("m1.large", 2, 8192, 80);
    flavor("l2.c2r4.100", 2, 4096, 100);
    flavor("b2.c1r2", 1, 2048, 0);
    flavor("b2.c2r4", 2, 4096, 0);
    state.networks.add(new Network("net-demo", "demo-net", false, List.of("subnet-demo"), true));
    state.groups.add(new SecurityGroup("sg-default", "default", List.of(outwards())));
    state.groups.add(
        new SecurityGroup("sg-web", "web", List.of(tcp(22), tcp(80), tcp(443), outwards())));
    state.keypairs.add(new Keypair("demo-key", "aa:bb:cc"));
    image("img-ubuntu", "ubuntu-22.04", 1, LINUX);
    image("img-windows", "windows-server-2022", 2, WINDOWS);
    instance("web-01", "m1.small", "img-ubuntu", "demo-key");
    instance("win-ad-01", "m1.large", "img-windows", null);
    volumeBooted("db-01", "b2.c2r4", 2, 1, LINUX, "demo-key");
    volumeBooted("win-sql-01", "b2.c2r4", 4, 1, WINDOWS, "demo-key");
    volumeBooted("legacy-01", "b2.c1r2", 2, 0, Map.of(), null);
    String off = instance("off-01", "m1.small", "img-ubuntu", null);
    state.instances.change(off, i -> Altered.state(i, "SHUTOFF", "stopped", null));
    instance("dup", "m1.small", "img-ubuntu", null);
    instance("dup", "m1.small", "img-ubuntu", null);
    instance(NASTY, "m1.small", "img-ubuntu", null);
    state.births.clear();
  }

  private void flavor(String name, int vcpus, int ram, int disk) {
    state.flavors.put("f-" + name, new Flavor("f-" + name, name, vcpus, ram, disk, 0, 0));
  }

  private static SecurityGroup.Rule tcp(int port) {
    return new SecurityGroup.Rule(true, "IPv4", "tcp", port, port, "0.0.0.0/0", null);
  }

  private static SecurityGroup.Rule outwards() {
    return new SecurityGroup.Rule(false, "IPv4", null, null, null, null, null);
  }

  private void image(String id, String name, int minDisk, Map<String, String> properties) {
    state.images.put(
        id,
        ImageBuilder.anImage(id, state.tick())
            .name(name)
            .status("active", 65_536L)
            .minDisk(minDisk)
            .owner("project-admin", "public")
            .properties(properties)
            .build());
  }

  private String instance(String name, String flavor, String image, @Nullable String keypair) {
    return running(
        NewInstanceBuilder.ofImage(name, "f-" + flavor, image)
            .networks(List.of("net-demo"))
            .groups(List.of("sg-default", "sg-web"))
            .keypair(keypair)
            .metadata(Map.of("role", "demo"))
            .build());
  }

  private void volumeBooted(
      String name,
      String flavor,
      int rootGb,
      int dataGb,
      Map<String, String> imageMetadata,
      @Nullable String keypair) {
    List<NewInstance.BootVolume> volumes = new ArrayList<>();
    volumes.add(volume(name + "-root", rootGb, true, imageMetadata));
    if (dataGb > 0) {
      volumes.add(volume(name + "-data", dataGb, false, Map.of()));
    }
    running(
        NewInstanceBuilder.ofVolumes(name, "f-" + flavor, volumes)
            .networks(List.of("net-demo"))
            .groups(List.of("sg-default", "sg-web"))
            .keypair(keypair)
            .build());
  }

  private NewInstance.BootVolume volume(
      String name, int size, boolean bootable, Map<String, String> imageMetadata) {
    String id = state.newId();
    state.volumes.put(
        id,
        VolumeBuilder.aVolume(id, state.tick())
            .name(name)
            .size(size)
            .type("__DEFAULT__")
            .source(new Volume.Source(null, null, bootable, imageMetadata))
            .build());
    return new NewInstance.BootVolume(id, false);
  }

  private String running(NewInstance wanted) {
    String id = launch.launch(wanted);
    while (state.instances.advance(id)) {
      // scheduling, spawning, active
    }
    if (state.instances.peek(id).orElseThrow().addresses().isEmpty()) {
      throw new AssertionError(wanted.name() + " has no address");
    }
    return id;
  }
}
