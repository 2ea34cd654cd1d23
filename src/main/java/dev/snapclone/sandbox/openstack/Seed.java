package dev.snapclone.sandbox.openstack;

import dev.snapclone.sandbox.openstack.ComputeState.Flavor;
import dev.snapclone.sandbox.openstack.ComputeState.Keypair;
import dev.snapclone.sandbox.openstack.IdentityState.AppCredential;
import dev.snapclone.sandbox.openstack.IdentityState.Project;
import dev.snapclone.sandbox.openstack.IdentityState.User;
import dev.snapclone.sandbox.openstack.NetworkState.Group;
import dev.snapclone.sandbox.openstack.StorageState.Image;
import dev.snapclone.sandbox.openstack.StorageState.Volume;
import java.util.List;
import java.util.Map;

/** The initial contents of the cloud. */
public final class Seed {
  /** The password of all users. */
  public static final String PASSWORD = "sandbox-password-8f3k";

  private static final long IMAGE_SIZE = 1 << 16;

  private final CloudWorld world;
  private final SandboxNetworking networking;
  private final Placing placing;

  Seed(CloudWorld world, SandboxNetworking networking, Placing placing) {
    this.world = world;
    this.networking = networking;
    this.placing = placing;
  }

  /** Projects, users, credentials, flavors, images. */
  void ground() {
    project("admin");
    Project demo = project("demo");
    demo.quota.putAll(
        Map.of(
            "instances",
            40,
            "cores",
            80,
            "ram",
            204800,
            "volumes",
            40,
            "snapshots",
            40,
            "gigabytes",
            4000));
    Project other = project("other");
    credential(user("demo", demo), "demo-bot");
    credential(user("bot", demo), "bot-bot");
    user("other", other);
    flavor("m1.small", 1, 2048, 20);
    flavor("m1.large", 2, 8192, 80);
    flavor("l2.c2r4.100", 2, 4096, 100);
    flavor("b2.c1r2", 1, 2048, 0);
    flavor("b2.c2r4", 2, 4096, 0);
    image(
        "ubuntu-22.04",
        1,
        Map.of("os_type", "linux", "os_distro", "ubuntu", "os_version", "22.04"));
    image(
        "windows-server-2022",
        2,
        Map.of(
            "os_type",
            "windows",
            "os_distro",
            "windows",
            "os_version",
            "2022",
            "hw_disk_bus",
            "virtio"));
    world.storage.typeIds.put(StorageState.DEFAULT_TYPE, world.uuid());
  }

  private Project project(String name) {
    Project project = new Project(world.hex(), name);
    project.quota.putAll(SandboxQuotas.DEFAULTS);
    world.identity.projects.put(project.id, project);
    networking.defaultGroup(project.id);
    return project;
  }

  private User user(String name, Project project) {
    User user = new User(world.hex(), name, PASSWORD, project.id);
    world.identity.users.put(user.id, user);
    return user;
  }

  private void credential(User user, String name) {
    AppCredential credential =
        new AppCredential(world.hex(), name, world.hex() + world.hex(), user, user.projectId);
    world.identity.credentials.put(credential.id, credential);
  }

  private void flavor(String name, int vcpus, int ram, int disk) {
    Flavor flavor = new Flavor(world.uuid(), name, vcpus, ram, disk);
    world.compute.flavors.put(flavor.id(), flavor);
  }

  private void image(String name, int minDisk, Map<String, String> properties) {
    Image image = new Image(world.uuid(), name, placing.project("admin").id, world.now());
    image.visibility = "public";
    image.minDisk = minDisk;
    image.properties.putAll(properties);
    image.status = "active";
    image.size = IMAGE_SIZE;
    image.checksum = world.hex();
    image.hash = world.hex() + world.hex() + world.hex() + world.hex();
    world.storage.images.put(image.id, image);
  }

  /** Networks, security groups, the keypair and the instances. */
  void people() {
    String net = network("demo", "demo-net", "10.0.0.");
    User demo = placing.user("demo");
    world.compute.keypairs.add(
        new Keypair(
            "demo-key",
            demo.id,
            "ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABAQ Generated-by-Nova",
            NovaApi.fingerprint(world.hex()),
            world.now(),
            1));
    InstanceSpec web =
        InstanceSpec.of("web-01")
            .in("demo", net)
            .flavor("m1.small")
            .image("ubuntu-22.04")
            .groups("default", "web");
    placing.instance(web.keypair("demo-key").metadata("role", "web").metadata("env", "prod"));
    placing.instance(
        web.named("win-ad-01")
            .flavor("m1.large")
            .image("windows-server-2022")
            .metadata("role", "ad"));
    volumeBooted(web.named("db-01").flavor("b2.c2r4"), "ubuntu-22.04", 2);
    volumeBooted(web.named("win-sql-01").flavor("b2.c2r4"), "windows-server-2022", 4);
    Volume legacy = placing.volume("demo", "legacy-01-root", 2, null);
    legacy.bootable = true; // as if migrated: its operating system is unknown
    placing.instance(web.named("legacy-01").flavor("b2.c1r2").volumes(List.of(legacy.id)));
    placing.instance(web.named("off-01").state("SHUTOFF", "stopped", 4));
    placing.instance(web.named("dup"));
    placing.instance(web.named("dup"));
    String othersNet = network("other", "other-net", "10.9.0.");
    placing.instance(web.named("web-01").in("other", othersNet));
  }

  private void volumeBooted(InstanceSpec spec, String image, int size) {
    Volume root = placing.volume("demo", spec.name + "-root", size, image);
    Volume data = placing.volume("demo", spec.name + "-data", 1, null);
    placing.instance(spec.volumes(List.of(root.id, data.id)).keypair("demo-key"));
  }

  private String network(String project, String name, String prefix) {
    String projectId = placing.project(project).id;
    String id = networking.network(projectId, name, prefix, false, false).id();
    Group web = networking.group(projectId, "web", "");
    for (int port : new int[] {22, 80, 443}) {
      networking.rule(web, "ingress", "IPv4", "tcp", port, port, null, null);
    }
    return id;
  }
}
