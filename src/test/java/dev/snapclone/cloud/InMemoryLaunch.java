package dev.snapclone.cloud;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How an {@link InMemoryCloud} launches and deletes instances: what Nova checks, and in time. */
final class InMemoryLaunch {
  private final CloudState state;

  InMemoryLaunch(CloudState state) {
    this.state = state;
  }

  String launch(NewInstance wanted) {
    state.launched.add(wanted);
    state.checkName(wanted.name(), "compute");
    state.checkMetadata(wanted.metadata(), "compute");
    for (String tag : wanted.tags()) {
      if (tag.length() > 60 || tag.contains(",") || tag.contains("/")) {
        throw state.bad("compute", "Invalid tag " + tag);
      }
    }
    Flavor flavor =
        state
            .flavor(wanted.flavorId())
            .orElseThrow(
                () -> state.bad("compute", "Flavor " + wanted.flavorId() + " could not be found."));
    checkSource(wanted, flavor);
    checkSurroundings(wanted);
    checkQuota(wanted, flavor);
    ServerGroups groups = new ServerGroups(state);
    groups.check(wanted.placement());
    String id = state.newId();
    wanted.source().volumes().forEach(v -> state.volumes.change(v.volumeId(), x -> reserve(x)));
    state.instances.put(id, building(id, wanted), state.hiddenFromLists, future(id, wanted));
    groups.join(id, wanted.placement());
    new Ports(state).plug(id, wanted);
    state.born(ResourceKind.INSTANCE, id, wanted.metadata());
    return id;
  }

  private static Volume reserve(Volume volume) {
    return Altered.status(volume, "reserved");
  }

  private void checkSource(NewInstance wanted, Flavor flavor) {
    if (wanted.source().imageId() != null) {
      Image image =
          state
              .images
              .peek(wanted.source().imageId())
              .orElseThrow(() -> state.bad("compute", "Can not find requested image"));
      if (!image.status().equals("active")) {
        throw state.bad("compute", "Image " + image.id() + " is not active.");
      }
      if (flavor.diskGb() == 0) {
        throw state.error(
            CloudException.Kind.FORBIDDEN,
            "compute",
            403,
            "Only volume-backed servers are allowed for flavors with zero disk.");
      }
      if (flavor.diskGb() < image.minimum().diskGb()) {
        throw state.bad(
            "compute",
            "Flavor's disk is smaller than the minimum size specified in image metadata.");
      }
    }
    for (NewInstance.BootVolume boot : wanted.source().volumes()) {
      Volume volume =
          state
              .volumes
              .peek(boot.volumeId())
              .orElseThrow(() -> state.bad("compute", "Volume " + boot.volumeId() + " not found."));
      if (!volume.status().equals("available")) {
        throw state.bad(
            "compute",
            "Invalid volume: Volume %s status must be available or downloading to reserve, but the current status is %s."
                .formatted(volume.id(), volume.status()));
      }
    }
  }

  private void checkSurroundings(NewInstance wanted) {
    String zone = wanted.placement().availabilityZone();
    if (zone != null && !state.zones.contains(zone)) {
      throw state.bad("compute", "The requested availability zone is not available");
    }
    for (String network : wanted.networks().networkIds()) {
      if (state.networks.stream().noneMatch(n -> n.id().equals(network))) {
        throw state.bad("compute", "Network " + network + " could not be found.");
      }
    }
    wanted.networks().portIds().forEach(new Ports(state)::requireFree);
    for (String group : wanted.networks().securityGroupIds()) {
      if (state.groups.stream().noneMatch(g -> g.id().equals(group))) {
        throw state.bad("compute", "Security group " + group + " not found.");
      }
    }
    if (wanted.configuration().keypair() != null
        && state.keypairs.stream()
            .noneMatch(k -> k.name().equals(wanted.configuration().keypair()))) {
      throw state.bad("compute", "Invalid key_name provided.");
    }
  }

  private void checkQuota(NewInstance wanted, Flavor flavor) {
    for (var need :
        List.of(
            new Need(Quota.Item.INSTANCES, 1, "instances"),
            new Need(Quota.Item.CORES, flavor.vcpus(), "cores"),
            new Need(Quota.Item.RAM_MB, flavor.ramMb(), "ram"))) {
      if (!state.fits(need.item, need.more)) {
        throw state.overQuota(
            "compute",
            403,
            "Quota exceeded for %s: Requested %d, but already used %d of %d %s"
                .formatted(
                    need.word,
                    need.more,
                    state.used(need.item),
                    state.limits.get(need.item),
                    need.word));
      }
    }
    if (!state.fits(Quota.Item.PORTS, wanted.networks().networkIds().size())) {
      throw state.overQuota("compute", 403, "Maximum number of ports exceeded");
    }
  }

  private record Need(Quota.Item item, long more, String word) {}

  private Instance building(String id, NewInstance wanted) {
    return new Instance(
        id,
        wanted.name(),
        new Instance.State("BUILD", "building", "scheduling", false, null),
        new Instance.Launched(
            wanted.source().imageId(),
            wanted.flavorId(),
            wanted.configuration().keypair(),
            Optional.ofNullable(wanted.placement().availabilityZone()).orElse("nova"),
            Boolean.TRUE.equals(wanted.configuration().configDrive()),
            state.tick(),
            state.account.userId()),
        List.of(),
        List.of(),
        wanted.metadata(),
        wanted.tags());
  }

  private List<Shelf.Change<Instance>> future(String id, NewInstance wanted) {
    @Nullable String fails =
        new Ports(state).groupsCannotBeApplied(wanted)
            ? "Exceeded maximum number of retries. Exhausted all hosts available for retrying"
            : new ServerGroups(state).noHost(id, wanted.placement()).orElse(state.nextBuildFails);
    state.nextBuildFails = null;
    Shelf.Change<Instance> mapping =
        i -> Altered.state(attach(i, wanted), "BUILD", "building", "block_device_mapping");
    Shelf.Change<Instance> spawning = i -> Altered.state(i, "BUILD", "building", "spawning");
    if (fails != null) {
      return List.of(mapping, spawning, i -> fail(i, wanted, fails));
    }
    // Nova's cache of addresses may trail behind the status
    Shelf.Change<Instance> active = i -> Altered.state(i, "ACTIVE", "active", null);
    Shelf.Change<Instance> addressed =
        i -> state.neverAnAddress ? i : Altered.addresses(i, addresses(id));
    return List.of(mapping, spawning, active, addressed);
  }

  private Instance attach(Instance instance, NewInstance wanted) {
    List<String> ids = new ArrayList<>();
    List<VolumeAttachment> attached = new ArrayList<>();
    for (NewInstance.BootVolume boot : wanted.source().volumes()) {
      boolean ofImage = wanted.source().imageId() != null;
      String next = "/dev/vd" + (char) ('a' + ids.size() + (ofImage ? 1 : 0));
      String device = boot.device() == null ? next : boot.device();
      ids.add(boot.volumeId());
      attached.add(new VolumeAttachment(boot.volumeId(), device, boot.deleteOnTermination()));
      state.volumes.change(boot.volumeId(), v -> Altered.attached(v, instance.id(), device));
    }
    state.attachments.put(instance.id(), attached);
    return Altered.volumes(instance, ids);
  }

  private Instance fail(Instance instance, NewInstance wanted, String why) {
    // a build that failed lets go of its volumes
    wanted.source().volumes().forEach(v -> state.volumes.change(v.volumeId(), Altered::detached));
    state.attachments.remove(instance.id());
    new Ports(state).unplug(instance.id());
    return Altered.volumes(
        Altered.failed(instance, new Instance.Fault(500, why, state.tick())), List.of());
  }

  /** As Nova tells them: by network, in each in the order of the interfaces. */
  List<Address> addresses(String id) {
    Map<String, List<Address>> all = new LinkedHashMap<>();
    for (Port port : state.portsOf(id)) {
      String network =
          state.networks.stream()
              .filter(n -> n.id().equals(port.networkId()))
              .map(Network::name)
              .findFirst()
              .orElse("");
      for (String ip : port.fixedIps()) {
        all.computeIfAbsent(network, n -> new ArrayList<>())
            .add(new Address(network, ip, ip.contains(":") ? 6 : 4, port.mac(), false));
      }
    }
    return all.values().stream().flatMap(List::stream).toList();
  }

  /** Accepts a deletion: the instance goes, then its ports and volumes let go. */
  void delete(String id) {
    state.instances.change(
        id, i -> Altered.state(i, i.state().status(), i.state().vmState(), "deleting"));
    state.instances.become(
        id,
        List.of(
            i -> {
              letGo(i);
              return null;
            }));
  }

  private void letGo(Instance instance) {
    for (VolumeAttachment a : state.attachments.getOrDefault(instance.id(), List.of())) {
      if (Boolean.TRUE.equals(a.deleteOnTermination())) {
        state.volumes.remove(a.volumeId());
      } else {
        state.volumes.change(a.volumeId(), v -> Altered.status(v, "detaching"));
        state.volumes.become(a.volumeId(), List.of(Altered::detached));
      }
    }
    // reserved, but not attached yet
    for (Volume v : state.volumes.peekAll()) {
      if (v.status().equals("reserved") && wasFor(instance, v)) {
        state.volumes.change(v.id(), Altered::detached);
      }
    }
    state.attachments.remove(instance.id());
    new Ports(state).unplug(instance.id());
  }

  private static boolean wasFor(Instance instance, Volume volume) {
    String job = volume.metadata().get(Marks.JOB);
    return job != null && job.equals(instance.metadata().get(Marks.JOB));
  }
}
