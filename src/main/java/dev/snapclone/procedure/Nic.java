package dev.snapclone.procedure;

import dev.snapclone.cloud.Port;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A network interface, with the properties that a copy can reproduce.
 *
 * @param securityGroupIds empty blocks everything, unless there is no port security
 * @param portSecurity whether security groups and anti-spoofing apply
 * @param extras what a copy does not reproduce
 */
public record Nic(
    String networkId, List<String> securityGroupIds, boolean portSecurity, List<Extra> extras) {
  public Nic {
    securityGroupIds = List.copyOf(securityGroupIds);
    extras = List.copyOf(extras);
  }

  public enum Extra {
    /** A {@code vnic_type} other than normal. */
    VNIC_TYPE,
    /** Additional addresses that it may send from. */
    ADDRESS_PAIRS,
    /** More than one fixed address of one IP version. */
    MORE_ADDRESSES,
    /** Its own QoS policy. */
    QOS;

    /** Its letter in a mark. */
    char letter() {
      return name().toLowerCase(Locale.ROOT).charAt(0);
    }
  }

  static Nic of(Port port) {
    List<Extra> extras = new ArrayList<>();
    if (!port.extras().vnicType().equals(Port.Extras.NORMAL)) {
      extras.add(Extra.VNIC_TYPE);
    }
    if (!port.extras().addressPairs().isEmpty()) {
      extras.add(Extra.ADDRESS_PAIRS);
    }
    long ipv6 = port.fixedIps().stream().filter(ip -> ip.contains(":")).count();
    if (ipv6 > 1 || port.fixedIps().size() - ipv6 > 1) {
      extras.add(Extra.MORE_ADDRESSES);
    }
    if (port.extras().qosPolicyId() != null) {
      extras.add(Extra.QOS);
    }
    return new Nic(port.networkId(), port.securityGroupIds(), port.portSecurity(), extras);
  }
}
