package dev.snapclone.discord;

import static dev.snapclone.job.JobBuilder.like;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.snapclone.access.Place;
import dev.snapclone.approval.Approval;
import dev.snapclone.clone.CloneBench;
import dev.snapclone.cloud.Quota;
import dev.snapclone.i18n.Messages;
import dev.snapclone.i18n.Text;
import dev.snapclone.i18n.Text.Arg;
import dev.snapclone.job.FirstAnswers.FirstAnswer;
import dev.snapclone.job.Job;
import dev.snapclone.job.JobBuilder;
import dev.snapclone.job.JobState;
import dev.snapclone.job.JournalEntry;
import dev.snapclone.job.Outcome;
import dev.snapclone.job.OutlineStep;
import dev.snapclone.job.Reason;
import dev.snapclone.job.ResourceRef;
import dev.snapclone.procedure.CloneMade;
import dev.snapclone.procedure.Os;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import net.dv8tion.jda.api.components.buttons.Button;
import net.dv8tion.jda.api.components.tree.ComponentTree;
import net.dv8tion.jda.api.utils.messages.MessageCreateData;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every card in every state, planned by the real commands, in each language: as people read it,
 * with its number of words. Run with {@code -Dsnapclone.golden=write} to write the files anew.
 */
class CardGoldenTest {
  private static final Path FOLDER = Path.of("src", "test", "resources", "golden", "discord");

  /** What an approver reads in five seconds. Labels of buttons are not counted. */
  private static final int LINUX_WORDS = 60;

  private static final int WINDOWS_WORDS = 90;

  /** The cloud's ids differ from run to run. */
  private static final String ANY_ID = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";

  private static final String ONE_ID = "5f1c0000-1111-4222-8333-444455556666";
  private static final String ID = "k3j9x2";
  private static final List<OutlineStep> OUTLINE =
      List.of(
          new OutlineStep("volume", Text.of("clone.step.volume", Arg.gigabytes(20))),
          new OutlineStep("volume-ready", Text.of("clone.step.volume-ready")),
          new OutlineStep("instance", Text.of("clone.step.instance")),
          new OutlineStep("instance-ready", Text.of("clone.step.instance-ready")));

  private final CardRenderer cards =
      new CardRenderer(new Renderer(new Wording(Messages.load())), true, Offered::about);

  /** A job as the commands plan it, and how it ends when it goes right. */
  record Planned(Job job, Outcome done) {}

  static Planned linux() {
    return planned(new CloneBench(), "clone", "db-01");
  }

  static Planned isolated() {
    return planned(new CloneBench(), "clone", "web-01", "isolated", "true");
  }

  /** With all that an approver can be warned of. */
  static Planned windows() {
    CloneBench bench = new CloneBench();
    bench.cloud.knobs().limit(Quota.Item.INSTANCES, 12);
    bench.cloud.knobs().limit(Quota.Item.CORES, 18);
    return planned(bench, "copy", "win-ad-01", "name", "win-sql-01");
  }

  private static Planned planned(CloneBench bench, String command, String from, String... more) {
    String[] options = java.util.Arrays.copyOf(more, more.length + 2);
    options[more.length] = command.equals("clone") ? "snapshot-id" : "server-name";
    options[more.length + 1] = command.equals("clone") ? bench.botSnapshot(from) : from;
    var reply = bench.types(command, options);
    return new Planned(bench.job(reply), bench.runs(reply));
  }

  static JobBuilder in(Planned planned, String language, JobState state) {
    boolean started =
        state != JobState.WAITING_FOR_APPROVAL
            && state != JobState.QUEUED
            && state != JobState.CANCELLED;
    return like(planned.job())
        .id(ID)
        .by(Sample.ALVA)
        .in(new Place("1000", "3001", "ops", "3001", language))
        .because(Reason.of("OPS-1234 test the patch"))
        .outline(OUTLINE)
        .created(Sample.ASKED)
        .progress(
            state,
            started ? Sample.ASKED.plusSeconds(60) : null,
            state.terminal() ? Sample.ASKED.plusSeconds(260) : null)
        .outcome(state == JobState.DONE ? planned.done() : null);
  }

  private static Outcome failed(Planned planned, boolean left) {
    String name = planned.done().made().get(0).name();
    ResourceRef volume = new ResourceRef("VOLUME", "9e9e0000-1111-2222", name + "-root");
    return new Outcome(
        Text.of(
            "clone.failed.instance-said",
            Arg.name(name),
            Arg.quote("No valid host was found. There are not enough hosts available.")),
        left
            ? List.of(Text.of("jobs.left", Arg.text(volume.words()), Arg.plain(""), Arg.plain("")))
            : List.of(Text.of("jobs.removed", Arg.text(volume.words()))),
        List.of(),
        left ? List.of(volume) : List.of(),
        Map.of());
  }

  private static Outcome refused() {
    return new Outcome(
        Text.of("approval.outcome.denied", Arg.person(Sample.BO.id())),
        List.of(
            Text.of("approval.outcome.reason", Arg.quote("not while the shop is open")),
            Text.of("approval.outcome.nothing-done")),
        List.of(),
        List.of(),
        Map.of());
  }

  private static Outcome cancelled() {
    return new Outcome(
        Text.of("jobs.cancelled.by", Arg.person(Sample.ALVA.id())),
        List.of(Text.of("jobs.nothing-begun")),
        List.of(),
        List.of(),
        Map.of());
  }

  private static CardView view(
      Job job, @Nullable Approval approval, @Nullable FirstAnswer answer, JournalEntry... journal) {
    return new CardView(job, List.of(journal), approval, null, null, answer);
  }

  /** The life of a job, each state once. */
  private static Map<String, CardView> states(Planned planned, String language) {
    Map<String, CardView> states = new LinkedHashMap<>();
    Approval yes = Sample.granted(ID);
    states.put(
        "waiting",
        view(
            in(planned, language, JobState.WAITING_FOR_APPROVAL).build(),
            Sample.pending(ID),
            null));
    states.put("queued", view(in(planned, language, JobState.QUEUED).build(), yes, null));
    Job running = in(planned, language, JobState.RUNNING).build();
    states.put("running", view(running, yes, null, Sample.waiting("volume-ready", "creating", 40)));
    states.put("troubled", view(running, yes, null, Sample.troubled("volume-ready")));
    states.put(
        "undoing",
        view(
            running,
            yes,
            null,
            Sample.done("undo/instance"),
            Sample.phase("undo/volume", JournalEntry.Phase.WAITING)));
    states.put(
        "cancelling",
        view(
            in(planned, language, JobState.CANCELLING).cancelledBy(Sample.ALVA).build(),
            yes,
            null,
            Sample.phase("undo/volume", JournalEntry.Phase.WAITING)));
    Job done = in(planned, language, JobState.DONE).build();
    states.put("done", view(done, yes, null));
    CloneMade clone = CloneMade.of(done).orElseThrow();
    if (clone.copy().os() == Os.WINDOWS) {
      states.put("done, then reachable", view(done, yes, answer()));
    }
    if (clone.isolated()) {
      Outcome lifted = CloneMade.lifted(planned.done(), "m4k2p9");
      states.put("done, then let out", view(with(done, lifted), yes, null));
    }
    states.put(
        "done, then deleted",
        view(with(done, CloneMade.deleted(planned.done(), "d7d7d7")), yes, null));
    states.put(
        "denied",
        view(
            with(in(planned, language, JobState.CANCELLED).build(), refused()),
            Sample.denied(ID),
            null));
    states.put(
        "cancelled",
        view(with(in(planned, language, JobState.CANCELLED).build(), cancelled()), null, null));
    states.put(
        "failed",
        view(
            with(in(planned, language, JobState.FAILED).build(), failed(planned, false)),
            yes,
            null));
    Job attention = in(planned, language, JobState.NEEDS_ATTENTION).build();
    Outcome left = failed(planned, true);
    states.put("needs attention", view(with(attention, left), yes, null));
    states.put("cleaned up", view(with(attention, left.cleaned(List.of(), "c1c1c1")), yes, null));
    return states;
  }

  private static Job with(Job job, Outcome outcome) {
    return like(job).outcome(outcome).build();
  }

  private static FirstAnswer answer() {
    return new FirstAnswer("10.0.0.17", Sample.ASKED.plusSeconds(900));
  }

  /** Words as people count them: a time is what Discord shows for it, signs are none. */
  static long words(MessageCreateData card) {
    String shown = PaperChat.read(card).replaceAll("<t:\\d+:R>", "in 24 hours");
    return shown
        .lines()
        .flatMap(line -> List.of(line.split("\\s+", -1)).stream())
        .filter(word -> word.codePoints().anyMatch(Character::isLetterOrDigit))
        .count();
  }

  private static String shown(String title, MessageCreateData card) {
    String buttons =
        ComponentTree.of(card.getComponents()).findAll(Button.class).stream()
            .map(button -> "[" + button.getLabel() + "]")
            .collect(Collectors.joining(" "));
    return "== " + title + ": " + words(card) + " words\n" + PaperChat.read(card) + "\n" + buttons;
  }

  @ParameterizedTest
  @ValueSource(strings = {"en-US", "sv-SE", "no"})
  void everyCardInEveryStateIsShortAndReadsAsItDid(String language) throws IOException {
    Map<String, Planned> kinds = new LinkedHashMap<>();
    kinds.put("Linux clone", linux());
    kinds.put("Windows copy", windows());
    kinds.put("isolated clone", isolated());
    StringBuilder all = new StringBuilder();
    kinds.forEach(
        (kind, planned) ->
            states(planned, language)
                .forEach(
                    (state, view) -> {
                      MessageCreateData card = cards.card(view);
                      String shown = shown(kind + ", " + state, card);
                      int most = kind.startsWith("Windows") ? WINDOWS_WORDS : LINUX_WORDS;
                      assertTrue(words(card) <= most, shown);
                      all.append(shown).append("\n\n");
                    }));
    String text = all.toString().replaceAll(ANY_ID, ONE_ID);
    Path file = FOLDER.resolve("cards-" + Objects.requireNonNull(language) + ".txt");
    if ("write".equals(System.getProperty("snapclone.golden"))) {
      Files.writeString(file, text);
    } else if (!Files.exists(file)) {
      fail("no golden file " + file + "; write it with -Dsnapclone.golden=write");
    } else {
      assertEquals(Files.readString(file).replace("\r\n", "\n"), text);
    }
  }
}
