package dev.snapclone.removal;

import dev.snapclone.job.Job;
import dev.snapclone.job.ResourceRef;
import java.time.Instant;

/**
 * Something that a job of the bot made and nobody can use any more.
 *
 * @param job that made it
 * @param created {@link Instant#EPOCH} when unknown
 * @param gb 0 when unknown, or when it has no size
 */
record Orphan(ResourceRef resource, Job job, Instant created, int gb, Why why) {
  /** What became of the rest. */
  enum Why {
    /** Its job failed or was cancelled, and left it. */
    LEFT,
    /** What it belongs to is gone. */
    HALF,
    /** An image whose volume snapshots are gone. */
    HOLLOW,
    /** A later job was to delete it, and could not. */
    STAYED
  }

  /** What a cursor and a choice name it by. */
  String key() {
    return resource.id();
  }
}
