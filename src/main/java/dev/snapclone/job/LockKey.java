package dev.snapclone.job;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * What a running job has for itself: one instance or one snapshot of one cloud. A job claims the
 * name of its new instance as soon as it is stored, so that no two open jobs make an instance of
 * the same name.
 *
 * @param cloud the bot's name for the cloud
 * @param resource the resource's id, or a claimed name
 */
public record LockKey(String cloud, String resource) {
  private static final String NAME = "name:";

  /** As much of a name as people need to recognise it; the hash makes it unique. */
  private static final int LONGEST_NAME = 100;

  /** The name of an instance that is to be made. */
  public static LockKey ofName(String cloud, String name) {
    String whole =
        name.length() <= LONGEST_NAME
            ? name
            : name.substring(0, LONGEST_NAME)
                + "#"
                + UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    return new LockKey(cloud, NAME + whole);
  }

  /** Whether it is a name, which a job claims already while it waits. */
  public boolean isName() {
    return resource.startsWith(NAME);
  }
}
