package dev.snapclone.cloud;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A port to make, for an instance that is launched later.
 *
 * @param name name, at most 255 characters
 * @param description contains the mark: a port has no metadata, and tags would need a second
 *     request
 * @param securityGroupIds ids; null for the project's default group
 * @param portSecurity whether security groups and anti-spoofing apply; null for the network's
 *     setting. Neutron's default policy lets only the network's owner say it.
 */
public record NewPort(
    String name,
    String description,
    String networkId,
    @Nullable List<String> securityGroupIds,
    @Nullable Boolean portSecurity) {
  public NewPort {
    securityGroupIds = securityGroupIds == null ? null : List.copyOf(securityGroupIds);
  }
}
