package dev.snapclone.config;

import java.time.Duration;
import java.util.Map;

/**
 * When approval is asked.
 *
 * @param required how many different approvers, by command: snapshot, clone, copy, delete, cleanup
 * @param fourEyes whether the requester's own yes does not count
 * @param expireAfter how long an approval may be answered
 */
public record ApprovalSettings(
    Map<String, Integer> required, boolean fourEyes, Duration expireAfter) {
  public ApprovalSettings {
    required = Map.copyOf(required);
  }
}
