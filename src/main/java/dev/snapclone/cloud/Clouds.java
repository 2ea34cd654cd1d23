package dev.snapclone.cloud;

import java.util.List;
import java.util.Optional;

/** The configured clouds, by the bot's names; the first one is the default. */
public final class Clouds {
  private final List<Cloud> clouds;

  /**
   * @param clouds at least one, names unique
   */
  public Clouds(List<? extends Cloud> clouds) {
    if (clouds.isEmpty()) {
      throw new IllegalArgumentException("at least one cloud");
    }
    this.clouds = List.copyOf(clouds);
  }

  /** All, in the configured order. */
  public List<Cloud> all() {
    return clouds;
  }

  /** The default one. */
  public Cloud defaultCloud() {
    return clouds.get(0);
  }

  /** The one with that name. */
  public Optional<Cloud> named(String name) {
    return clouds.stream().filter(c -> c.name().equals(name)).findFirst();
  }
}
