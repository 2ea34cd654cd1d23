package dev.snapclone.config;

import java.util.List;

/**
 * The address of health and metrics.
 *
 * @param address host and port, such as {@code 127.0.0.1:9090}
 * @param hosts accepted host names besides its own, {@code localhost} and addresses
 */
public record OpsSettings(String address, List<String> hosts) {
  public OpsSettings {
    hosts = List.copyOf(hosts);
  }
}
