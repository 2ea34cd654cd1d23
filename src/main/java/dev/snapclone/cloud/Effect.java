package dev.snapclone.cloud;

import org.jspecify.annotations.Nullable;

/**
 * A change of a cloud.
 *
 * @param job the job that makes it; null for none
 * @param cloud the bot's name of the cloud
 * @param id of what is changed; empty while it is being made
 * @param name of what is made; empty for what is there
 */
public record Effect(
    @Nullable String job, String cloud, Verb verb, ResourceKind kind, String id, String name) {
  /** What is done. */
  public enum Verb {
    CREATE,
    CHANGE,
    DELETE
  }

  /** How it went. */
  public enum Result {
    OK,
    /** What was to be deleted was gone already. */
    GONE,
    FAILED,
    /** Unknown. */
    UNKNOWN
  }

  /** The same, of what was made. */
  public Effect of(String made) {
    return new Effect(job, cloud, verb, kind, made, name);
  }
}
