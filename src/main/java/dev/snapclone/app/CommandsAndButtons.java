package dev.snapclone.app;

import dev.snapclone.access.AccessPolicy;
import dev.snapclone.access.Actor;
import dev.snapclone.access.Role;
import dev.snapclone.access.RuleBook;
import dev.snapclone.approval.Approval;
import dev.snapclone.approval.ApprovalPress;
import dev.snapclone.approval.Approvals;
import dev.snapclone.approval.AskedQuestion;
import dev.snapclone.approval.HelpCommand;
import dev.snapclone.audit.AuditLog;
import dev.snapclone.auditing.AuditCommand;
import dev.snapclone.auditing.AuditSentences;
import dev.snapclone.clone.CloneCommand;
import dev.snapclone.clone.ClonePlan;
import dev.snapclone.clone.CloneThisPress;
import dev.snapclone.clone.CloneWorkflow;
import dev.snapclone.clone.CopyCommand;
import dev.snapclone.clone.CopyWorkflow;
import dev.snapclone.clone.LaunchPlanner;
import dev.snapclone.clone.LiftIsolationPress;
import dev.snapclone.clone.VerifyCommand;
import dev.snapclone.clone.VerifyPlanner;
import dev.snapclone.clone.VerifyPress;
import dev.snapclone.clone.VerifyWorkflow;
import dev.snapclone.cloud.Clouds;
import dev.snapclone.command.Authorization;
import dev.snapclone.command.Button;
import dev.snapclone.command.CancelDraftPress;
import dev.snapclone.command.ChoosePress;
import dev.snapclone.command.CommandRouter;
import dev.snapclone.command.Drafts;
import dev.snapclone.command.EntryPress;
import dev.snapclone.command.GiveReasonPress;
import dev.snapclone.command.JobPress;
import dev.snapclone.command.PagePress;
import dev.snapclone.command.Paged;
import dev.snapclone.command.PlaceVoice;
import dev.snapclone.command.PrivateRoom;
import dev.snapclone.command.RateLimits;
import dev.snapclone.command.RunOnEntryPress;
import dev.snapclone.command.Selectable;
import dev.snapclone.config.SafetySettings;
import dev.snapclone.config.ScheduleSettings;
import dev.snapclone.config.Settings;
import dev.snapclone.config.VerifySettings;
import dev.snapclone.i18n.Messages;
import dev.snapclone.inventory.InstancesCommand;
import dev.snapclone.inventory.Inventory;
import dev.snapclone.inventory.Lookup;
import dev.snapclone.inventory.SnapshotsCommand;
import dev.snapclone.job.ErrandHandler;
import dev.snapclone.job.Errands;
import dev.snapclone.job.Estimates;
import dev.snapclone.job.Job;
import dev.snapclone.job.JobState;
import dev.snapclone.job.Jobs;
import dev.snapclone.job.Leases;
import dev.snapclone.job.Plans;
import dev.snapclone.job.engine.Engine;
import dev.snapclone.job.engine.SchedulerCron;
import dev.snapclone.jobcontrol.CancelJobPress;
import dev.snapclone.jobcontrol.DetailsPress;
import dev.snapclone.jobcontrol.JobCommand;
import dev.snapclone.jobcontrol.JobView;
import dev.snapclone.jobcontrol.JobsCommand;
import dev.snapclone.jobcontrol.RecentJobs;
import dev.snapclone.jobcontrol.RetryPress;
import dev.snapclone.lease.ExtendPress;
import dev.snapclone.lease.Extension;
import dev.snapclone.lease.KeepPress;
import dev.snapclone.lease.LeaseErrand;
import dev.snapclone.lease.LeaseTerms;
import dev.snapclone.lease.LeasedThings;
import dev.snapclone.linux.LinuxChecklistPress;
import dev.snapclone.notification.NotifyCommand;
import dev.snapclone.procedure.CloneMade;
import dev.snapclone.procedure.Costs;
import dev.snapclone.procedure.Names;
import dev.snapclone.procedure.SnapshotPlanning;
import dev.snapclone.removal.CleanOrphansPress;
import dev.snapclone.removal.CleanUpPress;
import dev.snapclone.removal.CleanUpWorkflow;
import dev.snapclone.removal.DeleteClonePress;
import dev.snapclone.removal.DeleteCloneWorkflow;
import dev.snapclone.removal.DeleteCommand;
import dev.snapclone.removal.DeleteForeignPress;
import dev.snapclone.removal.DeleteSnapshotPress;
import dev.snapclone.removal.OrphansCommand;
import dev.snapclone.request.AddReasonPress;
import dev.snapclone.request.CloneChoice;
import dev.snapclone.request.CloudOption;
import dev.snapclone.request.EarlierPlans;
import dev.snapclone.request.EarlierPlans.Telling;
import dev.snapclone.request.ExclusiveJobs;
import dev.snapclone.request.GoAheadPress;
import dev.snapclone.request.InstanceResolver;
import dev.snapclone.request.JobCosts;
import dev.snapclone.request.JobSubmission;
import dev.snapclone.request.Makers;
import dev.snapclone.request.Repeatable;
import dev.snapclone.schedule.ScheduleJobs;
import dev.snapclone.schedule.Schedules;
import dev.snapclone.snapshot.SnapshotCommand;
import dev.snapclone.snapshot.SnapshotWorkflow;
import dev.snapclone.storage.Database;
import dev.snapclone.storage.StorageException;
import dev.snapclone.windows.ArrivalErrand;
import dev.snapclone.windows.ConsoleHint;
import dev.snapclone.windows.DonePress;
import dev.snapclone.windows.GuideErrand;
import dev.snapclone.windows.GuideFollowUp;
import dev.snapclone.windows.GuidePress;
import dev.snapclone.windows.GuideRoom;
import dev.snapclone.windows.OpenConsolePress;
import dev.snapclone.windows.ReachCheck;
import dev.snapclone.windows.ReachErrand;
import dev.snapclone.windows.WindowsGuide;
import dev.snapclone.windows.WindowsStepsPress;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Registers the commands and buttons of all features. The order here is the order in {@code /help}
 * and under cards. So they are listed here and not by feature: {@code /snapshot} comes before
 * {@code /clone}, but the buttons of a clone before those of a snapshot.
 */
final class CommandsAndButtons {
  private final Settings settings;
  private final Authorization rights;
  private final AccessPolicy access;
  private final Database database;
  private final Engine engine;
  private final Jobs jobs;
  private final Clouds clouds;
  private final CloudOption cloudOption;
  private final Approvals approvals;
  private final AuditLog audit;
  private final InstantSource clock;
  private final RateLimits limits;
  private final CommandRouter router;
  private final JobSubmission submission;
  private ErrandHandler followUps = (id, payload, attempt) -> true;

  CommandsAndButtons(
      Settings settings,
      Database database,
      Engine engine,
      Clouds clouds,
      Approvals approvals,
      AuditLog audit,
      InstantSource clock) {
    this.settings = settings;
    this.rights = approvals.rights();
    this.access = rights.access();
    this.database = database;
    this.engine = engine;
    this.jobs = engine.jobs();
    this.clouds = clouds;
    this.cloudOption = new CloudOption(clouds);
    this.approvals = approvals;
    this.audit = audit;
    this.clock = clock;
    SafetySettings safety = settings.safety();
    limits = new RateLimits(database.pace(), safety.actsPerMinute(), safety.jobsPerHour(), clock);
    submission =
        new ApprovedSubmission(
            approvals,
            jobs,
            limits,
            new LeaseTerms(settings.jobs().leases()),
            database.leases(),
            estimates(),
            new Costs(settings.costs()));
    router =
        new CommandRouter(
                rights, audit, clock, limits, jobs::find, jobs::findByInvocation, database.drafts())
            .leaving(StorageException.class);
  }

  private Estimates estimates() {
    return new Estimates(database.history(), clock);
  }

  CommandRouter router() {
    return router;
  }

  CommandsAndButtons withAudit(Lookup lookup, AuditSentences sentences) {
    Drafts drafts = database.drafts();
    router.add(new AuditCommand(database.auditTrail(), access, drafts, lookup, sentences, clock));
    return this;
  }

  CommandsAndButtons withProcedure(
      Inventory inventory,
      Lookup lookup,
      Names names,
      SnapshotPlanning planning,
      Leasing leasing,
      Schedules schedules) {
    Drafts drafts = database.drafts();
    InstanceResolver resolver = new InstanceResolver(cloudOption, drafts);
    LaunchPlanner launching = launching(names);
    ExclusiveJobs exclusive = new ExclusiveJobs(jobs, cloudOption, submission);
    DeleteClonePress deleteClone = new DeleteClonePress(exclusive);
    DeleteSnapshotPress deleteSnapshot = new DeleteSnapshotPress(exclusive);
    Extension extension = leasing.extension(exclusive);
    Makers makers = new Makers(jobs, this::under, database.leases());
    VerifyPlanner verifying = verifying(launching);
    SnapshotCommand snapshot = new SnapshotCommand(resolver, planning, submission, drafts, lookup);
    CloneCommand clone = new CloneCommand(cloudOption, drafts, launching, submission, lookup);
    DeleteCommand delete = new DeleteCommand(cloudOption, jobs, submission, drafts, lookup, clock);
    CopyCommand copy = new CopyCommand(resolver, planning, launching, submission, drafts, lookup);
    router
        .add(snapshot)
        .add(clone)
        .add(copy)
        .add(new VerifyCommand(cloudOption, drafts, verifying, submission, lookup))
        .add(delete)
        .add(new InstancesCommand(cloudOption, inventory, drafts, makers))
        .add(new SnapshotsCommand(cloudOption, inventory, drafts, makers));
    addOrphans(lookup);
    schedules.commands(resolver, planning, lookup, access).forEach(router::add);
    router
        .add(new GoAheadPress(List.of(snapshot, copy, delete)))
        .add(new CloneThisPress(exclusive, clone))
        .add(new VerifyPress(exclusive, verifying))
        .add(new LiftIsolationPress(exclusive))
        .add(new ExtendPress(extension))
        .add(new KeepPress(extension))
        .add(deleteClone)
        .add(deleteSnapshot)
        .add(new DeleteForeignPress(delete))
        .add(new CleanUpPress(exclusive, settings.jobs().times().settleTime(), clock))
        .add(new CancelDraftPress(drafts))
        .add(new ChoosePress(router::handle))
        .add(new GiveReasonPress(router::handle))
        .add(
            new AddReasonPress(
                (job, why) -> database.jobs().giveReason(job.id(), approvals.linked(job, why))))
        .add(retry(exclusive));
    LeaseErrand errand =
        leasing.errand(extension, new LeasedThings(clouds, deleteClone, deleteSnapshot));
    engine.handle(Errands.Kind.LEASE, errand);
    engine.handle(Errands.Kind.FOLLOW_UP, errand.after(followUps));
    return this;
  }

  private LaunchPlanner launching(Names names) {
    return new LaunchPlanner(
        names,
        clock,
        settings.jobs().copies().isolatedRdpFrom(),
        name -> submission.holder(name).isPresent());
  }

  private VerifyPlanner verifying(LaunchPlanner launching) {
    VerifySettings verify = settings.jobs().copies().verify();
    return new VerifyPlanner(launching, verify.within(), verify.expect());
  }

  private RetryPress retry(ExclusiveJobs exclusive) {
    return new RetryPress(
        exclusive, engine.plans(), database.jobs(), database.leases(), repeatable());
  }

  /** Tells jobs as today: those of earlier versions too, and with what they cost. */
  static UnaryOperator<Job> told(Settings settings, Leases leases, Plans plans) {
    EarlierPlans earlier = earlierPlans(plans);
    JobCosts costs =
        new JobCosts(
            new Costs(settings.costs()),
            plans,
            List.of(
                SnapshotWorkflow.KIND, CloneWorkflow.KIND, CopyWorkflow.KIND, VerifyWorkflow.KIND),
            leases);
    return job -> costs.apply(earlier.apply(job));
  }

  /** Tells plans of earlier versions. */
  static EarlierPlans earlierPlans(Plans plans) {
    return new EarlierPlans(
        plans,
        List.of(
            new Telling<>(SnapshotWorkflow.KIND, SnapshotPlanning::lines),
            new Telling<>(CloneWorkflow.KIND, ClonePlan::costsAndRisks),
            new Telling<>(CopyWorkflow.KIND, CopyCommand::costsAndRisks),
            new Telling<>(DeleteCloneWorkflow.KIND, DeleteClonePress::costsAndRisks),
            new Telling<>(CleanUpWorkflow.KIND, CleanUpPress::lines)));
  }

  /** What ended jobs left or lost. */
  private void addOrphans(Lookup lookup) {
    OrphansCommand orphans =
        new OrphansCommand(
            cloudOption,
            jobs,
            submission,
            database.drafts(),
            lookup,
            settings.jobs().times().settleTime(),
            clock);
    router.add(orphans).add(new CleanOrphansPress(orphans));
  }

  /** Snapshots that are taken again and again. */
  Schedules schedules(Names names, SnapshotPlanning planning, PlaceVoice voice) {
    ScheduleSettings its = settings.jobs().schedules();
    Schedules schedules =
        new Schedules(
            database.schedules(),
            new ScheduleJobs(
                jobs,
                submission,
                new SnapshotsOnSchedule(
                    planning,
                    verifying(launching(names)),
                    new DeleteSnapshotPress(new ExclusiveJobs(jobs, cloudOption, submission)))),
            clouds,
            engine,
            voice,
            new Schedules.Times(new SchedulerCron(), clock),
            new Schedules.Limits(
                its.shortest(),
                its.jitter(),
                its.mostInstances(),
                its.digest(),
                settings.jobs().names().timeZone()));
    engine.handle(Errands.Kind.SCHEDULE, schedules.errands());
    return schedules;
  }

  /** The presses and commands whose jobs can be requested again. */
  private List<Repeatable<?>> repeatable() {
    return Stream.<Object>concat(router.commands().stream(), router.presses().stream())
        .filter(Repeatable.class::isInstance)
        .<Repeatable<?>>map(it -> (Repeatable<?>) it)
        .toList();
  }

  /** What a person can do about a job: the answers that would count, and what they may press. */
  private List<Button> under(Job job, Actor who) {
    List<Button> buttons = new ArrayList<>();
    approvals
        .find(job.id())
        .filter(
            asked ->
                job.state() == JobState.WAITING_FOR_APPROVAL
                    && asked.state() == Approval.State.PENDING
                    && !(asked.fourEyes() && job.requester().id().equals(who.id())))
        .ifPresent(
            asked -> {
              List<Button> yesAndNo = AskedQuestion.buttons(asked);
              if (approvals.mayDecide(job, asked, who, true) && asked.countsYesOf(who.id())) {
                buttons.add(yesAndNo.get(0));
              }
              if (approvals.mayDecide(job, asked, who, false)) {
                buttons.add(yesAndNo.get(1));
              }
            });
    Role role = access.roleOf(who, job.place(), job.cloud());
    boolean own = job.requester().id().equals(who.id());
    buttons.addAll(under(job, press -> role.covers(own ? press.role() : press.roleForOthers())));
    return buttons;
  }

  /** What can be done about a job: as under its card, and a clone's console. */
  private List<Button> under(Job job) {
    return under(job, press -> true);
  }

  private List<Button> under(Job job, Predicate<JobPress> shown) {
    List<Button> buttons = new ArrayList<>(router.buttons(job, shown));
    if (!CloneMade.allStanding(job).isEmpty()) {
      buttons.add(new Button(OpenConsolePress.NAME, job.id(), Button.Style.SECONDARY));
    }
    return buttons;
  }

  /**
   * Approving, cancelling and listing jobs, a clone's console, and help; and the presses under
   * lists, which need all commands.
   *
   * @param work where the jobs are read that are suggested
   */
  CommandsAndButtons withJobControl(Lookup lookup, Messages messages, Executor work) {
    JobView view =
        new JobView(
            jobs,
            database.firstAnswers(),
            access,
            this::under,
            told(settings, database.leases(), engine.plans()),
            estimates(),
            clock);
    RuleBook rules = settings.approvals().ruleBook();
    ApprovalPress.all(approvals, rules, rights).forEach(router::add);
    CancelJobPress cancel = new CancelJobPress(jobs);
    router
        .add(new JobsCommand(jobs, access, database.drafts(), view, approvals::find))
        .add(new JobCommand(view, new RecentJobs(jobs, work), access, lookup, approvals::find))
        .add(new NotifyCommand(database.notifyChoices()))
        .add(new HelpCommand(rights, rules, router::commands))
        .add(cancel)
        .add(
            new OpenConsolePress(
                clouds, audit, clock, consoleHints(), new CloneChoice(database.drafts())));
    PagePress.all(commands(Paged.class)).forEach(router::add);
    router.add(new EntryPress(commands(Selectable.class)));
    RunOnEntryPress.all(router.commands(), router::handle).forEach(router::add);
    boolean showAddresses = Objects.requireNonNull(settings.discord()).showAddresses();
    DetailsPress.all(view, approvals::find, access, showAddresses, messages, cancel)
        .forEach(router::add);
    return this;
  }

  private <T> List<T> commands(Class<T> kind) {
    return router.commands().stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  private Map<String, ConsoleHint> consoleHints() {
    Map<String, ConsoleHint> hints = new LinkedHashMap<>();
    settings
        .consoles()
        .forEach((cloud, way) -> hints.put(cloud, new ConsoleHint(way.jumpHost(), way.page())));
    return hints;
  }

  /** The Windows guide: its pages, their buttons, and the check whether the clone answers. */
  CommandsAndButtons withGuide(
      PrivateRoom rooms, Messages messages, ReachCheck check, ErrandHandler followUps) {
    WindowsGuide guide = new WindowsGuide(check::answeredBefore);
    GuideRoom room = new GuideRoom(rooms, messages, guide);
    router
        .add(new LinuxChecklistPress(OpenConsolePress.NAME, new CloneChoice(database.drafts())))
        .add(new WindowsStepsPress(room, guide))
        .add(new DonePress(check, engine, clock));
    GuidePress.all(guide).forEach(router::add);
    engine.handle(Errands.Kind.GUIDE, new GuideErrand(jobs, room));
    engine.handle(Errands.Kind.REACH, new ReachErrand(jobs, check, room, clock));
    engine.handle(Errands.Kind.ARRIVAL, new ArrivalErrand(jobs, check, room, clock));
    this.followUps = new GuideFollowUp(followUps, jobs, room);
    return this;
  }
}
