package dev.snapclone.app;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.snapclone.access.AccessPolicy;
import dev.snapclone.access.RuleBook;
import dev.snapclone.approval.Approvals;
import dev.snapclone.approval.AskedQuestion;
import dev.snapclone.audit.AuditAnchor;
import dev.snapclone.audit.AuditLog;
import dev.snapclone.audit.AuditTrail;
import dev.snapclone.clone.CloneCommand;
import dev.snapclone.clone.CloneDeeds;
import dev.snapclone.clone.CloneOutcome;
import dev.snapclone.clone.CloneThisPress;
import dev.snapclone.clone.CloneWorkflow;
import dev.snapclone.clone.CopyCommand;
import dev.snapclone.clone.CopyWorkflow;
import dev.snapclone.clone.DeleteClonePress;
import dev.snapclone.clone.DeleteCloneWorkflow;
import dev.snapclone.clone.LiftIsolationPress;
import dev.snapclone.clone.LiftIsolationWorkflow;
import dev.snapclone.cloud.Clouds;
import dev.snapclone.command.AuditWords;
import dev.snapclone.command.CancelDraftPress;
import dev.snapclone.command.ChoosePress;
import dev.snapclone.command.CommandRouter;
import dev.snapclone.command.Drafts;
import dev.snapclone.command.Invocation;
import dev.snapclone.command.PrivateRoom;
import dev.snapclone.command.RateLimits;
import dev.snapclone.config.DiscordSettings;
import dev.snapclone.config.SafetySettings;
import dev.snapclone.config.Settings;
import dev.snapclone.discord.DiscordBot;
import dev.snapclone.i18n.Messages;
import dev.snapclone.inventory.Inventory;
import dev.snapclone.inventory.Lookup;
import dev.snapclone.job.Errands;
import dev.snapclone.job.Job;
import dev.snapclone.job.JobTimings;
import dev.snapclone.job.Jobs;
import dev.snapclone.job.Plans;
import dev.snapclone.job.engine.CrashPoints;
import dev.snapclone.job.engine.Engine;
import dev.snapclone.jobcontrol.ApprovalPress;
import dev.snapclone.jobcontrol.AuditCommand;
import dev.snapclone.jobcontrol.AuditOlderPress;
import dev.snapclone.jobcontrol.CancelJobPress;
import dev.snapclone.jobcontrol.CleanUpPress;
import dev.snapclone.jobcontrol.CleanUpWorkflow;
import dev.snapclone.jobcontrol.HelpCommand;
import dev.snapclone.jobcontrol.JobsCommand;
import dev.snapclone.jobcontrol.RetryPress;
import dev.snapclone.linux.LinuxChecklistPress;
import dev.snapclone.listing.InstancesCommand;
import dev.snapclone.listing.SnapshotsCommand;
import dev.snapclone.openstack.OpenStackClouds;
import dev.snapclone.openstack.OpenStackTimings;
import dev.snapclone.procedure.CloudFailurePolicy;
import dev.snapclone.procedure.CloudOption;
import dev.snapclone.procedure.InstanceResolver;
import dev.snapclone.procedure.JobSubmission;
import dev.snapclone.procedure.Judged;
import dev.snapclone.procedure.JudgedJobs;
import dev.snapclone.procedure.Names;
import dev.snapclone.procedure.SnapshotTaking;
import dev.snapclone.snapshot.DeleteSnapshotPress;
import dev.snapclone.snapshot.DeleteSnapshotWorkflow;
import dev.snapclone.snapshot.GoAheadPress;
import dev.snapclone.snapshot.SnapshotCommand;
import dev.snapclone.snapshot.SnapshotDeeds;
import dev.snapclone.snapshot.SnapshotWorkflow;
import dev.snapclone.storage.Database;
import dev.snapclone.storage.StorageException;
import dev.snapclone.watch.CloudWatch;
import dev.snapclone.windows.ArrivalErrand;
import dev.snapclone.windows.ConsoleHint;
import dev.snapclone.windows.DonePress;
import dev.snapclone.windows.GuideErrand;
import dev.snapclone.windows.GuidePress;
import dev.snapclone.windows.OpenConsolePress;
import dev.snapclone.windows.ReachCheck;
import dev.snapclone.windows.ReachErrand;
import dev.snapclone.windows.Reachability;
import dev.snapclone.windows.WindowsGuide;
import dev.snapclone.windows.WindowsStepsPress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The bot, put together from the bottom to the top by constructors alone. {@link #start} returns
 * when people can type commands; {@link #close} parks what runs.
 */
public final class Application implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Application.class);
  private static final int WORKERS = 16;
  private static final Duration STALE_AFTER = Duration.ofSeconds(20);

  /** How long calls under way may still take when the bot stops. */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private static final Duration STOPPED = Duration.ofMillis(7_500);
  private static final Duration CLOSED = Duration.ofSeconds(1);

  private final Database database;
  private final OpenStackClouds openstack;
  private final ExecutorService background;
  private final Inventory inventory;
  private final Engine engine;
  private final CloudWatch watch;
  private final DiscordBot discord;
  private final CommandRouter router;
  private final Operations operations;
  private final AuditTee audit;

  /**
   * Puts the bot together; opens the database, calls nobody.
   *
   * @param settings the configuration, with Discord
   * @param reachability how {@code I have done it} tries the network
   * @param clock the time
   * @throws dev.snapclone.storage.StorageException when the database cannot be opened
   */
  public Application(Settings settings, Reachability reachability, InstantSource clock) {
    this(settings, reachability, clock, CrashPoints.NONE);
  }

  /** As above, for tests that let the process die at given moments. */
  Application(
      Settings settings, Reachability reachability, InstantSource clock, CrashPoints crashPoints) {
    Redaction.tellLog(settings);
    DiscordSettings chat = Objects.requireNonNull(settings.discord(), "discord");
    AccessPolicy access = settings.access();
    Messages messages = Messages.load();
    database = Database.open(settings.storage(), clock);
    background = BackgroundThreads.named("background", 4);
    openstack = OpenStackClouds.open(settings.clouds(), cloudTimings(settings), clock);
    audit = auditTee(settings.safety().anchorFile());
    JobAudit jobAudit =
        new JobAudit(database.jobs()::find, audit, database.auditTrail(), background);
    Clouds clouds =
        AuditedCloud.all(
            openstack.clouds(), new EffectAudit(audit, openstack.requestIds(), jobAudit, clock));
    inventory = new Inventory(clouds, background, Ticker.systemTicker(), clock, STALE_AFTER);
    Names names =
        new Names(
            settings.names().snapshotName(),
            settings.names().cloneName(),
            settings.names().timeZone());
    SnapshotTaking taking = new SnapshotTaking(clouds, names, clock);
    CloneOutcome cloneOutcome = new CloneOutcome(chat.showAddresses());
    engine =
        new Engine(
            database.jobs(),
            List.of(
                new SnapshotWorkflow(taking, inventory),
                new CloneWorkflow(clouds, inventory, cloneOutcome),
                new CopyWorkflow(clouds, taking, inventory, cloneOutcome),
                new DeleteCloneWorkflow(clouds, inventory),
                new DeleteSnapshotWorkflow(clouds, inventory, database.jobs()),
                new CleanUpWorkflow(clouds, inventory, database.jobs()),
                new LiftIsolationWorkflow(clouds)),
            new CloudFailurePolicy(settings.jobs().settleTime()),
            timings(settings),
            clock,
            WORKERS,
            crashPoints);
    watch = new CloudWatch(clouds, engine::wake, settings.jobs().pollInterval());
    Jobs jobs = engine.jobs();
    discord =
        new DiscordBot(
            chat,
            access,
            messages,
            jobs,
            database.approvals(),
            database.firstAnswers(),
            engine,
            clock,
            settings.approvals().ping());
    audit.postTo(discord.auditPosts(this::auditHead));
    RuleBook rules = settings.approvals().ruleBook();
    Approvals approvals =
        new Approvals(jobs, database.approvals(), access, rules, discord.approvers(), audit, clock);
    SafetySettings safety = settings.safety();
    RateLimits limits =
        new RateLimits(database.pace(), safety.actsPerMinute(), safety.jobsPerHour(), clock);
    router =
        new CommandRouter(access, audit, clock, limits, this::cloudOf)
            .leaving(StorageException.class);
    addCommands(settings, messages, clouds, names, taking, approvals, limits, clock);
    addButtons(settings, clouds, approvals, audit, clock);
    connect(
        approvals,
        jobAudit,
        new AfterTelling(discord.teller(), jobs, engine, settings.copies().automaticWithin()));
    addGuide(
        messages,
        new ReachCheck(clouds, reachability, database.firstAnswers(), discord.cards(), clock),
        clock);
    operations =
        new Operations(
            settings.opsAddress(), database, discord, clouds, jobs, clock, OpsKey.of(settings));
    engine.listen(operations.jobMetrics());
  }

  private void addCommands(
      Settings settings,
      Messages messages,
      Clouds clouds,
      Names names,
      SnapshotTaking taking,
      Approvals approvals,
      RateLimits limits,
      InstantSource clock) {
    Jobs jobs = engine.jobs();
    Plans plans = engine.plans();
    Drafts drafts = database.drafts();
    List<String> isolatedRdpFrom = settings.copies().isolatedRdpFrom();
    CloudOption cloudOption = new CloudOption(clouds);
    Lookup lookup = new Lookup(inventory, messages);
    InstanceResolver resolver = new InstanceResolver(cloudOption, drafts);
    JobSubmission submission =
        new PacedSubmission(new ApprovedSubmission(approvals), limits, engine.jobs());
    SnapshotCommand snapshot = new SnapshotCommand(resolver, taking, submission, drafts, lookup);
    CloneCommand clone =
        new CloneCommand(cloudOption, drafts, names, clock, submission, lookup, isolatedRdpFrom);
    CopyCommand copy =
        new CopyCommand(resolver, taking, names, clock, submission, lookup, isolatedRdpFrom);
    DeleteClonePress deleteClone = new DeleteClonePress(jobs, cloudOption, submission);
    DeleteSnapshotPress deleteSnapshot = new DeleteSnapshotPress(jobs, cloudOption, submission);
    LiftIsolationPress lift = new LiftIsolationPress(jobs, cloudOption, submission);
    AccessPolicy access = settings.access();
    JudgedJobs judged = new JudgedJobs(cloudOption, judged(plans, jobs));
    CleanUpPress cleanUp =
        new CleanUpPress(jobs, access, submission, judged, settings.jobs().settleTime(), clock);
    AuditCommand auditCommand =
        new AuditCommand(
            database.auditTrail(), drafts, lookup, new AuditWords(messages::has), clock);
    router
        .add(auditCommand)
        .add(new AuditOlderPress(drafts, auditCommand))
        .add(snapshot)
        .add(clone)
        .add(copy)
        .add(new InstancesCommand(cloudOption, inventory))
        .add(new SnapshotsCommand(cloudOption, inventory))
        .add(new GoAheadPress(drafts, List.of(snapshot)))
        .add(new CloneThisPress(jobs, cloudOption, clone))
        .add(lift)
        .add(deleteClone)
        .add(deleteSnapshot)
        .add(
            new RetryPress(
                jobs,
                access,
                cloudOption,
                List.of(
                    snapshot.repeatable(plans),
                    clone.repeatable(plans),
                    copy.repeatable(plans),
                    deleteClone.repeatable(plans),
                    deleteSnapshot.repeatable(plans),
                    lift.repeatable(plans),
                    cleanUp.repeatable(plans))))
        .add(cleanUp)
        .add(new CancelDraftPress(drafts))
        .add(new ChoosePress(drafts, router::handle));
  }

  private static List<Judged> judged(Plans plans, Jobs jobs) {
    List<Judged> kinds = new ArrayList<>(SnapshotDeeds.all(plans, jobs));
    kinds.addAll(CloneDeeds.all(plans, jobs));
    return kinds;
  }

  private void addButtons(
      Settings settings, Clouds clouds, Approvals approvals, AuditLog audit, InstantSource clock) {
    Jobs jobs = engine.jobs();
    AccessPolicy access = settings.access();
    RuleBook rules = settings.approvals().ruleBook();
    ApprovalPress.all(jobs, approvals, access, rules).forEach(router::add);
    router
        .add(new JobsCommand(jobs))
        .add(new HelpCommand(access, rules, router::commands))
        .add(new CancelJobPress(jobs, access))
        .add(new OpenConsolePress(jobs, clouds, access, audit, clock, consoleHints(settings)));
  }

  /** The Windows guide: its pages, what moves them, and who asks whether the clone answers. */
  private void addGuide(Messages messages, ReachCheck check, InstantSource clock) {
    Jobs jobs = engine.jobs();
    PrivateRoom rooms = discord.rooms();
    WindowsGuide guide = new WindowsGuide();
    router
        .add(new WindowsStepsPress(jobs, rooms, messages, guide))
        .add(new LinuxChecklistPress(jobs))
        .add(new DonePress(jobs, check, engine, clock));
    GuidePress.all(jobs, guide).forEach(router::add);
    engine.handle(Errands.Kind.GUIDE, new GuideErrand(jobs, rooms, messages, guide));
    engine.handle(Errands.Kind.REACH, new ReachErrand(jobs, check, rooms, messages, guide, clock));
    engine.handle(
        Errands.Kind.ARRIVAL, new ArrivalErrand(jobs, check, rooms, messages, guide, clock));
  }

  private static Map<String, ConsoleHint> consoleHints(Settings settings) {
    Map<String, ConsoleHint> hints = new LinkedHashMap<>();
    settings
        .consoles()
        .forEach((cloud, way) -> hints.put(cloud, new ConsoleHint(way.jumpHost(), way.page())));
    return hints;
  }

  private AuditTee auditTee(@Nullable Path anchorFile) {
    if (anchorFile == null) {
      return new AuditTee(database.audit(), () -> {}, () -> {});
    }
    AnchorFile anchor = new AnchorFile(anchorFile, database.auditTrail(), background);
    background.execute(anchor::now);
    return new AuditTee(database.audit(), anchor::later, anchor::now);
  }

  private String auditHead() {
    return database.auditTrail().head().map(AuditAnchor::toString).orElse("");
  }

  /** The cloud of the job that a pressed button is about. */
  private String cloudOf(Invocation press) {
    return press
        .option(Invocation.TARGET)
        .flatMap(target -> engine.jobs().find(AskedQuestion.parse(target).jobId()))
        .map(Job::cloud)
        .orElse("");
  }

  /** What calls the engine and is called by it meets here. */
  private void connect(Approvals approvals, JobAudit jobAudit, AfterTelling tell) {
    engine.watchWith(watch);
    engine.listen(discord.cards());
    engine.listen(jobAudit);
    engine.handle(Errands.Kind.INTERACTION, discord.interactions());
    engine.handle(Errands.Kind.TELL, jobAudit.before(tell));
    engine.startThrough(approvals);
    engine.handle(Errands.Kind.EXPIRY, approvals);
    engine.handle(Errands.Kind.NUDGE, discord.nudges());
  }

  private static JobTimings timings(Settings settings) {
    Settings.Jobs jobs = settings.jobs();
    return new JobTimings(
        jobs.pollInterval(), jobs.takeoverAfter(), jobs.settleTime(), jobs.stalledAfter());
  }

  /** A call of a worker that was given up must have ended before another one takes over. */
  private static OpenStackTimings cloudTimings(Settings settings) {
    OpenStackTimings usual = OpenStackTimings.usual();
    Duration most = settings.jobs().takeoverAfter().multipliedBy(3).dividedBy(4);
    return usual.call().compareTo(most) <= 0
        ? usual
        : new OpenStackTimings(most, most.compareTo(usual.connect()) < 0 ? most : usual.connect());
  }

  /**
   * Starts everything. Returns when commands are registered and every cloud was tried; one that is
   * down is said in the log and in {@code /readyz}, and stops nothing.
   *
   * @throws dev.snapclone.discord.DiscordException when Discord refuses the token or cannot be
   *     reached
   * @throws java.io.UncheckedIOException when the ops address cannot be listened on
   */
  public void start() {
    operations.start();
    inventory.warmUp();
    CloudTrial.run(openstack.clouds(), background);
    watch.start();
    // What waits to be told needs the chat; what people type meanwhile is stored and waits for the
    // engine.
    discord.start(new RoutedCommands(router));
    engine.start();
    operations.lookAgain();
  }

  /** The port of health and metrics. */
  public int opsPort() {
    return operations.port();
  }

  /** The commands, for whoever plays people without a chat. */
  CommandRouter router() {
    return router;
  }

  /** Has readiness look now instead of at its next turn. */
  void lookAgain() {
    operations.lookAgain();
  }

  /** Has deleted cards and questions put back now instead of within minutes. */
  void lookForDeleted() {
    discord.putBackDeleted();
  }

  /** The jobs, for whoever plays the bot from outside. */
  public Jobs jobs() {
    return engine.jobs();
  }

  /** The audit, for whoever plays the bot from outside. */
  AuditTrail auditTrail() {
    return database.auditTrail();
  }

  /** The commands, for whoever plays a Discord that lies. */
  CommandRouter commands() {
    return router;
  }

  /** Takes no more commands, parks what runs, and lets go of everything; within 10 seconds. */
  @Override
  public void close() {
    ScheduledExecutorService hurry = BackgroundThreads.clock("hurry");
    Future<?> unused = hurry.schedule(this::giveUp, PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    // Both may take some seconds; together with the rest they have to fit into ten.
    within(STOPPED, "stop", List.of(discord::stop, engine::stop));
    hurry.shutdownNow();
    watch.close();
    operations.close();
    openstack.close();
    background.shutdownNow();
    // A database that does not answer keeps nobody; what was committed is there.
    within(CLOSED, "database-close", List.of(this::closeStorage));
  }

  /**
   * Whoever still waits for a slow cloud or chat is let go, and parks: what became of its request
   * is found out after the next start.
   */
  private void giveUp() {
    openstack.giveUp();
    discord.giveUp();
  }

  /**
   * Does things side by side, and leaves them to themselves when they take too long; interrupts
   * nobody, see {@code CalmThreads} in the engine.
   */
  private static void within(Duration most, String name, List<Runnable> deeds) {
    ExecutorService threads = BackgroundThreads.named(name, deeds.size());
    try {
      CompletableFuture.allOf(
              deeds.stream()
                  .map(deed -> CompletableFuture.runAsync(deed, threads))
                  .toArray(CompletableFuture<?>[]::new))
          .get(most.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      LOG.warn("{}: not done within {}; the next start goes on from what is stored", name, most);
    } catch (ExecutionException e) {
      LOG.error("{} failed", name, e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      threads.shutdown();
    }
  }

  /**
   * Leaves as a process does that is killed: from now on nothing can be written down, whatever is
   * under way goes on in the cloud, nothing is parked. For tests.
   */
  void abandon() {
    database.close();
    close();
  }

  private void closeStorage() {
    audit.close();
    database.close();
  }
}
