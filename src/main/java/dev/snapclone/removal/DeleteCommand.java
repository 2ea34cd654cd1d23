package dev.snapclone.removal;

import dev.snapclone.cloud.Cloud;
import dev.snapclone.command.Button;
import dev.snapclone.command.CancelDraftPress;
import dev.snapclone.command.Drafts;
import dev.snapclone.command.Invocation;
import dev.snapclone.command.OptionSpec;
import dev.snapclone.command.PressTarget;
import dev.snapclone.command.Reply;
import dev.snapclone.command.Suggestion;
import dev.snapclone.i18n.ExplainedFailure;
import dev.snapclone.i18n.Text;
import dev.snapclone.i18n.Text.Arg;
import dev.snapclone.inventory.Lookup;
import dev.snapclone.job.JobKind;
import dev.snapclone.job.Jobs;
import dev.snapclone.job.PlanLine;
import dev.snapclone.job.PlanLine.Section;
import dev.snapclone.removal.DeletionPlanner.Planned;
import dev.snapclone.request.CloudOption;
import dev.snapclone.request.Confirmable;
import dev.snapclone.request.GoAheadPress;
import dev.snapclone.request.InstanceResolver;
import dev.snapclone.request.JobRequest;
import dev.snapclone.request.JobSubmission;
import dev.snapclone.request.Refusals;
import dev.snapclone.request.Repeatable;
import dev.snapclone.request.SnapshotResolver;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * {@code /delete [snapshot-id] [clone] [server-name] [older-than] [reason] [cloud]}: deletes
 * snapshots and clones, named or picked, in one job. What was picked is shown before; what others
 * made goes only after a word was typed.
 */
public final class DeleteCommand implements Confirmable, Repeatable<DeleteManyPlan> {
  /** The press that asks for a word. */
  static final String CONFIRM_FOREIGN = "delete-foreign";

  /** So many of what is picked are shown before. */
  private static final int SHOWN = 15;

  private final SnapshotResolver snapshots;
  private final DeletionChoice choice;
  private final DeletionPlanner planner;
  private final JobSubmission submission;
  private final Drafts drafts;
  private final Lookup lookup;

  /**
   * @param jobs knows what the bot made
   * @param drafts keeps the command while it is confirmed
   * @param lookup for suggestions
   */
  public DeleteCommand(
      CloudOption clouds,
      Jobs jobs,
      JobSubmission submission,
      Drafts drafts,
      Lookup lookup,
      InstantSource clock) {
    this.snapshots = new SnapshotResolver(clouds, drafts);
    this.choice =
        new DeletionChoice(
            new Origins(jobs), snapshots, new InstanceResolver(clouds, drafts), clock);
    this.planner = new DeletionPlanner(jobs);
    this.submission = submission;
    this.drafts = drafts;
    this.lookup = lookup;
  }

  @Override
  public String name() {
    return "delete";
  }

  @Override
  public List<OptionSpec> options() {
    return List.of(
        OptionSpec.suggested(SnapshotResolver.SNAPSHOT_ID),
        OptionSpec.suggested(DeletionChoice.CLONE),
        OptionSpec.suggested(DeletionChoice.SERVER_NAME),
        OptionSpec.suggested(DeletionChoice.OLDER_THAN),
        OptionSpec.reason(),
        OptionSpec.suggested(CloudOption.NAME));
  }

  @Override
  public boolean makesJob() {
    return true;
  }

  @Override
  public Reply run(Invocation invocation) {
    return run(invocation, DeletionChoice.picks(invocation), true);
  }

  @Override
  public Reply runConfirmed(Invocation invocation) {
    return run(invocation, false, true);
  }

  /** As {@link #run}, after the person typed the word. */
  Reply runWithWord(Invocation invocation) {
    return run(invocation, false, false);
  }

  /**
   * @param shows whether the plan is shown before
   * @param asks whether a word is asked for before what others made goes
   */
  private Reply run(Invocation invocation, boolean shows, boolean asks) {
    Cloud cloud = snapshots.cloud(invocation);
    Dependents there = new Dependents(cloud);
    Set<String> ids = choice.ids(invocation, there);
    Planned planned = planner.plan(cloud, there, ids, true, null);
    JobRequest request = planned.request();
    if (request == null || !(DeletionChoice.picks(invocation) || planned.left().isEmpty())) {
      throw refused(planned);
    }
    ids.forEach(id -> lookup.used(invocation, id));
    boolean foreign = asks && planned.ofOthers();
    if (shows || foreign) {
      submission.requireAllowed(invocation, request.action());
      return ask(named(invocation, request), request, foreign);
    }
    return submission.request(invocation, () -> request);
  }

  /** Who names something is told of everything that is in the way. */
  private static ExplainedFailure refused(Planned planned) {
    Refusals wrong = new Refusals();
    planned
        .left()
        .values()
        .forEach(
            why ->
                wrong.require(
                    () -> {
                      throw why;
                    }));
    try {
      wrong.throwIfAny();
    } catch (ExplainedFailure all) {
      return all;
    }
    throw new IllegalStateException("nothing is planned, and nothing left");
  }

  /** The same command that names what it picked, so that nothing else is deleted later. */
  private static Invocation named(Invocation invocation, JobRequest request) {
    List<String> snapshots = new ArrayList<>();
    List<String> clones = new ArrayList<>();
    for (DeletionTarget target : ((DeleteManyPlan) request.plan()).targets()) {
      (target.snapshot() == null ? clones : snapshots).add(target.resource().id());
    }
    return invocation
        .with(DeletionChoice.SERVER_NAME, "")
        .with(DeletionChoice.OLDER_THAN, "")
        .with(SnapshotResolver.SNAPSHOT_ID, String.join(",", snapshots))
        .with(DeletionChoice.CLONE, String.join(",", clones));
  }

  private Reply ask(Invocation invocation, JobRequest request, boolean foreign) {
    String draft = drafts.keep(invocation);
    List<Text> lines = new ArrayList<>(PlanLine.of(Section.COST, request.lines()));
    PlanLine.of(Section.WARNING, request.lines())
        .forEach(text -> lines.add(Text.of("procedure.plan.warning", Arg.text(text))));
    List<Text> what = PlanLine.of(Section.MAKES, request.lines());
    what.stream().limit(SHOWN).forEach(lines::add);
    if (what.size() > SHOWN) {
      lines.add(Text.of("removal.shown-more", Arg.number(what.size() - SHOWN)));
    }
    lines.add(Text.of("removal.ask-within", Arg.duration(Drafts.LIFE)));
    return new Reply(
        Reply.Tone.QUESTION,
        Text.of("removal.ask", Arg.text(request.title())),
        lines,
        List.of(
            new Button(
                foreign ? CONFIRM_FOREIGN : GoAheadPress.NAME,
                draft,
                foreign ? Button.Style.DANGER : Button.Style.PRIMARY),
            new Button(CancelDraftPress.NAME, draft, Button.Style.SECONDARY)),
        null,
        null);
  }

  @Override
  public JobKind<DeleteManyPlan> kind() {
    return DeleteManyWorkflow.KIND;
  }

  @Override
  public boolean takesUpLeftovers() {
    return true;
  }

  /** Deletes what is still there; what others made was confirmed before, and is approved anew. */
  @Override
  public Reply again(DeleteManyPlan before, Invocation press) {
    Cloud cloud = snapshots.cloud(press.with(CloudOption.NAME, before.cloud()));
    Dependents dependents = new Dependents(cloud);
    List<String> earlier = new ArrayList<>(before.earlier());
    press
        .option(Invocation.TARGET)
        .ifPresent(target -> earlier.add(PressTarget.parse(target).id()));
    List<DeletionTarget> there = before.targets().stream().filter(dependents::standing).toList();
    if (there.isEmpty()) {
      throw ExplainedFailure.of("removal.all-gone");
    }
    Planned planned =
        planner.plan(
            cloud,
            dependents,
            there.stream().map(target -> target.resource().id()).toList(),
            there.stream().anyMatch(DeletionTarget::ofOthers),
            new DeleteManyPlan(before.cloud(), there, earlier));
    JobRequest request = planned.request();
    if (request == null) {
      throw refused(planned);
    }
    return submission.request(press, () -> request);
  }

  @Override
  public List<Suggestion> suggest(Invocation invocation, String option, String typed) {
    String cloud = lookup.cloud(invocation.option(CloudOption.NAME));
    Lookup worded = lookup.to(invocation);
    return switch (option) {
      case SnapshotResolver.SNAPSHOT_ID ->
          DeletionChoice.continued(typed, rest -> worded.snapshots(cloud, rest));
      case DeletionChoice.CLONE ->
          DeletionChoice.continued(typed, rest -> worded.clones(cloud, rest));
      case DeletionChoice.SERVER_NAME -> worded.instances(cloud, typed);
      case DeletionChoice.OLDER_THAN -> DeletionChoice.ages(typed);
      case CloudOption.NAME -> lookup.clouds(typed);
      default -> List.of();
    };
  }
}
