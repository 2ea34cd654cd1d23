package dev.snapclone.clone;

import dev.snapclone.command.Invocation;
import dev.snapclone.procedure.Os;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a person asked of a clone besides its snapshot; null where the original's is meant.
 *
 * @param name the new instance's name
 * @param flavor name or id
 * @param network names or ids, comma-separated
 * @param keypair name
 * @param securityGroups names or ids, comma-separated
 * @param os what runs in it
 */
record CloneOptions(
    @Nullable String name,
    @Nullable String flavor,
    @Nullable String network,
    @Nullable String keypair,
    @Nullable String securityGroups,
    @Nullable Os os) {

  static final String SNAPSHOT_ID = "snapshot-id";
  static final String SERVER_NAME = "server-name";
  static final String NAME = "name";
  static final String FLAVOR = "flavor";
  static final String NETWORK = "network";
  static final String KEYPAIR = "keypair";
  static final String SECURITY_GROUPS = "security-groups";
  static final String OS = "os";
  static final String DELETE_SNAPSHOT = "delete-snapshot";

  /** Everything as the original. */
  static final CloneOptions NONE = new CloneOptions(null, null, null, null, null, null);

  static CloneOptions of(Invocation invocation) {
    return new CloneOptions(
        invocation.option(NAME).orElse(null),
        invocation.option(FLAVOR).orElse(null),
        invocation.option(NETWORK).orElse(null),
        invocation.option(KEYPAIR).orElse(null),
        invocation.option(SECURITY_GROUPS).orElse(null),
        os(invocation).orElse(null));
  }

  static Optional<Os> os(Invocation invocation) {
    return invocation.option(OS).flatMap(Os::of);
  }
}
