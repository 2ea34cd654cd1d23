package dev.snapclone.cloud;

import java.util.List;
import java.util.Map;

/**
 * What the bot's user may do in its project.
 *
 * @param roles the names of its roles, from the token
 * @param refused the cloud's words for each right that it has not
 */
public record Rights(List<String> roles, Map<Right, String> refused) {
  public Rights {
    roles = List.copyOf(roles);
    refused = Map.copyOf(refused);
  }

  /** What changes something, and is therefore not seen by reading. */
  public enum Right {
    /** Changing an instance and making its image: createImage. */
    CHANGE_INSTANCES,
    /** Starting instances. */
    LAUNCH,
    /** Changing volumes and snapshotting them. */
    CHANGE_VOLUMES,
    /** Making security groups and their rules. */
    SECURITY_GROUPS
  }
}
