package dev.snapclone.jobcontrol;

import dev.snapclone.access.AccessPolicy;
import dev.snapclone.approval.Approval;
import dev.snapclone.command.Button;
import dev.snapclone.command.Choice;
import dev.snapclone.command.Drafts;
import dev.snapclone.command.EntryPress;
import dev.snapclone.command.Invocation;
import dev.snapclone.command.OptionSpec;
import dev.snapclone.command.Page;
import dev.snapclone.command.PageAt;
import dev.snapclone.command.PagePress;
import dev.snapclone.command.Reply;
import dev.snapclone.command.Selectable;
import dev.snapclone.command.Shortened;
import dev.snapclone.i18n.Text;
import dev.snapclone.i18n.Text.Arg;
import dev.snapclone.inventory.Typed;
import dev.snapclone.job.Job;
import dev.snapclone.job.JobQuery;
import dev.snapclone.job.JobState;
import dev.snapclone.job.Jobs;
import dev.snapclone.request.StateWords;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** {@code /jobs [text] [state] [mine]}: the jobs of this guild, newest first. */
public final class JobsCommand implements Selectable {
  private static final int PAGE = 10;

  /** Rows read at once when a text is looked for. */
  private static final int AT_ONCE = 200;

  /** So much of a name that a page fits one message, whatever stands in the names. */
  private static final int NAME = 48;

  /** What is chosen has less room. */
  private static final int NAME_CHOSEN = 28;

  private static final String TEXT = "text";
  private static final String STATE = "state";
  private static final String MINE = "mine";

  /** To the database a denied job is a cancelled one. */
  private static final String DENIED = "denied";

  private static final Map<String, Set<JobState>> STATES = states();

  private final Jobs jobs;
  private final AccessPolicy access;
  private final Drafts drafts;
  private final JobView view;
  private final JobPeople people;

  /**
   * @param access who sees what
   * @param drafts keeps the command while pages are turned
   * @param view shows one of them
   * @param approvals by the job's id
   */
  public JobsCommand(
      Jobs jobs,
      AccessPolicy access,
      Drafts drafts,
      JobView view,
      Function<String, Optional<Approval>> approvals) {
    this.jobs = jobs;
    this.access = access;
    this.drafts = drafts;
    this.view = view;
    this.people = new JobPeople(approvals);
  }

  private static Map<String, Set<JobState>> states() {
    Map<String, Set<JobState>> states = new LinkedHashMap<>();
    states.put("open", JobQuery.states(state -> !state.terminal()));
    states.put("waiting", Set.of(JobState.WAITING_FOR_APPROVAL));
    states.put("running", Set.of(JobState.QUEUED, JobState.RUNNING, JobState.CANCELLING));
    states.put("done", Set.of(JobState.DONE));
    states.put("failed", Set.of(JobState.FAILED, JobState.NEEDS_ATTENTION));
    states.put("needs-attention", Set.of(JobState.NEEDS_ATTENTION));
    states.put(DENIED, Set.of(JobState.CANCELLED));
    states.put("cancelled", Set.of(JobState.CANCELLED));
    return Collections.unmodifiableMap(states);
  }

  @Override
  public String name() {
    return "jobs";
  }

  @Override
  public List<OptionSpec> options() {
    return List.of(
        OptionSpec.text(TEXT),
        OptionSpec.oneOf(STATE, STATES.keySet().toArray(String[]::new)),
        OptionSpec.flag(MINE));
  }

  @Override
  public boolean makesJob() {
    return false;
  }

  @Override
  public Reply run(Invocation invocation) {
    return page(invocation, PageAt.START);
  }

  @Override
  public Reply page(Invocation asked, PageAt at) {
    String typed = asked.option(TEXT).orElse("");
    Page<Job> page =
        Page.read(
            at,
            PAGE,
            Job::id,
            (older, newer, most) -> some(query(asked, older, newer, most), asked));
    if (page.entries().isEmpty()) {
      boolean all =
          typed.isEmpty() && asked.option(STATE).isEmpty() && asked.option(MINE).isEmpty();
      String none = all ? "approval.jobs.none" : "approval.jobs.none-fits";
      return Reply.of(Reply.Tone.INFO, Text.of(none), Text.of(none + ".next"));
    }
    Instant now = view.clock().instant();
    Page<Job> kept = at.draft().isEmpty() ? page.keptAs(drafts.keep(asked)) : page;
    return new Reply(
        Reply.Tone.INFO,
        typed.isEmpty()
            ? Text.of("approval.jobs")
            : Text.of("approval.jobs.found", Arg.name(typed)),
        Stream.concat(kept.entries().stream().map(job -> line(job, now)), Stream.of(view.asOf()))
            .toList(),
        kept.buttons(),
        EntryPress.choice(kept.at(), kept.entries().stream().map(JobsCommand::candidate).toList()),
        null);
  }

  private JobQuery query(
      Invocation asked, @Nullable String olderThan, @Nullable String newerThan, int most) {
    return new JobQuery(
        asked.place().guild(),
        access.visible(asked.actor(), asked.place(), role()),
        asked.option(STATE).map(STATES::get).orElseGet(() -> JobQuery.states(state -> true)),
        asked.option(MINE).filter("true"::equals).map(mine -> asked.actor().id()).orElse(null),
        olderThan,
        newerThan,
        most);
  }

  /** The database cannot search the names, which are part of a title in any language. */
  private List<Job> some(JobQuery query, Invocation asked) {
    String typed = asked.option(TEXT).orElse("");
    boolean denied = asked.option(STATE).filter(DENIED::equals).isPresent();
    if (typed.isEmpty() && !denied) {
      return jobs.recent(query);
    }
    List<Job> found = new ArrayList<>();
    JobQuery next = query.of(AT_ONCE);
    while (true) {
      List<Job> rows = jobs.recent(next);
      boolean upwards = query.newerThan() != null;
      List<Job> fitting =
          rows.stream()
              .filter(job -> !denied || StateWords.denied(job))
              .filter(job -> typed.isEmpty() || fits(job, typed))
              .toList();
      found.addAll(upwards ? 0 : found.size(), fitting);
      if (rows.size() < AT_ONCE || found.size() >= query.most()) {
        int from = upwards ? Math.max(0, found.size() - query.most()) : 0;
        return found.subList(from, Math.min(found.size(), from + query.most()));
      }
      next = next.from(rows.get(upwards ? 0 : rows.size() - 1).id());
    }
  }

  private static boolean fits(Job job, String typed) {
    return Stream.of(job.id(), job.requester().name(), job.cloud())
            .anyMatch(one -> Typed.in(one, typed))
        || Typed.in(job.title(), typed);
  }

  private static Text line(Job job, Instant now) {
    return Text.of(
        "approval.jobs.line",
        Arg.code(job.id()),
        Arg.text(Shortened.names(job.title(), NAME)),
        Arg.text(StateWords.of(job)),
        Arg.person(job.requester().id()),
        Arg.shortDate(job.created(), now));
  }

  private static Choice.Candidate candidate(Job job) {
    return new Choice.Candidate(
        job.id(),
        job.id() + " · " + Shortened.name(job.requester().name(), NAME_CHOSEN),
        Text.of(
            "approval.jobs.candidate",
            Arg.text(Shortened.names(job.title(), NAME_CHOSEN)),
            Arg.text(StateWords.of(job))));
  }

  @Override
  public Reply entry(Invocation asked, String id, PageAt at) {
    Reply shown = view.of(asked, role(), id, people);
    List<Button> buttons = new ArrayList<>(shown.buttons());
    buttons.add(PagePress.back(at));
    return shown.withButtons(buttons);
  }
}
