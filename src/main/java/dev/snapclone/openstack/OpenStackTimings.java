package dev.snapclone.openstack;

import java.time.Duration;

/**
 * How long to wait for a cloud.
 *
 * @param call for one call of the port as a whole, signing in included; shorter than {@code
 *     jobs.takeover-after}, so that no request of a worker that was given up is still under way
 * @param connect for a connection
 */
public record OpenStackTimings(Duration call, Duration connect) {
  /** 15 s for a call, 5 s for a connection. */
  public static OpenStackTimings usual() {
    return new OpenStackTimings(Duration.ofSeconds(15), Duration.ofSeconds(5));
  }
}
