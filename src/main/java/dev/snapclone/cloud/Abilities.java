package dev.snapclone.cloud;

import java.util.Map;
import java.util.Set;

/**
 * What the services of a cloud can do, by their API versions.
 *
 * @param versions the microversions of each service that reports them, such as {@code compute} and
 *     {@code 2.1 to 2.93}, for people
 * @param missing what this cloud is too old for
 */
public record Abilities(Map<String, String> versions, Set<Ability> missing) {
  public Abilities {
    versions = Map.copyOf(versions);
    missing = Set.copyOf(missing);
  }

  /** What not every cloud can do; what has an older way is not among them. */
  public enum Ability {
    /** Booting from a volume that may be attached more than once; Nova 2.60 (2018). */
    BOOT_FROM_MULTIATTACH,
    /** Saying why an action on an instance failed; Nova 2.51 for a plain member (2017). */
    ACTION_EVENTS,
    /** Saying whether a volume is deleted with its instance; Nova 2.79 (2019). */
    DELETE_ON_TERMINATION,
    /** Saying whether an instance is locked; Nova 2.9 (2015). */
    LOCKED,
    /** Launching an instance without any network; Nova 2.37 (2016). */
    NO_NETWORK,
    /** Saying why a volume or its snapshot failed; Cinder 3.3 (2016). */
    VOLUME_MESSAGES
  }
}
