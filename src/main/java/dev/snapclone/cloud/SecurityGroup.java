package dev.snapclone.cloud;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A security group with its rules.
 *
 * @param id UUID
 * @param name untrusted; not unique
 * @param rules what it lets through; empty means nothing
 * @param description what its maker wrote; untrusted, may be empty
 */
public record SecurityGroup(String id, String name, List<Rule> rules, String description) {
  public SecurityGroup {
    rules = List.copyOf(rules);
  }

  /** A group without a description. */
  public SecurityGroup(String id, String name, List<Rule> rules) {
    this(id, name, rules, "");
  }

  /**
   * One rule; null means any.
   *
   * @param ingress true for traffic in, false for out
   * @param ethertype IPv4 or IPv6
   * @param protocol such as tcp, null for any
   * @param portMin lowest port, null for any
   * @param portMax highest port, null for any
   * @param remoteCidr from or to where, null for any
   * @param remoteGroupId members of which group, null for any
   */
  public record Rule(
      boolean ingress,
      String ethertype,
      @Nullable String protocol,
      @Nullable Integer portMin,
      @Nullable Integer portMax,
      @Nullable String remoteCidr,
      @Nullable String remoteGroupId) {

    /** Lets TCP in on one port, from one range of addresses. */
    public static Rule tcpIn(int port, String fromCidr) {
      String ethertype = fromCidr.contains(":") ? "IPv6" : "IPv4";
      return new Rule(true, ethertype, "tcp", port, port, fromCidr, null);
    }

    /** Whether it lets TCP in on a port, from somewhere at least. */
    public boolean allowsTcp(int port) {
      return ingress
          && (protocol == null || protocol.equalsIgnoreCase("tcp") || protocol.equals("6"))
          && (portMin == null || portMin <= port)
          && (portMax == null || portMax >= port);
    }
  }
}
