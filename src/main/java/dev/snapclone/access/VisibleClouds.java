package dev.snapclone.access;

import java.util.Set;

/**
 * The clouds of which a person is shown what there is and what was done: all but some, for who has
 * the role in general, or only some, for who has it nowhere else.
 *
 * @param only true for none but {@code clouds}, and nothing that concerns no cloud
 * @param clouds the bot's names: the only ones, or the ones that are left out
 */
public record VisibleClouds(boolean only, Set<String> clouds) {
  /** Nothing is left out. */
  public static final VisibleClouds ALL = new VisibleClouds(false, Set.of());

  public VisibleClouds {
    clouds = Set.copyOf(clouds);
  }

  /**
   * Whether what is about a cloud is shown.
   *
   * @param cloud the bot's name; empty where none is concerned
   */
  public boolean include(String cloud) {
    return only == clouds.contains(cloud);
  }
}
