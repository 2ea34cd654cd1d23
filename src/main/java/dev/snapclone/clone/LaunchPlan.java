package dev.snapclone.clone;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.snapclone.cloud.Flavor;
import dev.snapclone.job.LockKey;
import dev.snapclone.job.Timing;
import dev.snapclone.procedure.Nic;
import dev.snapclone.procedure.Os;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The instance that a clone or copy launches, apart from its boot source; or several that differ in
 * nothing but the name. Stored as JSON, as one flat object.
 *
 * @param name of the first
 * @param flavor as it was when planned
 * @param keypair null for none
 * @param placement where it runs and is stored
 * @param configDrive whether it gets a config drive, as the original has one
 * @param original what it is a copy of
 * @param further the names of the others; empty for a single one, as in plans of older versions
 */
public record LaunchPlan(
    String name,
    Flavor flavor,
    @JsonUnwrapped Networking networking,
    @Nullable String keypair,
    @JsonUnwrapped Placement placement,
    boolean configDrive,
    @JsonUnwrapped Guest guest,
    Origin original,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> further) {
  public LaunchPlan {
    Objects.requireNonNull(flavor, "flavor");
    Objects.requireNonNull(original, "original");
    placement = Objects.requireNonNullElse(placement, Placement.ANYWHERE);
    further = further == null ? List.of() : List.copyOf(further);
  }

  /** The names of all. */
  List<String> names() {
    return Stream.concat(Stream.of(name), further.stream()).toList();
  }

  /** How many it launches. */
  int count() {
    return 1 + further.size();
  }

  /** With what a job is compared: several take longer than one. */
  Timing timed(Timing one) {
    return count() == 1 ? one : new Timing(count() + "-" + one.kind(), one.sizeClass());
  }

  /** The locks of the new names. */
  List<LockKey> claims(String cloud) {
    return names().stream().map(one -> LockKey.ofName(cloud, one)).toList();
  }

  /** The locks of a launch from something. */
  List<LockKey> locks(LockKey from) {
    return Stream.concat(Stream.of(from), claims(from.cloud()).stream()).toList();
  }

  /** Each as a launch of its own. */
  List<LaunchPlan> each() {
    return names().stream()
        .map(
            one ->
                new LaunchPlan(
                    one,
                    flavor,
                    networking,
                    keypair,
                    placement,
                    configDrive,
                    guest,
                    original,
                    List.of()))
        .toList();
  }

  /**
   * Where it runs and is stored.
   *
   * @param availabilityZone null for the cloud's choice
   * @param volumeType of all its volumes, if a person named one; null for those of the snapshots
   * @param serverGroup the group that it becomes a member of, null for none
   */
  public record Placement(
      @Nullable String availabilityZone, @Nullable String volumeType, @Nullable Named serverGroup) {
    public static final Placement ANYWHERE = new Placement(null, null, null);

    /** The type of a volume. */
    @Nullable String typeOr(@Nullable String ofSnapshot) {
      return volumeType == null ? ofSnapshot : volumeType;
    }
  }

  /**
   * What runs in it.
   *
   * @param os the operating system
   * @param loginUser the login of a Linux image, null when unknown
   * @param withoutDesktop whether it is known to be a Windows that has none
   */
  public record Guest(Os os, @Nullable String loginUser, boolean withoutDesktop) {
    public Guest {
      Objects.requireNonNull(os, "os");
    }
  }

  /**
   * Where it is connected.
   *
   * @param nics in order; none for an instance that nothing can reach
   * @param ownPorts whether the bot creates the ports, since Nova's {@code networks} cannot express
   *     them
   * @param automatic whether a script in its user data sets up the network of Windows
   * @param isolation its own security group, null for none; replaces those of the NICs until it is
   *     lifted
   * @param networks only in plans of older versions: one port in each; otherwise empty
   * @param securityGroups only in plans of older versions: the groups of every port; empty for the
   *     project's default
   */
  public record Networking(
      List<PlannedNic> nics,
      boolean ownPorts,
      @JsonProperty("automaticNetwork") boolean automatic,
      @Nullable Isolation isolation,
      List<Named> networks,
      List<Named> securityGroups) {
    public Networking {
      if (nics == null) {
        nics = together(networks, securityGroups);
        if (nics.isEmpty()) {
          throw new IllegalArgumentException("an instance needs a network");
        }
      }
      nics = List.copyOf(nics);
      networks = List.of();
      securityGroups = List.of();
    }

    /** As it is planned today. */
    Networking(
        List<PlannedNic> nics, boolean ownPorts, boolean automatic, @Nullable Isolation isolation) {
      this(nics, ownPorts, automatic, isolation, List.of(), List.of());
    }

    /** Plans of older versions give every NIC the same security groups. */
    private static List<PlannedNic> together(List<Named> networks, List<Named> groups) {
      return networks.stream()
          .map(n -> new PlannedNic(n, groups.isEmpty() ? null : groups, true))
          .toList();
    }

    /** Whether its NICs equal those of the original, one by one. */
    boolean hasNicsLike(List<Nic> originals) {
      return nics.size() == originals.size()
          && IntStream.range(0, nics.size()).allMatch(i -> nics.get(i).isLike(originals.get(i)));
    }
  }

  /**
   * A NIC of the instance.
   *
   * @param securityGroups null for the project's default; empty for none, which blocks everything
   *     unless there is no port security
   * @param portSecurity whether security groups and anti-spoofing apply
   */
  public record PlannedNic(
      Named network, @Nullable List<Named> securityGroups, boolean portSecurity) {
    public PlannedNic {
      Objects.requireNonNull(network, "network");
      securityGroups = securityGroups == null ? null : List.copyOf(securityGroups);
    }

    boolean isLike(Nic nic) {
      return network.id().equals(nic.networkId())
          && portSecurity == nic.portSecurity()
          && (securityGroups == null
              || Set.copyOf(groupIds()).equals(Set.copyOf(nic.securityGroupIds())));
    }

    /** The ids of its security groups; also empty for the project's default. */
    List<String> groupIds() {
      return securityGroups == null ? List.of() : securityGroups.stream().map(Named::id).toList();
    }
  }

  /**
   * The clone's own security group.
   *
   * @param rdpFrom address ranges that may connect by Remote Desktop; all other traffic is blocked
   */
  public record Isolation(String name, List<String> rdpFrom) {
    public Isolation {
      rdpFrom = List.copyOf(rdpFrom);
    }
  }

  /**
   * Something with an id and a name.
   *
   * @param name untrusted, may be empty
   */
  public record Named(String id, String name) {
    /** The name, or the id if it is empty. */
    public String label() {
      return name.isEmpty() ? id : name;
    }
  }

  /**
   * The original.
   *
   * @param id null when unknown
   * @param name its name, or the snapshot's if it is gone; untrusted
   * @param fixedIps its fixed addresses when the snapshot was taken; empty when unknown
   */
  public record Origin(@Nullable String id, String name, List<String> fixedIps) {
    public Origin {
      fixedIps = List.copyOf(fixedIps);
    }
  }
}
