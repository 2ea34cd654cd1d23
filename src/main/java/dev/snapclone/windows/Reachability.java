package dev.snapclone.windows;

/** Asks whether something answers on the network. */
@FunctionalInterface
public interface Reachability {
  /**
   * Tries to connect over TCP, for a few seconds at most.
   *
   * @param ip an IPv4 or IPv6 address, never a name
   */
  Result probe(String ip, int port);

  /** What came of it. */
  enum Result {
    /** Something answers. */
    OPEN,
    /** The instance is there, but nothing listens, or a firewall says no. */
    REFUSED,
    /** No answer. */
    SILENT,
    /** There is no way to that network from here. */
    NO_ROUTE
  }
}
