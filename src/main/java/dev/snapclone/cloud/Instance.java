package dev.snapclone.cloud;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An instance as Nova describes it (API reference, "Show Server Details").
 *
 * @param id UUID
 * @param name untrusted
 * @param addresses fixed and floating addresses
 * @param volumeIds attached volumes, root and data alike
 * @param metadata readable inside the guest
 */
public record Instance(
    String id,
    String name,
    State state,
    Launched launched,
    List<Address> addresses,
    List<String> volumeIds,
    Map<String, String> metadata,
    List<String> tags) {
  public Instance {
    addresses = List.copyOf(addresses);
    // Nova has been seen to list one twice.
    volumeIds = volumeIds.stream().distinct().toList();
    metadata = Map.copyOf(metadata);
    tags = List.copyOf(tags);
  }

  /**
   * How it is now.
   *
   * @param status such as ACTIVE, SHUTOFF, BUILD, ERROR; upper case
   * @param vmState such as active, stopped, building, shelved_offloaded
   * @param taskState what is going on, null when nothing is
   * @param locked whether it is locked; does not forbid snapshots
   * @param fault why it is in ERROR, null when unknown
   */
  public record State(
      String status,
      String vmState,
      @Nullable String taskState,
      boolean locked,
      @Nullable Fault fault) {}

  /**
   * What it was launched with.
   *
   * @param imageId the image that it was created from; null for a volume-booted instance
   * @param keypair name of the keypair, null when none; it belongs to the user who made the
   *     instance
   * @param availabilityZone null when unknown
   * @param configDrive whether it has a config drive
   * @param userId who launched it, null when unknown
   */
  public record Launched(
      @Nullable String imageId,
      String flavorId,
      @Nullable String keypair,
      @Nullable String availabilityZone,
      boolean configDrive,
      Instant created,
      @Nullable String userId) {}

  /**
   * Nova's own word on what went wrong.
   *
   * @param code HTTP-like code
   * @param message untrusted
   */
  public record Fault(int code, String message, Instant created) {}

  /** Whether it was created from an image, as opposed to a volume. */
  public boolean imageBooted() {
    return launched.imageId() != null;
  }

  /** Whether it is running now. */
  public boolean running() {
    return state.status().equals("ACTIVE");
  }
}
