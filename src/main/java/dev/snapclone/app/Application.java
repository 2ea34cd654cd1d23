package dev.snapclone.app;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.snapclone.access.AccessPolicy;
import dev.snapclone.approval.ApprovalPolicy;
import dev.snapclone.approval.Approvals;
import dev.snapclone.audit.AuditLog;
import dev.snapclone.clone.CloneCommand;
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
import dev.snapclone.command.CancelDraftPress;
import dev.snapclone.command.ChoosePress;
import dev.snapclone.command.CommandRouter;
import dev.snapclone.command.Drafts;
import dev.snapclone.config.DiscordSettings;
import dev.snapclone.config.Settings;
import dev.snapclone.discord.DiscordBot;
import dev.snapclone.i18n.Messages;
import dev.snapclone.inventory.Inventory;
import dev.snapclone.inventory.Lookup;
import dev.snapclone.job.ErrandHandler;
import dev.snapclone.job.Errands;
import dev.snapclone.job.JobTimings;
import dev.snapclone.job.Jobs;
import dev.snapclone.job.engine.Engine;
import dev.snapclone.jobcontrol.ApprovalPress;
import dev.snapclone.jobcontrol.CancelJobPress;
import dev.snapclone.jobcontrol.HelpCommand;
import dev.snapclone.jobcontrol.JobsCommand;
import dev.snapclone.listing.InstancesCommand;
import dev.snapclone.listing.SnapshotsCommand;
import dev.snapclone.openstack.OpenStackClouds;
import dev.snapclone.openstack.OpenStackTimings;
import dev.snapclone.procedure.CloudFailurePolicy;
import dev.snapclone.procedure.CloudOption;
import dev.snapclone.procedure.InstanceResolver;
import dev.snapclone.procedure.Names;
import dev.snapclone.procedure.SnapshotTaking;
import dev.snapclone.snapshot.GoAheadPress;
import dev.snapclone.snapshot.SnapshotCommand;
import dev.snapclone.snapshot.SnapshotWorkflow;
import dev.snapclone.storage.Database;
import dev.snapclone.storage.StorageException;
import dev.snapclone.watch.CloudWatch;
import dev.snapclone.windows.DonePress;
import dev.snapclone.windows.GuideErrand;
import dev.snapclone.windows.OpenConsolePress;
import dev.snapclone.windows.Reachability;
import dev.snapclone.windows.WindowsStepsPress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutorService;

/**
 * The bot, put together from the bottom to the top by constructors alone. {@link #start} returns
 * when people can type commands; {@link #close} parks what runs.
 */
public final class Application implements AutoCloseable {
  private static final int WORKERS = 16;
  private static final Duration STALE_AFTER = Duration.ofSeconds(20);

  private final Database database;
  private final OpenStackClouds openstack;
  private final ExecutorService background;
  private final Inventory inventory;
  private final Engine engine;
  private final CloudWatch watch;
  private final DiscordBot discord;
  private final CommandRouter router;
  private final Operations operations;

  /**
   * Puts the bot together; opens the database, calls nobody.
   *
   * @param settings the configuration, with Discord
   * @param reachability how {@code I have done it} tries the network
   * @param clock the time
   * @throws dev.snapclone.storage.StorageException when the database cannot be opened
   */
  public Application(Settings settings, Reachability reachability, InstantSource clock) {
    DiscordSettings chat = Objects.requireNonNull(settings.discord(), "discord");
    AccessPolicy access = settings.access();
    Messages messages = Messages.load();
    database = Database.open(settings.storage(), clock);
    background = BackgroundThreads.named("background", 4);
    openstack = OpenStackClouds.open(settings.clouds(), cloudTimings(settings), clock);
    Clouds clouds = openstack.clouds();
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
                new LiftIsolationWorkflow(clouds)),
            new CloudFailurePolicy(),
            timings(settings),
            clock,
            WORKERS);
    watch = new CloudWatch(clouds, engine::wake, settings.jobs().pollInterval());
    Jobs jobs = engine.jobs();
    discord = new DiscordBot(chat, access, messages, jobs, database.approvals(), engine, clock);
    AuditLog audit = postedToo(database.audit(), discord.auditPosts());
    ApprovalPolicy policy =
        new ApprovalPolicy(
            settings.approvals().required(),
            settings.approvals().fourEyes(),
            settings.approvals().expireAfter());
    Approvals approvals =
        new Approvals(jobs, database.approvals(), policy, discord.approvers(), audit, clock);
    router = new CommandRouter(access, audit, clock).leaving(StorageException.class);
    addCommands(clouds, names, taking, approvals, clock);
    addButtons(settings, clouds, messages, approvals, reachability, audit, clock);
    connect(jobs, approvals, messages);
    operations = new Operations(settings.opsAddress(), database, discord, clouds, jobs, clock);
    engine.listen(operations.jobMetrics());
  }

  private void addCommands(
      Clouds clouds, Names names, SnapshotTaking taking, Approvals approvals, InstantSource clock) {
    Drafts drafts = database.drafts();
    List<String> isolatedRdpFrom = List.of();
    CloudOption cloudOption = new CloudOption(clouds);
    Lookup lookup = new Lookup(inventory);
    InstanceResolver resolver = new InstanceResolver(cloudOption, drafts);
    ApprovedSubmission submission = new ApprovedSubmission(approvals);
    SnapshotCommand snapshot = new SnapshotCommand(resolver, taking, submission, drafts, lookup);
    CloneCommand clone =
        new CloneCommand(cloudOption, drafts, names, clock, submission, lookup, isolatedRdpFrom);
    router
        .add(snapshot)
        .add(clone)
        .add(new CopyCommand(resolver, taking, names, clock, submission, lookup, isolatedRdpFrom))
        .add(new InstancesCommand(cloudOption, inventory))
        .add(new SnapshotsCommand(cloudOption, inventory))
        .add(new GoAheadPress(drafts, List.of(snapshot)))
        .add(new CloneThisPress(engine.jobs(), cloudOption, clone))
        .add(new LiftIsolationPress(engine.jobs(), cloudOption, submission))
        .add(new DeleteClonePress(engine.jobs(), cloudOption, submission))
        .add(new CancelDraftPress(drafts))
        .add(new ChoosePress(drafts, router::handle));
  }

  private void addButtons(
      Settings settings,
      Clouds clouds,
      Messages messages,
      Approvals approvals,
      Reachability reachability,
      AuditLog audit,
      InstantSource clock) {
    Jobs jobs = engine.jobs();
    AccessPolicy access = settings.access();
    router
        .add(new JobsCommand(jobs))
        .add(new HelpCommand(access, router::commands))
        .add(ApprovalPress.approve(jobs, approvals))
        .add(ApprovalPress.deny(jobs, approvals))
        .add(new CancelJobPress(jobs, access))
        .add(new WindowsStepsPress(jobs, discord.rooms(), messages))
        .add(new OpenConsolePress(jobs, clouds, access, audit, clock))
        .add(new DonePress(jobs, clouds, reachability));
  }

  /** The database is the audit; the channel shows what went into it. */
  private static AuditLog postedToo(AuditLog kept, AuditLog posted) {
    return event -> {
      kept.append(event);
      posted.append(event);
    };
  }

  /** What calls the engine and is called by it meets here. */
  private void connect(Jobs jobs, Approvals approvals, Messages messages) {
    engine.watchWith(watch);
    engine.listen(discord.cards());
    engine.handle(Errands.Kind.INTERACTION, discord.interactions());
    engine.handle(Errands.Kind.TELL, thenGuide(discord.teller(), jobs));
    engine.handle(Errands.Kind.EXPIRY, approvals);
    engine.handle(Errands.Kind.GUIDE, new GuideErrand(jobs, discord.rooms(), messages));
  }

  /** A Windows clone that was told of gets its guide: the features do not know each other. */
  private ErrandHandler thenGuide(ErrandHandler teller, Jobs jobs) {
    return (id, payload, attempt) -> {
      boolean told = teller.carryOut(id, payload, attempt);
      if (told) {
        jobs.find(id)
            .filter(GuideErrand::wanted)
            .flatMap(job -> Optional.ofNullable(job.ended()))
            .ifPresent(ended -> engine.offer(Errands.Kind.GUIDE, id, "", ended));
      }
      return told;
    };
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

  /** Takes no more commands, parks what runs, and lets go of everything; within 10 seconds. */
  @Override
  public void close() {
    // Both may take some seconds; together they have to fit into ten.
    Thread leaving = new Thread(discord::stop, "discord-stop");
    leaving.start();
    engine.stop();
    try {
      leaving.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    watch.close();
    operations.close();
    openstack.close();
    background.shutdownNow();
    database.close();
  }
}
