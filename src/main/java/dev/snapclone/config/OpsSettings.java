package dev.snapclone.config;

import java.util.List;

/**
 * Where health and metrics are told.
 *
 * @param address host and port, such as {@code 127.0.0.1:9090}
 * @param hosts names under which it is asked beside its own, {@code localhost} and addresses
 */
public record OpsSettings(String address, List<String> hosts) {
  public OpsSettings {
    hosts = List.copyOf(hosts);
  }
}
