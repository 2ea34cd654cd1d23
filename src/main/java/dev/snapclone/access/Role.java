package dev.snapclone.access;

/** What a person may do; each role may what the ones before it may. */
public enum Role {
  /** May nothing. */
  NONE,
  /** May ask for snapshots and clones. */
  OPERATOR,
  /** May also approve and deny. */
  APPROVER,
  /** May also cancel other people's jobs and read the audit. */
  ADMIN;

  /** Whether this role has all rights of {@code needed}. */
  public boolean covers(Role needed) {
    return compareTo(needed) >= 0;
  }
}
