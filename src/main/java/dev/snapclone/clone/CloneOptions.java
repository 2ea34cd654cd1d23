package dev.snapclone.clone;

import dev.snapclone.cloud.Flavor;
import dev.snapclone.command.Invocation;
import dev.snapclone.procedure.Os;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
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

  /**
   * What a launch that was planned before asked for, to plan it anew.
   *
   * @param launch the launch
   * @param listed the flavors that an option can name; another one can only be the original's
   * @param os what a person said, null for nothing
   */
  static CloneOptions of(LaunchPlan launch, List<Flavor> listed, @Nullable Os os) {
    String flavor = launch.flavor().id();
    return new CloneOptions(
        launch.name(),
        listed.stream().anyMatch(f -> f.id().equals(flavor)) ? flavor : null,
        ids(launch.networks()),
        launch.keypair(),
        ids(launch.securityGroups()),
        os);
  }

  private static @Nullable String ids(List<LaunchPlan.Named> named) {
    return named.isEmpty()
        ? null
        : named.stream().map(LaunchPlan.Named::id).collect(Collectors.joining(","));
  }

  static Optional<Os> os(Invocation invocation) {
    return invocation.option(OS).flatMap(Os::of);
  }
}
