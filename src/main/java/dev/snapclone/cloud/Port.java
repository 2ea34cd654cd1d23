package dev.snapclone.cloud;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A port: what connects an instance to a network (Networking API reference, "Ports").
 *
 * @param id UUID
 * @param instanceId the instance that has it; empty for none
 * @param mac hardware address
 * @param fixedIps fixed addresses
 * @param securityGroupIds ids; names can be ambiguous, so clones use these
 * @param portSecurity whether security groups and anti-spoofing apply
 * @param extras what a copy does not take over
 */
public record Port(
    String id,
    String networkId,
    String instanceId,
    String mac,
    List<String> fixedIps,
    List<String> securityGroupIds,
    boolean portSecurity,
    Label label,
    Extras extras) {
  public Port {
    fixedIps = List.copyOf(fixedIps);
    securityGroupIds = List.copyOf(securityGroupIds);
  }

  /** A plain port that nobody named. */
  public Port(
      String id,
      String networkId,
      String instanceId,
      String mac,
      List<String> fixedIps,
      List<String> securityGroupIds,
      boolean portSecurity) {
    this(
        id,
        networkId,
        instanceId,
        mac,
        fixedIps,
        securityGroupIds,
        portSecurity,
        new Label("", "", null),
        Extras.NONE);
  }

  /**
   * How its maker called it, and when.
   *
   * @param name untrusted, may be empty
   * @param description untrusted, may be empty
   * @param created in whole seconds; null when Neutron does not report it
   */
  public record Label(String name, String description, @Nullable Instant created) {}

  /**
   * What some ports have besides.
   *
   * @param vnicType such as normal, direct, macvtap
   * @param addressPairs other addresses that it may send from
   * @param qosPolicyId a QoS policy of its own, null for none
   */
  public record Extras(String vnicType, List<String> addressPairs, @Nullable String qosPolicyId) {
    /** The type of an ordinary virtual port. */
    public static final String NORMAL = "normal";

    /** A port with nothing special. */
    public static final Extras NONE = new Extras(NORMAL, List.of(), null);

    public Extras {
      addressPairs = List.copyOf(addressPairs);
    }
  }
}
