package dev.snapclone.access;

import java.util.Set;

/**
 * The clouds that a person may see: all but some, for a person with the role in general, or only
 * some, for a person with the role only there.
 *
 * @param only true for {@code clouds} alone, without entries that belong to no cloud
 * @param clouds the bot's names of the only visible clouds, or of the hidden ones
 */
public record VisibleClouds(boolean only, Set<String> clouds) {
  /** Everything is visible. */
  public static final VisibleClouds ALL = new VisibleClouds(false, Set.of());

  public VisibleClouds {
    clouds = Set.copyOf(clouds);
  }

  /**
   * Whether entries about a cloud are visible.
   *
   * @param cloud the bot's name; empty for entries that belong to no cloud
   */
  public boolean include(String cloud) {
    return only == clouds.contains(cloud);
  }
}
