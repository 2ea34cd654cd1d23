package dev.snapclone.job;

import dev.snapclone.access.Actor;
import dev.snapclone.i18n.Text;
import dev.snapclone.i18n.WrittenDuration;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How long what a job makes is kept. Stored as JSON. Each version has one errand, due at {@link
 * #next}; an errand of an older version does nothing.
 *
 * @param job the job that makes it
 * @param keep how long it was asked for, from the job's end; null for ever
 * @param version raised by every change
 * @param ends when it is deleted; null for never, and before the job has ended
 * @param next when its errand is due; null for none
 * @param by who set what holds now
 * @param at when they did
 * @param press what set it, so that a repeated one changes nothing; null for the job's request
 * @param reminder where the chat keeps the reminder that stands, null for none
 * @param trouble why it could not be deleted on time, null when nothing was in the way; said once
 * @param tries how often it could not be deleted since then
 */
public record Lease(
    String job,
    @Nullable Duration keep,
    Stage stage,
    int version,
    @Nullable Instant ends,
    @Nullable Instant next,
    Actor by,
    Instant at,
    @Nullable String press,
    @Nullable String reminder,
    @Nullable Text trouble,
    int tries) {
  public Lease {
    Objects.requireNonNull(job, "job");
    Objects.requireNonNull(stage, "stage");
    Objects.requireNonNull(by, "by");
    ends = ends == null ? null : ends.truncatedTo(ChronoUnit.SECONDS);
  }

  /** What people write to keep something until somebody deletes it. */
  public static final String FOREVER = "forever";

  /** What comes next. */
  public enum Stage {
    /** The job has not made anything yet. */
    WAITING,
    /** The end is to be written on the resource. */
    MARKING,
    /** The person is to be reminded. */
    RUNNING,
    /** The end is to come. */
    REMINDED,
    /** It stays until somebody deletes it. */
    KEPT,
    /** It is deleted, or gone. */
    OVER
  }

  /** A lease of a new job. */
  public static Lease of(String job, @Nullable Duration keep, Actor by, Instant at) {
    return new Lease(job, keep, Stage.WAITING, 0, null, null, by, at, null, null, null, 0);
  }

  /** How long it was asked for, as people write it. */
  public String written() {
    return keep == null ? FOREVER : WrittenDuration.write(keep);
  }

  /** Whether it ends some time. */
  public boolean running() {
    return ends != null && stage != Stage.OVER;
  }

  /** From now on, since the job has made what is kept. */
  public Lease begun(Instant now) {
    return keep == null
        ? step(Stage.KEPT, null, null)
        : new Lease(
            job,
            keep,
            Stage.MARKING,
            version + 1,
            now.plus(keep),
            now,
            by,
            at,
            null,
            null,
            null,
            0);
  }

  /**
   * With another end.
   *
   * @param until null for never
   * @param by the press, or the job, that sets it
   */
  public Lease until(@Nullable Instant until, Actor who, Instant now, String by) {
    return new Lease(
        job, keep, Stage.MARKING, version + 1, until, now, who, now, by, reminder, null, 0);
  }

  /** At another stage. */
  public Lease step(Stage stage, @Nullable Instant next, @Nullable String reminder) {
    Instant end = stage == Stage.OVER ? null : ends;
    return new Lease(
        job, keep, stage, version + 1, end, next, by, at, press, reminder, trouble, tries);
  }

  /** The person was reminded; the end comes then at the earliest. */
  public Lease reminded(Instant end, @Nullable String where) {
    return new Lease(
        job, keep, Stage.REMINDED, version + 1, end, end, by, at, press, where, null, 0);
  }

  /**
   * It could not be deleted.
   *
   * @param why as its person was told
   * @param again when it is tried again; null for never
   * @param notice where that stands
   */
  public Lease troubled(Text why, @Nullable Instant again, @Nullable String notice) {
    return new Lease(
        job, keep, stage, version + 1, ends, again, by, at, press, notice, why, tries + 1);
  }
}
