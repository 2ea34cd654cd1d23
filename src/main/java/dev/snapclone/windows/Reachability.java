package dev.snapclone.windows;

/** Checks whether something answers on the network. */
@FunctionalInterface
public interface Reachability {
  /**
   * Tries to connect over TCP, for a few seconds at most.
   *
   * @param ip an IPv4 or IPv6 address, never a name
   */
  Result probe(String ip, int port);

  enum Result {
    OPEN,
    /** The instance is there, but nothing listens or a firewall refuses. */
    REFUSED,
    /** No answer. */
    SILENT,
    /** No route to that network from here. */
    NO_ROUTE
  }
}
