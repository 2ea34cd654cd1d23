package dev.snapclone.app;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.snapclone.access.AccessPolicy;
import dev.snapclone.access.RequestedAction;
import dev.snapclone.approval.Approvals;
import dev.snapclone.approval.Policy;
import dev.snapclone.audit.AuditAnchor;
import dev.snapclone.audit.AuditTrail;
import dev.snapclone.auditing.AuditSentences;
import dev.snapclone.clone.CloneOutcome;
import dev.snapclone.clone.CloneWorkflow;
import dev.snapclone.clone.CopyWorkflow;
import dev.snapclone.clone.LiftIsolationWorkflow;
import dev.snapclone.clone.VerifyWorkflow;
import dev.snapclone.cloud.Clouds;
import dev.snapclone.command.CommandRouter;
import dev.snapclone.config.DiscordSettings;
import dev.snapclone.config.NameSettings;
import dev.snapclone.config.Settings;
import dev.snapclone.discord.CardViews;
import dev.snapclone.discord.DiscordBot;
import dev.snapclone.discord.WaitingList;
import dev.snapclone.i18n.Messages;
import dev.snapclone.i18n.PlainText;
import dev.snapclone.inventory.Inventory;
import dev.snapclone.inventory.Lookup;
import dev.snapclone.job.BackgroundThreads;
import dev.snapclone.job.Errands;
import dev.snapclone.job.Estimates;
import dev.snapclone.job.Job;
import dev.snapclone.job.JobTimings;
import dev.snapclone.job.Jobs;
import dev.snapclone.job.Leases;
import dev.snapclone.job.Workflow;
import dev.snapclone.job.engine.CrashPoints;
import dev.snapclone.job.engine.Engine;
import dev.snapclone.job.engine.SchedulerCron;
import dev.snapclone.lease.ExtendWorkflow;
import dev.snapclone.lease.LeaseBook;
import dev.snapclone.lease.LeaseTerms;
import dev.snapclone.lineage.Lineage;
import dev.snapclone.notification.Webhooks;
import dev.snapclone.openstack.OpenStackClouds;
import dev.snapclone.openstack.OpenStackTimings;
import dev.snapclone.procedure.CloudFailurePolicy;
import dev.snapclone.procedure.Names;
import dev.snapclone.procedure.SnapshotPlanning;
import dev.snapclone.procedure.SnapshotTaking;
import dev.snapclone.procedure.SnapshotVolumes;
import dev.snapclone.removal.CleanUpWorkflow;
import dev.snapclone.removal.DeleteCloneWorkflow;
import dev.snapclone.removal.DeleteManyWorkflow;
import dev.snapclone.removal.DeleteSnapshotWorkflow;
import dev.snapclone.schedule.ScheduleWorkflow;
import dev.snapclone.schedule.Schedules;
import dev.snapclone.snapshot.SnapshotWorkflow;
import dev.snapclone.storage.Database;
import dev.snapclone.watch.CloudWatch;
import dev.snapclone.windows.ReachCheck;
import dev.snapclone.windows.Reachability;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Builds the bot from its parts by constructors alone. {@link #start} returns when people can type
 * commands; {@link #close} parks running jobs.
 */
public final class Application implements AutoCloseable {
  private static final int WORKERS = 16;
  private static final Duration STALE_AFTER = Duration.ofSeconds(20);

  /** How long the start waits for clouds that do not answer. */
  private static final Duration TRIED_WITHIN = Duration.ofSeconds(3);

  /** How long an autocomplete waits for the first list; Discord allows three seconds. */
  private static final Duration FIRST_LIST_WITHIN = Duration.ofSeconds(2);

  private final Database database;
  private final OpenStackClouds openstack;
  private final ExecutorService background;
  private final CloudThreads cloudThreads;
  private final Inventory inventory;
  private final Clouds clouds;
  private final Engine engine;
  private final Approvals approvals;
  private final CloudWatch watch;
  private final DiscordBot discord;
  private final CommandRouter router;
  private final Operations operations;
  private final @Nullable AnchorFile anchor;
  private final LostRows lostRows;
  private final AuditTee audit;
  private final Shutdown shutdown;
  private final TimerTick timers;

  /**
   * Builds the bot and opens the database, without any network call.
   *
   * @param settings must include Discord
   * @param reachability how {@code I have done it} tries the network
   * @throws dev.snapclone.storage.StorageException when the database cannot be opened
   */
  public Application(Settings settings, Reachability reachability, InstantSource clock) {
    this(settings, reachability, clock, CrashPoints.NONE);
  }

  /** For tests that kill the process at chosen moments. */
  Application(
      Settings settings, Reachability reachability, InstantSource clock, CrashPoints crashPoints) {
    Redaction.redactInLog(settings);
    Deque<Runnable> opened = new ArrayDeque<>();
    try {
      DiscordSettings chat = Objects.requireNonNull(settings.discord(), "discord");
      AccessPolicy access = settings.access();
      Messages messages = Messages.load();
      database = Database.open(settings.host().storage(), clock);
      opened.push(database::close);
      background = BackgroundThreads.pool("background", 4);
      opened.push(background::shutdownNow);
      openstack =
          OpenStackClouds.open(
              settings.clouds(), cloudTimings(settings), clock, null, settings.host().proxy());
      opened.push(openstack::close);
      Path anchorFile = settings.safety().anchorFile();
      anchor =
          anchorFile == null ? null : new AnchorFile(anchorFile, database.auditTrail(), background);
      audit = auditTee();
      JobAudit jobAudit =
          new JobAudit(database.jobs()::find, audit, database.auditTrail(), background);
      clouds = openstack.clouds(new EffectAudit(audit, jobAudit, clock));
      cloudThreads = new CloudThreads(clouds);
      inventory =
          new Inventory(
              clouds,
              cloudThreads::of,
              Ticker.systemTicker(),
              clock,
              STALE_AFTER,
              FIRST_LIST_WITHIN);
      Names names = names(settings.jobs().names());
      SnapshotPlanning planning =
          new SnapshotPlanning(
              names,
              clock,
              settings.jobs().snapshots().allVolumes()
                  ? SnapshotVolumes.ALL
                  : SnapshotVolumes.ROOT);
      SnapshotTaking taking = new SnapshotTaking(clouds, planning, clock);
      LeaseBook leases = new LeaseBook(database.jobs()::find, database.leases(), audit, clock);
      engine =
          new Engine(
              database.jobs(),
              workflows(clouds, taking, new CloneOutcome(chat.showAddresses()), leases, clock),
              new CloudFailurePolicy(settings.jobs().times().settleTime()),
              timings(settings),
              clock,
              WORKERS,
              crashPoints);
      opened.push(engine::stop);
      watch = new CloudWatch(clouds, engine::wake, settings.jobs().times().pollInterval());
      opened.push(watch::close);
      Jobs jobs = engine.jobs();
      UnaryOperator<Job> told =
          CommandsAndButtons.told(settings, database.leases(), engine.plans());
      discord =
          new DiscordBot(
              chat,
              access,
              messages,
              new CardViews(
                  jobs,
                  database.approvals(),
                  database.firstAnswers(),
                  database.leases(),
                  database.notifyChoices(),
                  told,
                  new Estimates(database.history(), clock)),
              engine,
              clock,
              settings.approvals().ping());
      opened.push(discord::stop);
      AuditSentences sentences = new AuditSentences(jobs::find, messages::has);
      audit.postTo(discord.auditPosts(sentences::posted, this::auditHead));
      lostRows = new LostRows(anchorFile, engine, discord);
      Policy policy =
          new Policy(settings.approvals().ruleBook(), this::withLineage, discord.names());
      approvals =
          new Approvals(
              jobs, database.approvals(), access, policy, discord.approvers(), audit, clock);
      connect(approvals, jobAudit);
      GuideStarter guides =
          new GuideStarter(
              discord.outcomeAnnouncer(), jobs, engine, settings.jobs().copies().automaticWithin());
      Lookup lookup =
          new Lookup(inventory, messages)
              .with(settings.jobs().names().timeZone(), settings.approvals().ruleBook());
      ReachCheck reach =
          new ReachCheck(clouds, reachability, database.firstAnswers(), discord.cards(), clock);
      CommandsAndButtons commands =
          new CommandsAndButtons(settings, database, engine, clouds, approvals, audit, clock)
              .withAudit(lookup, sentences)
              .withGuide(discord.rooms(), messages, reach, discord.followUps());
      Schedules schedules = commands.schedules(names, planning, discord.voice());
      Webhooks webhooks =
          new Webhooks(
              jobs,
              database.approvals(),
              engine,
              audit,
              clock,
              new Webhooks.Sending(
                  settings.jobs().notifications().webhooks(),
                  settings.host().proxy(),
                  new PlainText(messages, Locale.ENGLISH),
                  discord::cardLink));
      engine.handle(Errands.Kind.WEBHOOK, webhooks);
      engine.handle(Errands.Kind.APPROVAL, webhooks.beforeApprovals(discord.approverMessages()));
      engine.handle(
          Errands.Kind.OUTCOME, jobAudit.before(schedules.before(webhooks.beforeOutcomes(guides))));
      WaitingList waiting =
          discord.waitingList(
              new WaitingList.When(
                  clock,
                  settings.jobs().names().timeZone(),
                  settings.jobs().notifications().waitingAt()));
      engine.handle(Errands.Kind.WAITING, waiting);
      timers = new TimerTick(schedules::lookAgain, waiting::lookAgain);
      opened.push(timers::close);
      router =
          commands
              .withProcedure(
                  inventory,
                  lookup,
                  names,
                  planning,
                  new Leasing(
                      new LeaseTerms(settings.jobs().leases()),
                      leases,
                      clouds,
                      discord.replies(),
                      messages),
                  schedules)
              .withJobControl(lookup, messages, background)
              .router();
      operations =
          new Operations(
              settings.host().ops(),
              database,
              List.of(Operations.chat(discord), lostRows),
              clouds,
              jobs,
              clock,
              OpsKey.of(settings));
      opened.push(operations::close);
      engine.listen(operations.jobMetrics());
      shutdown =
          new Shutdown(
              discord, engine, watch, operations, openstack, background, this::closeStorage);
    } catch (RuntimeException | Error e) {
      // The caller gets no bot to close, so close what is open.
      opened.forEach(close -> closeAfter(e, close));
      throw e;
    }
  }

  private static void closeAfter(Throwable failure, Runnable close) {
    try {
      close.run();
    } catch (RuntimeException e) {
      failure.addSuppressed(e);
    }
  }

  private AuditTee auditTee() {
    AnchorFile file = anchor;
    return file == null
        ? new AuditTee(database.audit(), () -> {}, () -> {})
        : new AuditTee(database.audit(), file::later, file::now);
  }

  /** Adds nothing for a cloud that is no longer configured. */
  private RequestedAction withLineage(RequestedAction action) {
    return clouds
        .named(action.cloud())
        .map(cloud -> Lineage.of(action, cloud, engine.jobs()))
        .orElse(action);
  }

  private String auditHead() {
    return database.auditTrail().head().map(AuditAnchor::toString).orElse("");
  }

  /** Connects the parts that call each other with the engine. */
  private void connect(Approvals approvals, JobAudit jobAudit) {
    engine.useWatcher(watch);
    engine.listen(discord.cards());
    engine.listen(jobAudit);
    engine.handle(Errands.Kind.INTERACTION, discord.interactions());
    engine.useStartGate(approvals);
    engine.handle(Errands.Kind.EXPIRY, approvals);
    engine.handle(Errands.Kind.REMINDER, discord.reminders());
  }

  private List<Workflow<?>> workflows(
      Clouds clouds,
      SnapshotTaking taking,
      CloneOutcome cloneOutcome,
      LeaseBook leases,
      InstantSource clock) {
    return List.of(
        new SnapshotWorkflow(taking, inventory),
        new CloneWorkflow(clouds, inventory, cloneOutcome),
        new CopyWorkflow(clouds, taking, inventory, cloneOutcome),
        new VerifyWorkflow(clouds, inventory, database.jobs(), clock),
        new DeleteCloneWorkflow(clouds, inventory, database.jobs()),
        new DeleteSnapshotWorkflow(clouds, inventory, database.jobs()),
        new DeleteManyWorkflow(clouds, inventory, database.jobs()),
        new CleanUpWorkflow(clouds, inventory, database.jobs()),
        new LiftIsolationWorkflow(clouds, database.jobs()),
        new ExtendWorkflow(leases),
        new ScheduleWorkflow(database.schedules(), database.jobs(), new SchedulerCron(), clock));
  }

  private static Names names(NameSettings names) {
    return new Names(names.snapshotName(), names.cloneName(), names.timeZone());
  }

  private static JobTimings timings(Settings settings) {
    Settings.Times jobs = settings.jobs().times();
    return new JobTimings(
        jobs.pollInterval(), jobs.takeoverAfter(), jobs.settleTime(), jobs.stalledAfter());
  }

  /** A call must end before another worker takes over its job. */
  private static OpenStackTimings cloudTimings(Settings settings) {
    OpenStackTimings usual = OpenStackTimings.usual();
    Duration most = settings.jobs().times().takeoverAfter().multipliedBy(3).dividedBy(4);
    return usual.call().compareTo(most) <= 0
        ? usual
        : new OpenStackTimings(most, most.compareTo(usual.connect()) < 0 ? most : usual.connect());
  }

  /**
   * Starts everything. Returns when commands are registered and every cloud was tried, for at most
   * three seconds. An unreachable cloud is logged and shown in {@code /readyz}, and stops nothing.
   *
   * @throws dev.snapclone.discord.DiscordException when Discord refuses the token or cannot be
   *     reached
   * @throws java.io.UncheckedIOException when the ops address cannot be listened on
   */
  public void start() {
    operations.start();
    CloudTrial.run(openstack.clouds(), cloudThreads::of, TRIED_WITHIN);
    inventory.warmUp();
    watch.start();
    if (anchor != null) {
      anchor.listen(lostRows::compared);
      anchor.now(); // before any job is resumed
    }
    // Pending reports need the chat; interactions are stored until the engine runs. Database work
    // comes first: jobs resumed after a crash may keep H2's only connection busy for longer than
    // the start waits for it.
    discord.start(router);
    approvals.raiseOpenQuestions();
    timers.start();
    engine.start();
    lostRows.chatIsThere();
    operations.lookAgain();
  }

  /** The port of health and metrics. */
  public int opsPort() {
    return operations.port();
  }

  /** For tests without a chat, or with a Discord that misbehaves. */
  CommandRouter router() {
    return router;
  }

  /** Checks readiness now instead of at the next interval. */
  void lookAgain() {
    operations.lookAgain();
  }

  /** Restores deleted cards and questions now instead of within minutes. */
  void lookForDeleted() {
    discord.putBackDeleted();
  }

  /** For tests. */
  public Jobs jobs() {
    return engine.jobs();
  }

  /** For tests. */
  Leases leases() {
    return database.leases();
  }

  /** For tests. */
  AuditTrail auditTrail() {
    return database.auditTrail();
  }

  /** Rejects new commands, parks running jobs, and closes everything within 10 seconds. */
  @Override
  public void close() {
    timers.close();
    shutdown.run();
  }

  /**
   * Simulates a killed process: nothing is stored any more, calls continue in the cloud, nothing is
   * parked. For tests.
   */
  void abandon() {
    database.close();
    close();
  }

  private void closeStorage() {
    cloudThreads.close();
    audit.close();
    database.close();
  }
}
