package dev.snapclone.discord;

import static dev.snapclone.job.JobBuilder.like;

import dev.snapclone.access.Place;
import dev.snapclone.clone.CloneBench;
import dev.snapclone.cloud.Quota;
import dev.snapclone.command.Reply;
import dev.snapclone.i18n.Text;
import dev.snapclone.i18n.Text.Arg;
import dev.snapclone.job.Job;
import dev.snapclone.job.JobBuilder;
import dev.snapclone.job.JobState;
import dev.snapclone.job.Outcome;
import dev.snapclone.job.Reason;
import dev.snapclone.job.ResourceRef;
import dev.snapclone.job.Workflow;
import dev.snapclone.request.Asking;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A job of each kind, as the real commands and buttons plan it and the real workflows end it. */
final class CardJobs {
  static final String ID = "k3j9x2";

  private static final String SAID =
      "No valid host was found. There are not enough hosts available.";

  private CardJobs() {}

  /**
   * A job.
   *
   * @param done how it ends when it goes right
   * @param failed how it ends when it does not, with nothing left
   * @param cancelled how it ends when it is cancelled on its way
   */
  record Planned(Job job, Outcome done, Outcome failed, Outcome cancelled) {
    /** Whether there is something to undo. */
    boolean makesSomething() {
      return !done.made().isEmpty();
    }

    /** Whether a failure can leave something that the bot can clean up. */
    boolean leaves() {
      return makesSomething() || job.workflow().startsWith("cleanup");
    }

    /** The same failure, when something could not be removed. */
    Outcome left() {
      ResourceRef left =
          makesSomething()
              ? done.made().get(done.made().size() - 1)
              : new ResourceRef("VOLUME", "9e9e0000-1111-2222", "db-01-clone-1-root");
      List<Text> lines = new ArrayList<>();
      lines.add(
          Text.of("jobs.left", Arg.text(left.words()), Arg.text(busy()), Arg.text(busyNext())));
      lines.add(Text.of("jobs.clean-up"));
      Text headline =
          makesSomething() ? failed.headline() : Text.of("approval.cleanup.some", Arg.code("j1"));
      return new Outcome(headline, lines, List.of(), List.of(left), Map.of());
    }
  }

  static Map<String, Planned> all() {
    Map<String, Planned> all = new LinkedHashMap<>();
    all.put("Linux clone", linux());
    all.put("three Linux clones", threeClones());
    all.put("Windows copy", windows());
    all.put("isolated clone", isolated());
    all.put("Linux copy", linuxCopy());
    all.put("image snapshot", snapshot("web-01"));
    all.put("volume snapshot", snapshot("db-01"));
    all.put("delete snapshot", deleteSnapshot());
    all.put("delete clone", deleteClone());
    all.put("lift isolation, Windows", lift());
    all.put("clean up", cleanUp());
    return all;
  }

  static Planned linux() {
    return clone("db-01");
  }

  private static Planned threeClones() {
    CloneBench bench = new CloneBench();
    return made(
        bench, types(bench, "clone", "snapshot-id", bench.botSnapshot("web-01"), "count", "3"));
  }

  static Planned isolated() {
    return clone("web-01", "isolated", "true");
  }

  private static Planned clone(String from, String... more) {
    CloneBench bench = new CloneBench();
    return made(bench, types(bench, "clone", "snapshot-id", bench.botSnapshot(from), more));
  }

  /** With all that an approver can be warned of. */
  static Planned windows() {
    CloneBench bench = new CloneBench();
    bench.cloud.knobs().limit(Quota.Item.INSTANCES, 12);
    bench.cloud.knobs().limit(Quota.Item.CORES, 18);
    return made(bench, types(bench, "copy", "server-name", "win-ad-01", "name", "win-sql-01"));
  }

  private static Planned linuxCopy() {
    CloneBench bench = new CloneBench();
    return made(bench, types(bench, "copy", "server-name", "db-01", "delete-snapshot", "true"));
  }

  static Planned snapshot(String of) {
    CloneBench bench = new CloneBench();
    return planned(
        bench,
        types(bench, "snapshot", "server-name", of),
        Text.of(
            "cloud.failure.quota-limit",
            Arg.name("lab"),
            Arg.plain(""),
            Arg.plain("volume snapshots"),
            Arg.number(40)),
        Text.of("cloud.failure.quota-limit.next"));
  }

  private static Planned deleteSnapshot() {
    CloneBench bench = new CloneBench();
    bench.runs(types(bench, "snapshot", "server-name", "db-01"));
    return planned(bench, bench.presses(bench.deleteSnapshot, "j1"), busy(), busyNext());
  }

  private static Planned deleteClone() {
    CloneBench bench = new CloneBench();
    bench.clones("snapshot-id", bench.botSnapshot("db-01"));
    return planned(
        bench,
        bench.presses(bench.deleteClone, "j1"),
        Text.of("clone.delete.locked", Arg.name("db-01-clone-1")),
        Text.of("clone.delete.locked-next"));
  }

  private static Planned lift() {
    CloneBench bench = new CloneBench();
    bench.clones("snapshot-id", bench.botSnapshot("win-sql-01"), "isolated", "true");
    return planned(
        bench,
        bench.presses(bench.lift, "j1"),
        Text.of("clone.lift.gone", Arg.name("win-sql-01-clone-1")),
        Text.of("clone.lift.next"));
  }

  private static Planned cleanUp() {
    CloneBench bench = new CloneBench();
    Outcome clone = bench.clones("snapshot-id", bench.botSnapshot("db-01"));
    bench.jobs.put(
        like(bench.jobs.one("j1"))
            .progress(JobState.NEEDS_ATTENTION, Asking.NOW, Asking.NOW)
            .outcome(
                new Outcome(
                    Text.of("jobs.cancelled"), List.of(), List.of(), clone.made(), Map.of()))
            .build());
    return planned(bench, bench.presses(bench.cleanUp, "j1"), busy(), busyNext());
  }

  private static Text busy() {
    return Text.of("cloud.failure.snapshot-busy", Arg.name("lab"));
  }

  private static Text busyNext() {
    return Text.of("cloud.failure.snapshot-busy.next", Arg.name("lab"));
  }

  private static Reply types(
      CloneBench bench, String command, String option, String value, String... more) {
    String[] options = Arrays.copyOf(more, more.length + 2);
    options[more.length] = option;
    options[more.length + 1] = value;
    return bench.types(command, options);
  }

  /** A job that makes an instance. */
  private static Planned made(CloneBench bench, Reply reply) {
    Planned planned = planned(bench, reply, Text.of("jobs.cancelled"), Text.of("jobs.cancelled"));
    String name = planned.done().made().get(0).name();
    Outcome failed =
        new Outcome(
            Text.of("clone.failed.instance-said", Arg.name(name), Arg.quote(SAID)),
            planned.failed().lines(),
            List.of(),
            List.of(),
            Map.of());
    return new Planned(planned.job(), planned.done(), failed, planned.cancelled());
  }

  private static Planned planned(CloneBench bench, Reply reply, Text failed, Text next) {
    return planned(bench, reply, bench.workflow(bench.job(reply)), failed, next);
  }

  private static <P> Planned planned(
      CloneBench bench, Reply reply, Workflow<P> workflow, Text failed, Text next) {
    Job job = bench.job(reply);
    P plan = bench.jobs.of(job, workflow.planType());
    JobBuilder outlined = like(job).outline(workflow.outline(plan));
    List<Text> lasting = workflow.lastingEffects(plan, Set.of());
    Outcome done = bench.runs(reply);
    List<Text> after = new ArrayList<>(lasting);
    if (lasting.isEmpty()) {
      done.made().forEach(it -> after.add(Text.of("jobs.removed", Arg.text(it.words()))));
    }
    return new Planned(
        outlined.build(),
        done,
        ended(failed, after, next),
        ended(Text.of("jobs.cancelled.by", Arg.person(Sample.ALVA.id())), after));
  }

  private static Outcome ended(Text headline, List<Text> lines, Text... more) {
    List<Text> all = new ArrayList<>(lines);
    all.addAll(List.of(more));
    return new Outcome(headline, all, List.of(), List.of(), Map.of());
  }

  static Outcome denied() {
    return new Outcome(
        Text.of("approval.outcome.denied", Arg.person(Sample.BO.id())),
        List.of(
            Text.of("approval.outcome.reason", Arg.quote("not while the shop is open")),
            Text.of("approval.outcome.nothing-done")),
        List.of(),
        List.of(),
        Map.of());
  }

  static Outcome neverBegun() {
    return new Outcome(
        Text.of("jobs.cancelled.by", Arg.person(Sample.ALVA.id())),
        List.of(Text.of("jobs.nothing-begun")),
        List.of(),
        List.of(),
        Map.of());
  }

  static JobBuilder in(Planned planned, String language, JobState state) {
    boolean started = state != JobState.WAITING_FOR_APPROVAL && state != JobState.QUEUED;
    return like(planned.job())
        .id(ID)
        .by(Sample.ALVA)
        .in(new Place("1000", "3001", "ops", "3001", language))
        .because(Reason.of("OPS-1234 test the patch"))
        .created(Sample.ASKED)
        .progress(
            state,
            started ? Sample.ASKED.plusSeconds(60) : null,
            state.terminal() ? Sample.ASKED.plusSeconds(260) : null)
        .outcome(state == JobState.DONE ? planned.done() : null);
  }

  /** It never began. */
  static Job unstarted(Planned planned, String language, Outcome outcome) {
    return in(planned, language, JobState.CANCELLED)
        .progress(JobState.CANCELLED, null, Sample.ASKED.plusSeconds(260))
        .outcome(outcome)
        .build();
  }

  static Job with(Job job, Outcome outcome) {
    return like(job).outcome(outcome).build();
  }
}
