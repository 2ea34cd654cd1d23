package dev.snapclone.job;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * What a running job locks: one instance or one snapshot of a cloud. The name of a new instance is
 * locked as soon as the job is stored, so that no two open jobs create instances with the same
 * name.
 *
 * @param cloud the bot's name for the cloud
 * @param resource the resource's id, or a claimed name
 */
public record LockKey(String cloud, String resource) {
  private static final String NAME = "name:";

  /** Enough of a name for people to recognise it; a hash makes it unique. */
  private static final int LONGEST_NAME = 100;

  /** The lock for the name of a new instance. */
  public static LockKey ofName(String cloud, String name) {
    String whole =
        name.length() <= LONGEST_NAME
            ? name
            : name.substring(0, LONGEST_NAME)
                + "#"
                + UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    return new LockKey(cloud, NAME + whole);
  }

  /** Whether this is a name, which is locked even while the job waits for approval. */
  public boolean isName() {
    return resource.startsWith(NAME);
  }
}
