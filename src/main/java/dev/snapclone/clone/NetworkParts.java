package dev.snapclone.clone;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a job made so that its clone has the NICs that were planned; it goes with the clone.
 *
 * @param groupId the security group that isolates it, null for none
 * @param portIds ports that the bot made, one for each NIC in order; empty where Nova makes them
 */
record NetworkParts(@Nullable String groupId, List<String> portIds) {
  NetworkParts {
    portIds = List.copyOf(portIds);
  }
}
