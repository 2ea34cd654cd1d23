package dev.snapclone.harness;

import dev.snapclone.harness.ChatReading.Card;
import dev.snapclone.job.engine.TestDatabases;
import dev.snapclone.sandbox.openstack.CloudView;
import dev.snapclone.sandbox.openstack.Knobs.Time;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * People request, approve and cancel while the program is killed again and again on one database.
 * It runs in rounds; the last kill of a round comes when everything seems to be over, and then the
 * result is judged. One seed decides who does what, how slow the cloud is, what fails in it, and
 * when the process is killed.
 */
final class KillScenario {
  private static final long BETWEEN_ACTS = 120;
  private static final int KILLS_OF_A_ROUND = 10;

  /** How long people still make requests, which then keep the slow cloud busy. */
  private static final long UNTIL_SILENCE = 2000;

  private static final Duration COMES_TO_REST_WITHIN = Duration.ofMinutes(3);

  /** A quiet time after which no late duplicate of a message or resource can come. */
  private static final Duration QUIET = Duration.ofSeconds(2);

  /** Longer than it takes to notice a dead process. */
  private static final Duration QUIET_IN_DOUBT = Duration.ofSeconds(7);

  /** Logged by a process that finds its audit shorter than before. */
  private static final String AUDIT_SHORTENED = "The audit is not the one";

  private static final String OF_A_RUN = "run-[0-9]+\\.(mv\\.db|out|log)";

  private final long seed;
  private final int kills;
  private final TestDatabases.Kind database;
  private final Program program;
  private final Path folder;
  private final Figures figures = new Figures();
  private int runs;

  /**
   * @param kills the number of kills, including the one at the end
   * @param folder where its folder is created, which stays after a failure
   */
  KillScenario(long seed, int kills, TestDatabases.Kind database, Program program, Path folder) {
    this.seed = seed;
    this.kills = kills;
    this.database = database;
    this.program = program;
    this.folder = folder.resolve(database.name().toLowerCase(Locale.ROOT) + "-" + seed);
  }

  /**
   * Runs the scenario.
   *
   * @throws AssertionError when something is wrong, with the details
   */
  Figures run() throws IOException, InterruptedException {
    remove(folder);
    try (KillWorld world = KillWorld.open(seed, database, folder)) {
      Play play = new Play(world, new People(world, new Random(seed)));
      List<String> wrong;
      try {
        wrong = play.play();
      } catch (IllegalStateException e) {
        wrong = List.of(e.toString());
      } finally {
        play.bot.end();
      }
      if (!wrong.isEmpty()) {
        throw new AssertionError(complaint(wrong, world, play.people));
      }
    }
    remove(folder);
    return figures;
  }

  private String complaint(List<String> wrong, KillWorld world, People people) throws IOException {
    return wrong.size()
        + " things are wrong:\n- "
        + String.join("\n- ", wrong)
        + "\nSeed "
        + seed
        + ", so far "
        + figures
        + "\nAgain: mvn verify -Pharness -Dsnapclone.harness.database="
        + database.name().toLowerCase(Locale.ROOT)
        + " -Dsnapclone.harness.kills="
        + kills
        + " -Dsnapclone.harness.seed="
        + seed
        + "\n"
        + Report.write(world, people.asked());
  }

  /** One run of the scenario. */
  private final class Play {
    private final KillWorld world;
    private final People people;
    private BotProcess bot;
    private volatile boolean silent;

    Play(KillWorld world, People people) throws IOException {
      this.world = world;
      this.people = people;
      this.bot = start();
    }

    /** Rounds on one database file, which keeps its history; the result is judged after each. */
    List<String> play() throws IOException, InterruptedException {
      CloudView before = world.cloud.view();
      Random moments = new Random(~seed);
      ready();
      List<String> wrong = List.of();
      for (int left = kills; left > 0 && wrong.isEmpty(); left -= KILLS_OF_A_ROUND) {
        round(Math.min(KILLS_OF_A_ROUND, left), moments);
        wrong = wrong(before);
        if (wrong.isEmpty()) {
          forgetRuns();
        }
      }
      count(ChatReading.of(world.discord.snapshot()));
      return wrong;
    }

    private void round(int killsOfRound, Random moments) throws IOException, InterruptedException {
      world.trouble();
      ScheduledExecutorService acting = Executors.newSingleThreadScheduledExecutor();
      try {
        ScheduledFuture<?> acts =
            acting.scheduleWithFixedDelay(this::act, 0, BETWEEN_ACTS, TimeUnit.MILLISECONDS);
        for (int i = 1; i < killsOfRound; i++) {
          KillMoment next = KillMoment.draw(moments);
          if (next.trigger() != KillMoment.Trigger.STARTING) {
            ready();
          }
          killAt(next);
          bot = start();
        }
        ready();
        someoneAsks();
        if (acts.isDone()) {
          throw new IllegalStateException("the people stopped: " + acts);
        }
      } finally {
        acting.shutdown();
        acting.awaitTermination(30, TimeUnit.SECONDS);
      }
      world.cloud.faults().clear();
      ready();
      rest();
      // A process that starts after everything is done must find nothing to do.
      bot.kill();
      figures.count("kills");
      bot = start();
      ready();
      rest();
    }

    private void killAt(KillMoment next) throws IOException, InterruptedException {
      Map<Time, Duration> usual = Map.of();
      if (next.trigger() == KillMoment.Trigger.IDLE) {
        usual = world.slowDown();
        bot.pause(UNTIL_SILENCE);
        silent = true;
      }
      next.await(bot, world);
      kill(next.trigger());
      usual.forEach(world.cloud.knobs()::set);
      silent = false;
    }

    private void act() {
      if (!silent) {
        people.act();
      }
    }

    private BotProcess start() throws IOException {
      figures.count("starts");
      return BotProcess.start(program.command("run"), folder, "run-" + ++runs, world.environment());
    }

    private void ready() throws IOException, InterruptedException {
      figures.started(bot.awaitReady());
    }

    private void kill(KillMoment.Trigger trigger) throws IOException, InterruptedException {
      ChatReading chat = ChatReading.of(world.discord.snapshot());
      bot.kill();
      figures.count("kills");
      keepDatabase();
      figures.count("kills while " + trigger.name().toLowerCase(Locale.ROOT));
      figures.count("jobs met by kills", count(chat.all().stream().filter(c -> !c.terminal())));
      if (trigger == KillMoment.Trigger.IDLE) {
        figures.count("parked jobs met by kills", count(chat.all().stream().filter(Card::runs)));
      }
    }

    /** Copies the database as the process left it, before the next one repairs it. */
    private void keepDatabase() throws IOException {
      Path left = folder.resolve("snapclone.mv.db");
      if (Files.exists(left)) {
        Files.copy(left, folder.resolve("run-" + runs + ".mv.db"));
      }
    }

    /** After a successful round, only the files of the running process are needed. */
    private void forgetRuns() throws IOException {
      try (Stream<Path> files = Files.list(folder)) {
        for (Path file : files.toList()) {
          String name = file.getFileName().toString();
          if (name.matches(OF_A_RUN) && !name.startsWith("run-" + runs + ".")) {
            Files.delete(file);
          }
        }
      }
      Files.deleteIfExists(folder.resolve("cloud-requests.txt"));
    }

    /** On a slow machine all kills may come before the first request. */
    private void someoneAsks() throws InterruptedException {
      long last = System.nanoTime() + COMES_TO_REST_WITHIN.toNanos();
      boolean ended = false;
      while (!ended
          && System.nanoTime() < last
          && ChatReading.of(world.discord.snapshot()).all().isEmpty()) {
        ended = bot.pause(100);
      }
    }

    private void rest() throws InterruptedException {
      long last = System.nanoTime() + COMES_TO_REST_WITHIN.toNanos();
      while (System.nanoTime() < last) {
        people.finish();
        ChatReading chat = ChatReading.of(world.discord.snapshot());
        boolean doubt = people.asked().stream().anyMatch(UserAction::unanswered);
        Duration quiet = doubt ? QUIET_IN_DOUBT : QUIET;
        if (chat.over() && world.quiet().compareTo(quiet) > 0) {
          return;
        }
        if (bot.pause(100)) {
          break;
        }
      }
      // The judge will report what is missing.
    }

    private List<String> wrong(CloudView before) throws IOException {
      ChatReading chat = ChatReading.of(world.discord.snapshot());
      List<UserAction.Promise> promises = people.asked().stream().map(UserAction::promise).toList();
      List<String> wrong =
          new ArrayList<>(
              new Judge(before, world.cloud.view(), chat, promises, people.cancelled()).verdict());
      try (Stream<Path> files = Files.list(folder)) {
        for (Path log : files.filter(f -> f.toString().endsWith(".log")).sorted().toList()) {
          if (Files.readString(log).contains(AUDIT_SHORTENED)) {
            wrong.add("what an earlier process had stored was missing, see " + log);
          }
        }
      }
      return List.copyOf(wrong);
    }

    private void count(ChatReading chat) {
      List<UserAction> asked = people.asked();
      figures.count("commands", asked.size());
      figures.count("acknowledged", count(asked.stream().filter(UserAction::acknowledged)));
      figures.count("acknowledged and lost", count(asked.stream().filter(UserAction::unanswered)));
      figures.count(
          "answered without a job",
          count(
              asked.stream()
                  .filter(a -> a.acknowledged() && !a.unanswered() && a.job().isEmpty())));
      figures.count("jobs", chat.all().size());
      chat.all().forEach(card -> figures.count("jobs " + card.state().toLowerCase(Locale.ROOT)));
    }

    private int count(Stream<?> some) {
      return (int) some.count();
    }
  }

  static void remove(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
