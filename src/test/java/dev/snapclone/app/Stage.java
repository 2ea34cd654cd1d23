package dev.snapclone.app;

import dev.snapclone.config.CloudSettings;
import dev.snapclone.config.Secret;
import dev.snapclone.config.Settings;
import dev.snapclone.job.Job;
import dev.snapclone.job.JobState;
import dev.snapclone.sandbox.discord.BotAnswer;
import dev.snapclone.sandbox.discord.DiscordSandbox;
import dev.snapclone.sandbox.discord.JobPosts;
import dev.snapclone.sandbox.discord.Person;
import dev.snapclone.sandbox.discord.chat.SeenMessage;
import dev.snapclone.sandbox.openstack.CloudSandboxOptions;
import dev.snapclone.sandbox.openstack.CloudView;
import dev.snapclone.sandbox.openstack.OpenStackSandbox;
import dev.snapclone.sandbox.openstack.RealTimeline;
import dev.snapclone.windows.Reachability;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.awaitility.Awaitility;

/** Both sandboxes and the real bot between them, with the words that conversations are made of. */
final class Stage implements AutoCloseable {
  static final String OPS = "ops";
  private static final Duration PATIENCE = Duration.ofSeconds(40);

  final OpenStackSandbox cloud;
  final DiscordSandbox discord;
  Application bot;

  /** What the bot's probes see, by address; what is not here is silent. */
  final Map<String, Reachability.Result> network = new ConcurrentHashMap<>();

  Settings settings;
  private final InstantSource clock;
  final Person anna;
  final Person olaf;
  final Person ben;
  final Person carla;
  final Person greta;
  final Person nina;

  private Stage(
      OpenStackSandbox cloud,
      DiscordSandbox discord,
      Path folder,
      String entry,
      UnaryOperator<Settings> change,
      InstantSource clock) {
    this.cloud = cloud;
    this.discord = discord;
    this.clock = clock;
    CloudSettings one = CloudEntries.of(cloud.cloudsYaml(), entry);
    settings = change.apply(Bot.settings(discord, List.of(one), folder));
    List<Secret> secrets = Redaction.secrets(settings);
    for (int i = 0; i < secrets.size(); i++) {
      if (!secrets.get(i).reveal().isEmpty()) {
        LogWatch.SECRETS.plant("the configuration's secret " + i, secrets.get(i).reveal());
      }
    }
    this.bot = startBot();
    this.anna = discord.person("anna");
    this.olaf = discord.person("olaf");
    this.ben = discord.person("ben");
    this.carla = discord.person("carla");
    this.greta = discord.person("greta");
    this.nina = discord.person("nina");
  }

  private Application startBot() {
    return Bot.start(
        settings, (ip, port) -> network.getOrDefault(ip, Reachability.Result.SILENT), clock);
  }

  /** The bot stops and comes up again, with what it stored and nothing else. */
  void restarts() {
    restarts(() -> {});
  }

  /** The same, with something happening to what it stored meanwhile. */
  void restarts(Runnable meanwhile) {
    bot.close();
    meanwhile.run();
    bot = startBot();
  }

  /** The same with another configuration. */
  void restarts(UnaryOperator<Settings> change) {
    bot.close();
    settings = change.apply(settings);
    bot = startBot();
  }

  /** The bot signs in as the owner of the seeded instances. */
  static Stage open(Path folder) {
    return open(folder, "demo", s -> s);
  }

  /** With another login, or another configuration. */
  static Stage open(Path folder, String entry, UnaryOperator<Settings> change) {
    return open(folder, entry, change, OpenStackSandbox.start(CloudSandboxOptions.fast()));
  }

  /** On a cloud that is there already, whatever its state. */
  static Stage open(
      Path folder, String entry, UnaryOperator<Settings> change, OpenStackSandbox cloud) {
    return open(
        folder,
        entry,
        change,
        cloud,
        dev.snapclone.sandbox.discord.DiscordSandboxOptions.standard(InstantSource.system()));
  }

  /** With other people and guilds; the first guild is served. */
  static Stage open(
      Path folder,
      String entry,
      UnaryOperator<Settings> change,
      OpenStackSandbox cloud,
      dev.snapclone.sandbox.discord.DiscordSandboxOptions people) {
    DiscordSandbox discord = DiscordSandbox.start(people.withoutRateLimits());
    return new Stage(cloud, discord, folder, entry, change, InstantSource.system());
  }

  /** With a clock that bot, cloud and Discord share. */
  static Stage open(
      Path folder, UnaryOperator<Settings> change, CloudSandboxOptions cloud, InstantSource clock) {
    return new Stage(
        OpenStackSandbox.start(cloud.withTimeline(new RealTimeline(clock))),
        DiscordSandbox.start(
            dev.snapclone.sandbox.discord.DiscordSandboxOptions.standard(clock)
                .withoutRateLimits()),
        folder,
        "demo",
        change,
        clock);
  }

  /** With Discord's own rate limits. */
  static Stage limited(Path folder) {
    OpenStackSandbox cloud = OpenStackSandbox.start(CloudSandboxOptions.fast());
    DiscordSandbox discord =
        DiscordSandbox.start(
            dev.snapclone.sandbox.discord.DiscordSandboxOptions.standard(InstantSource.system()));
    return new Stage(cloud, discord, folder, "demo", s -> s, InstantSource.system());
  }

  /** With another clock, of Discord too, for what takes days. */
  static Stage leaping(Path folder, InstantSource clock, UnaryOperator<Settings> change) {
    return new Stage(
        OpenStackSandbox.start(CloudSandboxOptions.fast()),
        DiscordSandbox.start(
            dev.snapclone.sandbox.discord.DiscordSandboxOptions.standard(clock)
                .withoutRateLimits()),
        folder,
        "demo",
        change,
        clock);
  }

  /** Waits until something is so. */
  void awaits(String what, java.util.concurrent.Callable<Boolean> so) {
    Awaitility.await(what).atMost(PATIENCE).until(so);
  }

  /** What a person reads in answer to a command. */
  String says(Person who, String command, Map<String, String> options) {
    return who.types(OPS, command, options).awaitMessage().text();
  }

  /** What anna reads in answer to a command. */
  String says(String command, Map<String, String> options) {
    return says(anna, command, options);
  }

  /** The ids of all jobs so far. */
  Set<String> jobIds() {
    Set<String> ids = new TreeSet<>();
    bot.jobs().recent(discord.guildId(), false, 1000).forEach(j -> ids.add(j.id()));
    return ids;
  }

  /** The job that was made since. */
  Job newJob(Set<String> before) {
    return Awaitility.await("a job")
        .atMost(PATIENCE)
        .until(
            () ->
                bot.jobs().recent(discord.guildId(), false, 10).stream()
                    .filter(j -> !before.contains(j.id()))
                    .findFirst(),
            Optional::isPresent)
        .orElseThrow();
  }

  /** Types a command that becomes a job, and goes ahead where the bot asks. */
  Job begins(Person who, String command, Map<String, String> options) {
    Set<String> before = jobIds();
    BotAnswer answer = who.types(OPS, command, options);
    SeenMessage said = answer.awaitMessage();
    if (said.buttons().contains("Go ahead")) {
      who.presses(said, "Go ahead").awaitAcknowledged();
    } else if (!said.text().contains("job")) {
      throw new IllegalStateException("no job, but: " + said.text());
    }
    return newJob(before);
  }

  /** The same of anna. */
  Job begins(String command, Map<String, String> options) {
    return begins(anna, command, options);
  }

  /** Anna snapshots an instance, to the end. */
  Job snapshots(String server) {
    return ended(begins("/snapshot", Map.of("server-name", server)));
  }

  /** Anna asks, ben approves, to the end. */
  Job clones(String snapshot, Map<String, String> more) {
    Map<String, String> options = new java.util.HashMap<>(more);
    options.put("snapshot-id", snapshot);
    return approvedAndEnded(begins("/clone", options));
  }

  /**
   * Presses a button of a job's card as soon as it is there: the card shows a state only after it
   * is stored.
   */
  BotAnswer presses(Person who, Job job, String button) {
    SeenMessage card =
        who.awaitMessage(OPS, m -> JobPosts.card(m, job.id()) && m.buttons().contains(button));
    return who.presses(card, button);
  }

  /** Somebody cancels a job that waits for approval: in its details. */
  BotAnswer cancels(Person who, SeenMessage waitingCard) {
    return who.presses(who.presses(waitingCard, "Details").awaitMessage(), "Cancel");
  }

  /** Ben approves; to the end. */
  Job approvedAndEnded(Job job) {
    approve(job);
    return ended(job);
  }

  /** Ben approves. */
  void approve(Job job) {
    ben.presses(waitingCard(job), "Approve").awaitText("Approved");
  }

  /** Denies and says why; the answer. */
  BotAnswer denies(Person who, SeenMessage card, String reason) {
    return who.submits(who.presses(card, "Deny").awaitModal(), Map.of("Reason", reason));
  }

  /** The card that waits for an approval. */
  SeenMessage waitingCard(Job job) {
    return waitingCard(job, ben);
  }

  /** The same as another person sees it. */
  SeenMessage waitingCard(Job job, Person who) {
    return who.awaitMessage(
        OPS, m -> JobPosts.card(m, job.id()) && m.buttons().contains("Approve"));
  }

  /** The card as it is now, perhaps a state behind its job; for a button, {@link #presses}. */
  SeenMessage card(Job job) {
    return anna.awaitMessage(OPS, m -> JobPosts.card(m, job.id()));
  }

  /** The card once a text can be read on it. */
  SeenMessage card(Job job, String text) {
    return anna.awaitMessage(OPS, m -> JobPosts.card(m, job.id()) && m.text().contains(text));
  }

  /** Waits until the job has ended. */
  Job ended(Job job) {
    return Awaitility.await("the end of " + job.id())
        .atMost(PATIENCE)
        .until(() -> bot.jobs().find(job.id()).orElseThrow(), j -> j.state().terminal());
  }

  /** Waits until a job is in a state. */
  Job awaitState(Job job, JobState state) {
    return Awaitility.await(job.id() + " " + state)
        .atMost(PATIENCE)
        .until(() -> bot.jobs().find(job.id()).orElseThrow(), j -> j.state() == state);
  }

  /** The outcome that anna was told, a reply that mentions her. */
  SeenMessage told(Job job) {
    return told(anna, job);
  }

  /** The outcome once a text can be read in it. */
  SeenMessage told(Job job, String text) {
    return anna.awaitMessage(OPS, m -> JobPosts.outcome(m, job.id()) && m.text().contains(text));
  }

  /** The outcome that somebody was told. */
  SeenMessage told(Person who, Job job) {
    return who.awaitMessage(
        OPS, m -> JobPosts.outcome(m, job.id()) && m.pinged().contains(who.name()));
  }

  /** The outcome of what somebody ended themselves: it mentions nobody. */
  SeenMessage outcome(Job job) {
    return anna.awaitMessage(OPS, m -> JobPosts.outcome(m, job.id()));
  }

  /** A fact that a job ended with. */
  static String fact(Job job, String name) {
    String fact = job.outcome() == null ? null : job.outcome().facts().get(name);
    if (fact == null || fact.isEmpty()) {
      throw new IllegalStateException("no " + name + " in " + job.outcome());
    }
    return fact;
  }

  /** The id of a seeded instance. */
  String idOf(String server) {
    return cloud.backstage().instanceId("demo", server);
  }

  /** Everything in the cloud that bears a job's mark. */
  List<String> bearing(Job job) {
    CloudView view = cloud.view();
    List<String> all = new java.util.ArrayList<>();
    view.instances().stream()
        .filter(i -> job.id().equals(i.metadata().get("snapclone_job")))
        .forEach(i -> all.add("instance " + i.name() + " " + i.status()));
    view.images().stream()
        .filter(i -> job.id().equals(i.properties().get("snapclone_job")))
        .forEach(i -> all.add("image " + i.name() + " " + i.status()));
    view.volumes().stream()
        .filter(v -> job.id().equals(v.metadata().get("snapclone_job")))
        .forEach(v -> all.add("volume " + v.name() + " " + v.status()));
    view.snapshots().stream()
        .filter(s -> job.id().equals(s.metadata().get("snapclone_job")))
        .forEach(s -> all.add("volume snapshot " + s.name() + " " + s.status()));
    return all;
  }

  /** How many of everything there is: compares before and after what must change nothing. */
  String inventory() {
    CloudView view = cloud.view();
    return view.instances().size()
        + " instances, "
        + view.images().size()
        + " images, "
        + view.volumes().size()
        + " volumes, "
        + view.snapshots().size()
        + " volume snapshots, "
        + view.ports().size()
        + " ports";
  }

  /** Nothing that the bot said, wrote or keeps holds a secret, or may mention anybody. */
  @Override
  public void close() {
    List<String> found;
    try {
      found = SecretsWatch.found(discord.requests(), bot, discord.guildId());
    } finally {
      end();
    }
    found.addAll(LogWatch.leaks());
    LogWatch.SECRETS.in(settings.toString()).forEach(what -> found.add(what + " in the settings"));
    if (!found.isEmpty()) {
      throw new AssertionError(found.size() + " times: " + String.join("\n", found));
    }
  }

  private void end() {
    bot.close();
    discord.close();
    cloud.close();
  }
}
