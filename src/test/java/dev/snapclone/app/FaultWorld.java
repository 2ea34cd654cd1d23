package dev.snapclone.app;

import dev.snapclone.config.ApprovalSettings;
import dev.snapclone.config.CloudSettings;
import dev.snapclone.config.Settings;
import dev.snapclone.config.SettingsBuilder;
import dev.snapclone.config.StorageSettings;
import dev.snapclone.job.Job;
import dev.snapclone.job.engine.CrashPoints;
import dev.snapclone.sandbox.discord.BotAnswer;
import dev.snapclone.sandbox.discord.DiscordSandbox;
import dev.snapclone.sandbox.discord.JobPosts;
import dev.snapclone.sandbox.discord.Person;
import dev.snapclone.sandbox.discord.chat.SeenMessage;
import dev.snapclone.sandbox.openstack.CloudSandboxOptions;
import dev.snapclone.sandbox.openstack.CloudView;
import dev.snapclone.sandbox.openstack.Knobs;
import dev.snapclone.sandbox.openstack.Knobs.Time;
import dev.snapclone.sandbox.openstack.OpenStackSandbox;
import dev.snapclone.windows.Reachability;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/**
 * Both sandboxes with delays of about 10 ms and the real bot between them, which can die and come
 * back on the same database. One is used for a number of runs, one after the other.
 */
final class FaultWorld implements AutoCloseable {
  /** Far longer than the sandbox is late, so that a busy machine cannot turn the two round. */
  static final Duration SETTLE = Duration.ofSeconds(1);

  /** How long anything may take on a busy machine before it counts as lost. */
  static final Duration PATIENCE = Duration.ofSeconds(90);

  private static final Duration TAKEOVER = Duration.ofSeconds(3);

  final OpenStackSandbox cloud;
  final DiscordSandbox discord;
  final Person anna;
  final Person ben;
  private final InstantSource clock;
  private final Settings settings;
  private Life life;

  /** One process: it may be dead while its threads have not yet noticed. */
  private final class Life {
    private final Application bot;
    private volatile boolean dead;

    Life() {
      bot = new Application(settings, (ip, port) -> Reachability.Result.SILENT, clock, this::at);
      bot.start();
    }

    private void at(String jobId, String key, CrashPoints.Moment moment) {
      if (dead) {
        throw new Death();
      }
      hook.reached(jobId, key, moment);
    }
  }

  /** The process is gone; its run is cut short. */
  static final class Death extends Error {
    private static final long serialVersionUID = 1L;

    Death() {
      super("killed by the test", null, false, false);
    }
  }

  private volatile CrashPoints hook = CrashPoints.NONE;

  /**
   * Opens one.
   *
   * @param storage an empty database
   * @param folder what the settings need besides
   * @param stalledAfter when waits and faults are given up
   * @param clock the bot's time
   */
  FaultWorld(StorageSettings storage, Path folder, Duration stalledAfter, InstantSource clock) {
    this.clock = clock;
    Knobs knobs = Knobs.fast().set(Time.TOKEN_CACHE, Duration.ZERO).busySnapshots(false);
    for (Time time : List.of(Time.INSTANCE_POST, Time.IMAGE_POST, Time.VOLUME_POST)) {
      knobs.set(time, Duration.ofMillis(10));
    }
    cloud =
        OpenStackSandbox.start(CloudSandboxOptions.fast().withKnobs(knobs.set(Time.LIST_LAG, TEN)));
    for (String item : List.of("instances", "cores", "ram", "volumes", "snapshots", "gigabytes")) {
      cloud.backstage().setQuota("demo", item, 1_000_000);
    }
    discord =
        DiscordSandbox.start(
            dev.snapclone.sandbox.discord.DiscordSandboxOptions.standard(InstantSource.system())
                .withoutRateLimits());
    CloudSettings entry = CloudEntries.of(cloud.cloudsYaml(), "demo-app");
    Settings usual = Bot.settings(discord, List.of(entry), folder);
    settings =
        SettingsBuilder.from(usual)
            .approvals(
                new ApprovalSettings(
                    Map.of("snapshot", 1, "clone", 1, "copy", 1, "delete", 1),
                    true,
                    Duration.ofHours(24)))
            .storage(storage)
            .times(new Settings.Times(Duration.ofMillis(25), TAKEOVER, SETTLE, stalledAfter))
            .build();
    life = new Life();
    anna = discord.person("anna");
    ben = discord.person("ben");
  }

  private static final Duration TEN = Duration.ofMillis(10);

  /** The bot as it is now. */
  Application bot() {
    return life.bot;
  }

  /** Calls something at every moment of every step, until told otherwise. */
  void atEachMoment(CrashPoints points) {
    hook = points;
  }

  /** To be called at a moment of a step: the process dies here. */
  void die() {
    life.dead = true;
    throw new Death();
  }

  /** Whether the process died since it was last started. */
  boolean dead() {
    return life.dead;
  }

  /** The process is gone without a word, and a new one starts on the same database. */
  void restart() {
    Life old = life;
    old.dead = true;
    hook = CrashPoints.NONE;
    old.bot.abandon();
    life = new Life();
  }

  /** Waits for something on a busy machine. */
  static void await(String what, BooleanSupplier so) {
    Awaitility.await(what)
        .dontCatchUncaughtExceptions()
        .pollInterval(Duration.ofMillis(10))
        .atMost(PATIENCE)
        .until(so::getAsBoolean);
  }

  /** The job as it is stored. */
  Job job(String id) {
    return bot().jobs().find(id).orElseThrow();
  }

  /**
   * What came of a command or a press.
   *
   * @param job the job that was made, empty when there is none
   * @param said what the person read
   */
  record Begun(Optional<Job> job, String said) {}

  /** Asks for something, and waits until it has become a job or was answered with a sentence. */
  Begun begin(Supplier<BotAnswer> command) {
    Set<String> before = new HashSet<>();
    recent().forEach(job -> before.add(job.id()));
    return begun(command.get(), before, true);
  }

  private Begun begun(BotAnswer answer, Set<String> before, boolean mayRequest) {
    Awaitility.await("an answer or a job")
        .dontCatchUncaughtExceptions()
        .pollInterval(TEN)
        .atMost(PATIENCE)
        .until(() -> since(before).isPresent() || said(answer) != null || answer.failed());
    SeenMessage asked = answer.message().orElse(null);
    if (mayRequest && asked != null && asked.buttons().contains("Go ahead")) {
      BotAnswer press = anna.presses(asked, "Go ahead");
      // The answer to the press takes the place of the question.
      await(
          "what comes of going ahead",
          () ->
              since(before).isPresent()
                  || press.failed()
                  || press.message().filter(m -> m.buttons().isEmpty()).isPresent()
                      && !press.text().isBlank()
                      && !press.text().equals(asked.text()));
      return begun(press, before, false);
    }
    String text = said(answer);
    return new Begun(since(before), text == null ? "" : text);
  }

  private Optional<Job> since(Set<String> before) {
    return recent().stream().filter(j -> !before.contains(j.id())).findFirst();
  }

  private List<Job> recent() {
    return bot().jobs().recent(discord.guildId(), false, 1000);
  }

  /** Waits until a press was answered in some way, or a job has gone on. */
  void outcomeOfPress(BotAnswer answer, String jobId) {
    Job before = job(jobId);
    Awaitility.await("an answer to the press")
        .dontCatchUncaughtExceptions()
        .pollInterval(Duration.ofMillis(10))
        .atMost(PATIENCE)
        .until(
            () -> said(answer) != null || answer.failed() || job(jobId).state() != before.state());
  }

  private static @Nullable String said(BotAnswer answer) {
    return answer
        .message()
        .filter(m -> !m.loading())
        .map(SeenMessage::text)
        .filter(t -> !t.isBlank())
        .or(() -> answer.followUps().stream().map(SeenMessage::text).findFirst())
        .orElse(null);
  }

  /** Everything public that was said in the channel about a job. */
  List<SeenMessage> saidOf(String jobId) {
    return anna.sees(Stage.OPS).stream()
        .filter(m -> !m.ephemeral() && m.fromBot() && m.text().contains(jobId))
        .toList();
  }

  /** The cards of a job. */
  List<SeenMessage> cards(String jobId) {
    return saidOf(jobId).stream().filter(m -> JobPosts.card(m, jobId)).toList();
  }

  /** The outcomes of a job that were told. */
  List<SeenMessage> outcomes(String jobId) {
    return saidOf(jobId).stream().filter(m -> JobPosts.outcome(m, jobId)).toList();
  }

  /** Nothing goes wrong any more. */
  void mend() {
    cloud.faults().clear();
    discord.faults().clear();
    cloud.up();
    for (String service : List.of("compute", "image", "volumev3", "network")) {
      cloud.backstage().hideService(service, false);
    }
  }

  CloudView view() {
    return cloud.view();
  }

  @Override
  public void close() {
    hook = CrashPoints.NONE;
    life.bot.close();
    discord.close();
    cloud.close();
  }
}
