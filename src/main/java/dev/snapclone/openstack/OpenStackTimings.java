package dev.snapclone.openstack;

import java.time.Duration;

/**
 * How long to wait for a cloud.
 *
 * @param call for one cloud call, signing in included; shorter than {@code jobs.takeover-after}, so
 *     that no request of a replaced worker is still running
 * @param connect for a connection
 */
public record OpenStackTimings(Duration call, Duration connect) {
  public static OpenStackTimings usual() {
    return new OpenStackTimings(Duration.ofSeconds(15), Duration.ofSeconds(5));
  }
}
