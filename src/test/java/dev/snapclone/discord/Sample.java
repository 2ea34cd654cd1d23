package dev.snapclone.discord;

import static dev.snapclone.job.JobBuilder.aJob;
import static dev.snapclone.job.JobBuilder.like;

import dev.snapclone.access.Actor;
import dev.snapclone.access.Place;
import dev.snapclone.approval.Approval;
import dev.snapclone.i18n.Text;
import dev.snapclone.i18n.Text.Arg;
import dev.snapclone.job.Job;
import dev.snapclone.job.JobState;
import dev.snapclone.job.JournalEntry;
import dev.snapclone.job.Outcome;
import dev.snapclone.job.OutlineStep;
import dev.snapclone.job.PlanLine;
import dev.snapclone.job.ResourceRef;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A clone of db-01, asked by Alva, to be approved by Bo, in all its states. */
final class Sample {
  static final Instant ASKED = Instant.parse("2026-11-22T10:00:00Z");
  static final Actor ALVA = new Actor("2001", "Alva", Set.of(), Set.of(), false);
  static final Actor BO = new Actor("2002", "Bo", Set.of(), Set.of(), false);
  static final Place OPS = new Place("1000", "3001", "ops", "3001", "en-US");

  /** Any key that ends so is private when addresses are. */
  static final String ADDRESSES = "test.addresses";

  private Sample() {}

  static Text say(String words) {
    return Text.of("outcome.to", Arg.plain(words));
  }

  static final List<OutlineStep> OUTLINE =
      List.of(
          new OutlineStep("volume", say("Make a volume from the snapshot")),
          new OutlineStep("volume-ready", say("Wait until the volume is available")),
          new OutlineStep("instance", say("Launch the instance")),
          new OutlineStep("instance-ready", say("Wait until it is active")));

  static Job job(String id, String workflow, JobState state) {
    boolean started =
        state != JobState.WAITING_FOR_APPROVAL
            && state != JobState.QUEUED
            && state != JobState.CANCELLED;
    Instant ended = state.terminal() ? ASKED.plusSeconds(260) : null;
    return aJob()
        .id(id)
        .workflow(workflow)
        .invocation("inv-" + id)
        .by(ALVA)
        .in(OPS)
        .cloud("demo")
        .title(Text.of("outcome.to", Arg.name("Clone db-01 as db-01-clone-1")))
        .lines(
            List.of(
                PlanLine.cost(
                    Text.of(
                        "jobs.resource",
                        Arg.plain("m1.small, 2 GB"),
                        Arg.name("demo"),
                        Arg.code("net-1"))),
                PlanLine.warning(
                    Text.of(
                        "jobs.resource.unnamed", Arg.plain("Not copied: data"), Arg.gigabytes(30))),
                PlanLine.makes(
                    Text.of(
                        "jobs.resource.unnamed",
                        Arg.plain("New instance"),
                        Arg.name("db-01-clone-1"))),
                PlanLine.inherits(
                    Text.of("jobs.resource.unnamed", Arg.plain("Keypair"), Arg.name("ops"))),
                PlanLine.quota(
                    Text.of(
                        "jobs.resource.unnamed",
                        Arg.plain("Volumes afterwards"),
                        Arg.gigabytes(240)))))
        .outline(OUTLINE)
        .created(ASKED)
        .epoch(1)
        .progress(state, started ? ASKED.plusSeconds(60) : null, ended)
        .cancelledBy(state == JobState.CANCELLED || state == JobState.CANCELLING ? BO : null)
        .outcome(state.terminal() ? outcome(workflow, state) : null)
        .build();
  }

  private static Outcome outcome(String workflow, JobState state) {
    boolean snapshot = workflow.startsWith("snapshot-") && state == JobState.DONE;
    return snapshot ? outcome(state).with("snapshot-kind", "image") : outcome(state);
  }

  static Job clone(String id, JobState state) {
    return job(id, "clone-v1", state);
  }

  static Outcome outcome(JobState state) {
    return state == JobState.DONE
        ? new Outcome(
            say("The clone db-01-clone-1 is ready."),
            List.of(
                Text.of("jobs.resource.unnamed", Arg.plain("Log in as"), Arg.code("debian")),
                Text.of(Sample.ADDRESSES, Arg.plain("Address"), Arg.code("10.0.0.17"))),
            List.of(new ResourceRef("INSTANCE", "5f1c", "db-01-clone-1")),
            List.of(),
            Map.of("instance", "5f1c", "snapshot", "77aa", "cloud", "demo", "os", "linux"))
        : new Outcome(
            say("The clone failed: no host has room."),
            List.of(say("Ask again with a smaller flavor.")),
            List.of(),
            List.of(new ResourceRef("VOLUME", "9e9e", "")),
            Map.of());
  }

  /** The same job as if it had been asked now by somebody else somewhere else. */
  static Job asked(Job job, Instant now, Actor requester, Place place) {
    Duration later = Duration.between(ASKED, now);
    Instant started = job.progress().started();
    Instant ended = job.progress().ended();
    return like(job)
        .by(requester)
        .in(place)
        .created(now)
        .progress(
            job.state(),
            started == null ? null : started.plus(later),
            ended == null ? null : ended.plus(later))
        .build();
  }

  static Job ended(Job job, Outcome outcome) {
    return like(job).outcome(outcome).build();
  }

  static Job titled(Job job, String name) {
    return like(job).title(Text.of("outcome.to", Arg.name(name))).build();
  }

  static Job withCard(Job job, @Nullable String card) {
    return like(job).card(card).build();
  }

  /** The card of a job that must have one. */
  static CardRef card(Job job) {
    return CardRef.parse(Objects.requireNonNull(job.card(), job.id()));
  }

  static Approval pending(String id) {
    return Approval.ask(id, "h", 1, true, ALVA.id(), ASKED.plus(Duration.ofHours(24)));
  }

  static Approval granted(String id) {
    return pending(id).answer(new Approval.Decision("2002", "Bo", true, "", ASKED.plusSeconds(50)));
  }

  static Approval denied(String id) {
    return pending(id)
        .answer(
            new Approval.Decision(
                "2002", "Bo", false, "not *today* @everyone", ASKED.plusSeconds(50)));
  }

  static JournalEntry done(String key) {
    return new JournalEntry(
        key, JournalEntry.Phase.DONE, "\"x\"", null, null, ASKED.plusSeconds(70), null);
  }

  static JournalEntry waiting(String key, String status, Integer percent) {
    return new JournalEntry(
        key, JournalEntry.Phase.WAITING, null, status, percent, ASKED.plusSeconds(80), null);
  }

  static JournalEntry troubled(String key) {
    return new JournalEntry(
        key,
        JournalEntry.Phase.WAITING,
        null,
        "creating",
        null,
        ASKED.plusSeconds(80),
        ASKED.plusSeconds(85));
  }

  static JournalEntry phase(String key, JournalEntry.Phase phase) {
    return new JournalEntry(key, phase, null, null, null, ASKED.plusSeconds(90), null);
  }
}
