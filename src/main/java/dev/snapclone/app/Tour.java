package dev.snapclone.app;

import dev.snapclone.job.Job;
import dev.snapclone.job.JobState;
import dev.snapclone.procedure.CloneMade;
import dev.snapclone.procedure.SnapshotMade;
import dev.snapclone.sandbox.discord.BotAnswer;
import dev.snapclone.sandbox.discord.DiscordSandbox;
import dev.snapclone.sandbox.discord.OfferedChoice;
import dev.snapclone.sandbox.discord.Person;
import dev.snapclone.sandbox.discord.chat.SeenMessage;
import dev.snapclone.sandbox.openstack.CloudSandboxOptions;
import dev.snapclone.sandbox.openstack.CloudView;
import java.io.PrintStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Plays the main job in the terminal: snapshots and clones of Linux and Windows instances from
 * images and volumes, a refusal, an approval by another person, the Windows steps. Prints the chat
 * and judges each scene by the sandbox cloud's state.
 */
final class Tour {
  private static final String OPS = "ops";

  private final PrintStream out;
  private final InstantSource clock;
  private final CloudSandboxOptions pace;
  private int wrong;

  /**
   * @param pace how fast the cloud is
   */
  Tour(PrintStream out, InstantSource clock, CloudSandboxOptions pace) {
    this.out = out;
    this.clock = clock;
    this.pace = pace;
  }

  /** Plays all scenes; 0 when each succeeded, otherwise 1. */
  int play() {
    long began = System.nanoTime();
    try (SandboxWorld world =
            SandboxWorld.start(
                pace, dev.snapclone.sandbox.discord.DiscordSandboxOptions.standard(clock));
        Application bot = world.bot(clock)) {
      out.println(
          "A sandbox cloud and a sandbox Discord on this machine, and the real bot between them.");
      out.println(
          "anna is an operator, ben an approver, nina has no role. Nothing leaves this machine.");
      out.println();
      out.println("How to read it: | is what snapclone writes, .. how far its card is by then,");
      out.println(
          "✓ what the tour has checked, in the chat and in the cloud. Each /command can be");
      out.println("typed like that.");
      bot.start();
      Scenes scenes = new Scenes(world, bot);
      try {
        scenes.play();
      } catch (RuntimeException | AssertionError e) {
        scenes.chat.verdict(false, "the tour stopped: " + e.getMessage());
        wrong++;
      }
    }
    long seconds = Duration.ofNanos(System.nanoTime() - began).toSeconds();
    out.println();
    out.println(
        wrong == 0
            ? "The tour is over: every step went right, in "
                + seconds
                + " s. To play yourself, leave --tour out."
            : "The tour is over: " + wrong + " went wrong.");
    return wrong == 0 ? 0 : 1;
  }

  private final class Scenes {
    private final SandboxWorld world;
    private final Application bot;
    private final TourChat chat;
    private final Person anna;
    private final Person ben;
    private final Person nina;

    Scenes(SandboxWorld world, Application bot) {
      DiscordSandbox discord = world.discord();
      this.world = world;
      this.bot = bot;
      this.anna = discord.person("anna");
      this.ben = discord.person("ben");
      this.nina = discord.person("nina");
      Map<String, String> names = new HashMap<>();
      List.of(anna, ben, nina).forEach(p -> names.put(p.id(), p.name()));
      List.of("operator", "approver", "admin").forEach(r -> names.put(discord.roleId(r), r));
      this.chat = new TourChat(out, names, clock);
      discord.onEvent(chat::happened);
    }

    void play() {
      chat.says("1. web-01 runs Linux and was created from an image: anna snapshots and clones it");
      Job snapshot = snapshot("web-01", "image");
      chat.says("nina has no role, and presses the button on that all the same; then anna does");
      refuses(nina.presses(card(snapshot), "Clone this"), "role operator");
      Job clone = cloneOf(snapshot, true);
      checkCopy(clone, "web-01");

      chat.says("2. db-01 runs Linux and was created from a volume; a data volume is attached too");
      snapshot = snapshot("db-01", "volume");
      clone = typesClone(snapshot);
      checkCopy(clone, "db-01");

      chat.says("3. win-ad-01 runs Windows and was created from an image");
      snapshot = snapshot("win-ad-01", "image");
      clone = cloneOf(snapshot, false);
      checkCopy(clone, "win-ad-01");
      windowsSteps(clone);

      chat.says(
          "4. win-sql-01 runs Windows and was created from a volume: both at once with /copy");
      clone = copies("win-sql-01");
      checkCopy(clone, "win-sql-01");
      windowsSteps(clone);
    }

    private Job snapshot(String server, String kind) {
      offers("/snapshot", "server-name", server);
      Set<String> before = jobIds();
      SeenMessage answer =
          anna.types(OPS, "/snapshot", Map.of("server-name", server)).awaitMessage();
      if (answer.buttons().contains("Go ahead")) {
        anna.presses(answer, "Go ahead").awaitText("job");
      }
      Job ended = ended(newJob(before));
      right(
          kind.equals(snapshotOf(ended).kind().word()),
          server + " got the " + kind + " kind of snapshot");
      return ended;
    }

    /** The first entry that begins with what is typed. */
    private OfferedChoice offers(String command, String option, String typed) {
      return anna.completes(OPS, command, option, typed).stream()
          .filter(c -> c.name().startsWith(typed))
          .findFirst()
          .orElseThrow(() -> new IllegalStateException(typed + " is not offered by " + command));
    }

    private Job cloneOf(Job snapshot, boolean tryOwn) {
      Set<String> before = jobIds();
      anna.presses(card(snapshot), "Clone this").awaitText("job");
      return approved(newJob(before), tryOwn);
    }

    private Job typesClone(Job snapshot) {
      Set<String> before = jobIds();
      CloudView.SnapshotView taken =
          world.cloud().view().snapshots().stream()
              .filter(s -> s.id().equals(snapshotOf(snapshot).id()))
              .findFirst()
              .orElseThrow();
      OfferedChoice first = offers("/clone", "snapshot-id", "db-01");
      right(first.value().equals(taken.id()), "the list offers first what was just taken");
      anna.types(OPS, "/clone", Map.of("snapshot-id", taken.name())).awaitText("job");
      return approved(newJob(before), false);
    }

    private Job copies(String server) {
      Set<String> before = jobIds();
      offers("/copy", "server-name", server);
      anna.types(OPS, "/copy", Map.of("server-name", server)).awaitText("job");
      return approved(newJob(before), false);
    }

    private Job approved(Job job, boolean tryOwn) {
      chat.shown(waitingCard(job));
      if (tryOwn) {
        chat.says("anna is no approver: it needs ben's yes");
        refuses(anna.presses(waitingCard(job), "Approve"), "role approver");
      }
      right(
          state(job) == JobState.WAITING_FOR_APPROVAL,
          "nothing runs before somebody else approved");
      ben.presses(waitingCard(job), "Approve").awaitText("Approved");
      return ended(job);
    }

    private void windowsSteps(Job clone) {
      String thread =
          anna.seesChannels().stream()
              .filter(c -> c.endsWith(clone.id()))
              .findFirst()
              .orElseGet(() -> awaitThread(clone));
      anna.awaitMessage(thread, m -> m.text().contains("ncpa.cpl"));
      right(!ben.seesChannels().contains(thread), "the Windows steps are anna's alone");
      chat.says("No guest runs in the sandbox: its console is a sign, and the copy stays silent");
      SeenMessage console = anna.awaitMessage(thread, m -> m.buttons().contains("Open console"));
      chat.shown(anna.presses(console, "Open console").awaitMessage());
      SeenMessage last = anna.awaitMessage(thread, m -> m.buttons().contains("I have done it"));
      chat.shown(anna.presses(last, "I have done it").awaitMessage());
    }

    private String awaitThread(Job clone) {
      SeenMessage card =
          anna.awaitMessage(
              OPS, m -> m.buttons().contains("Windows steps") && m.text().contains(clone.id()));
      chat.shown(anna.presses(card, "Windows steps").awaitMessage());
      return anna.seesChannels().stream()
          .filter(c -> c.endsWith(clone.id()))
          .findFirst()
          .orElseThrow();
    }

    private void checkCopy(Job clone, String original) {
      CloudView view = world.cloud().view();
      CloudView.InstanceView copy = instance(view, CloneMade.of(clone).orElseThrow().copy().id());
      CloudView.InstanceView from =
          view.instances().stream()
              .filter(i -> i.name().equals(original) && i.project().equals("demo"))
              .findFirst()
              .orElseThrow();
      right(
          copy.status().equals("ACTIVE")
              && copy.launched().flavor().equals(from.launched().flavor())
              && Objects.equals(copy.launched().keyName(), from.launched().keyName())
              && copy.addresses().size() == 1
              && !copy.addresses().equals(from.addresses())
              && (copy.launched().imageId() == null) == (from.launched().imageId() == null),
          copy.name() + " runs like " + original + ", with an address of its own");
    }

    private CloudView.InstanceView instance(CloudView view, String id) {
      return view.instances().stream().filter(i -> i.id().equals(id)).findFirst().orElseThrow();
    }

    private Set<String> jobIds() {
      Set<String> ids = new HashSet<>();
      bot.jobs().recent(world.discord().guildId(), false, 100).forEach(j -> ids.add(j.id()));
      return ids;
    }

    private Job newJob(Set<String> before) {
      return bot.jobs().recent(world.discord().guildId(), false, 5).stream()
          .filter(j -> !before.contains(j.id()))
          .findFirst()
          .orElseThrow(() -> new IllegalStateException("the bot made no job"));
    }

    private SeenMessage waitingCard(Job job) {
      return ben.awaitMessage(
          OPS, m -> m.text().contains(job.id()) && m.buttons().contains("Approve"));
    }

    private SeenMessage card(Job job) {
      return anna.awaitMessage(
          OPS,
          m -> m.replyTo() == null && m.text().contains(job.id()) && m.text().contains("**Done**"));
    }

    private Job ended(Job job) {
      SeenMessage outcome =
          anna.awaitMessage(
              OPS,
              m ->
                  m.replyTo() != null
                      && m.pinged().contains("anna")
                      && m.text().contains(job.id()));
      chat.shown(outcome);
      Job ended = bot.jobs().find(job.id()).orElseThrow();
      right(ended.state() == JobState.DONE, "job " + job.id() + " is done, and anna was told");
      return ended;
    }

    private JobState state(Job job) {
      return bot.jobs().find(job.id()).orElseThrow().state();
    }

    private void refuses(BotAnswer answer, String why) {
      SeenMessage message = answer.awaitMessage();
      chat.shown(message);
      right(message.text().contains(why), "refused, with the reason");
    }

    private SnapshotMade snapshotOf(Job job) {
      return SnapshotMade.of(job).orElseThrow();
    }

    private void right(boolean right, String what) {
      chat.verdict(right, what);
      if (!right) {
        wrong++;
      }
    }
  }
}
