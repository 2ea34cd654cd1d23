package dev.snapclone.clone;

import dev.snapclone.cloud.Flavor;
import dev.snapclone.procedure.Nic;
import dev.snapclone.procedure.Os;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The instance that a clone or copy launches, apart from what it boots from. Survives JSON.
 *
 * @param flavor its flavor, as it was when planned
 * @param nics its NICs, in order
 * @param ownPorts whether the bot makes their ports, since Nova's {@code networks} cannot say them
 * @param keypair null for none
 * @param availabilityZone null for the cloud's choice
 * @param configDrive whether it gets a config drive, as the original has one
 * @param os what runs in it
 * @param loginUser whom a Linux image lets in, null when nothing tells
 * @param original what it is a copy of
 * @param automaticNetwork whether a script in its user data puts the network of Windows right
 * @param isolation the security group of its own, null for none; it stands in for those of the NICs
 *     until it is lifted
 * @param networks of a plan that an older version stored: one port in each; else empty
 * @param securityGroups likewise, forevery port; empty for the project's default
 */
public record LaunchPlan(
    String name,
    Flavor flavor,
    List<PlannedNic> nics,
    boolean ownPorts,
    @Nullable String keypair,
    @Nullable String availabilityZone,
    boolean configDrive,
    Os os,
    @Nullable String loginUser,
    Original original,
    boolean automaticNetwork,
    @Nullable Isolation isolation,
    List<Named> networks,
    List<Named> securityGroups) {
  public LaunchPlan {
    Objects.requireNonNull(flavor, "flavor");
    Objects.requireNonNull(os, "os");
    Objects.requireNonNull(original, "original");
    nics = nics == null ? together(networks, securityGroups) : List.copyOf(nics);
    networks = List.of();
    securityGroups = List.of();
    if (nics.isEmpty()) {
      throw new IllegalArgumentException("an instance needs a network");
    }
  }

  /** A stored plan of an older version gives every NIC the same security groups. */
  private static List<PlannedNic> together(List<Named> networks, List<Named> groups) {
    return networks.stream()
        .map(n -> new PlannedNic(n, groups.isEmpty() ? null : groups, true))
        .toList();
  }

  /** Whether its NICs are those of the original, one by one. */
  boolean hasNicsLike(List<Nic> originals) {
    return nics.size() == originals.size()
        && IntStream.range(0, nics.size()).allMatch(i -> nics.get(i).isLike(originals.get(i)));
  }

  /**
   * A NIC of the instance.
   *
   * @param securityGroups its security groups; null for the project's default, empty for none: then
   *     nothing passes, unless there is no port security
   * @param portSecurity whether security groups and anti-spoofing apply
   */
  public record PlannedNic(
      Named network, @Nullable List<Named> securityGroups, boolean portSecurity) {
    public PlannedNic {
      Objects.requireNonNull(network, "network");
      securityGroups = securityGroups == null ? null : List.copyOf(securityGroups);
    }

    /** Whether it is as a NIC of the original. */
    boolean isLike(Nic nic) {
      return network.id().equals(nic.networkId())
          && portSecurity == nic.portSecurity()
          && (securityGroups == null
              || Set.copyOf(groupIds()).equals(Set.copyOf(nic.securityGroupIds())));
    }

    /** The ids of its security groups; empty also for the project's default. */
    List<String> groupIds() {
      return securityGroups == null ? List.of() : securityGroups.stream().map(Named::id).toList();
    }
  }

  /**
   * A security group that only the clone has.
   *
   * @param rdpFrom ranges of addresses from which Remote Desktop is let in; nothing else is, in or
   *     out
   */
  public record Isolation(String name, List<String> rdpFrom) {
    public Isolation {
      rdpFrom = List.copyOf(rdpFrom);
    }
  }

  /**
   * Something that has an id and a name.
   *
   * @param name the name; untrusted, may be empty
   */
  public record Named(String id, String name) {
    /** What people read: the name, or the id where there is none. */
    public String label() {
      return name.isEmpty() ? id : name;
    }
  }

  /**
   * The original.
   *
   * @param id its id, null when nothing tells
   * @param name its name, or the snapshot's where it is gone; untrusted
   * @param fixedIps its fixed addresses when the snapshot was taken; empty when not known
   */
  public record Original(@Nullable String id, String name, List<String> fixedIps) {
    public Original {
      fixedIps = List.copyOf(fixedIps);
    }
  }
}
