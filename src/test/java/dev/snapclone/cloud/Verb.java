package dev.snapclone.cloud;

/** The calls of a {@link Cloud} that an {@link InMemoryCloud} can be told to fail. */
public enum Verb {
  READ,
  CREATE_IMAGE,
  CREATE_INSTANCE,
  DELETE_INSTANCE,
  SET_INSTANCE,
  STOP_INSTANCE,
  START_INSTANCE,
  CONSOLE,
  SET_IMAGE,
  DELETE_IMAGE,
  CREATE_VOLUME,
  SET_VOLUME,
  DELETE_VOLUME,
  CREATE_VOLUME_SNAPSHOT,
  SET_VOLUME_SNAPSHOT,
  DELETE_VOLUME_SNAPSHOT,
  CREATE_SECURITY_GROUP,
  SET_SECURITY_GROUP,
  DELETE_SECURITY_GROUP,
  CREATE_PORT,
  SET_PORT,
  DELETE_PORT;

  /** Where in a call something happens. */
  public enum Moment {
    /** Nothing has happened yet. */
    BEFORE_EFFECT,
    /** It took effect, but the caller does not know yet. */
    AFTER_EFFECT,
    /** The answer is lost, and the effect shows some looks later. */
    EFFECT_LATE
  }

  /** Sees every call at both moments; may throw, to stand for a death or a failure there. */
  @FunctionalInterface
  public interface Hook {
    /** Called with the cloud's lock held. */
    void at(Verb verb, Moment moment);
  }
}
