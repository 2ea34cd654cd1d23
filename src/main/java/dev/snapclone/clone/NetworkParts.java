package dev.snapclone.clone;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The network resources that a job created for a clone; they are deleted with it.
 *
 * @param groupId the security group that isolates it, null for none
 * @param portIds one for each NIC in order; empty where Nova creates the ports
 */
record NetworkParts(@Nullable String groupId, List<String> portIds) {
  NetworkParts {
    portIds = List.copyOf(portIds);
  }
}
