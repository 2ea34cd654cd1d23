package dev.snapclone.clone;

import dev.snapclone.cloud.Flavor;
import dev.snapclone.procedure.Os;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The instance that a clone or copy launches, apart from what it boots from. Survives JSON.
 *
 * @param name its name
 * @param flavor its flavor, as it was when planned
 * @param networks one port in each
 * @param securityGroups for its ports; empty for the project's default
 * @param keypair null for none
 * @param availabilityZone null for the cloud's choice
 * @param configDrive whether it gets a config drive, as the original has one
 * @param os what runs in it
 * @param loginUser whom a Linux image lets in, null when nothing tells
 * @param original what it is a copy of
 * @param automaticNetwork whether a script in its user data puts the network of Windows right
 * @param isolation the security group of its own, null for none; it stands in for {@code
 *     securityGroups} until it is lifted
 */
public record LaunchPlan(
    String name,
    Flavor flavor,
    List<Named> networks,
    List<Named> securityGroups,
    @Nullable String keypair,
    @Nullable String availabilityZone,
    boolean configDrive,
    Os os,
    @Nullable String loginUser,
    Original original,
    boolean automaticNetwork,
    @Nullable Isolation isolation) {
  public LaunchPlan {
    Objects.requireNonNull(flavor, "flavor");
    Objects.requireNonNull(os, "os");
    Objects.requireNonNull(original, "original");
    networks = List.copyOf(networks);
    securityGroups = List.copyOf(securityGroups);
    if (networks.isEmpty()) {
      throw new IllegalArgumentException("an instance needs a network");
    }
  }

  /** An instance like the original, in its network and its security groups. */
  public LaunchPlan(
      String name,
      Flavor flavor,
      List<Named> networks,
      List<Named> securityGroups,
      @Nullable String keypair,
      @Nullable String availabilityZone,
      boolean configDrive,
      Os os,
      @Nullable String loginUser,
      Original original) {
    this(
        name,
        flavor,
        networks,
        securityGroups,
        keypair,
        availabilityZone,
        configDrive,
        os,
        loginUser,
        original,
        false,
        null);
  }

  /**
   * A security group that only the clone has.
   *
   * @param name its name
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
   * @param id the id
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
