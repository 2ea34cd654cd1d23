package dev.snapclone.discord;

import static dev.snapclone.discord.CardJobs.ID;
import static dev.snapclone.discord.CardJobs.in;
import static dev.snapclone.discord.CardJobs.unstarted;
import static dev.snapclone.discord.CardJobs.with;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.snapclone.approval.Approval;
import dev.snapclone.discord.CardJobs.Planned;
import dev.snapclone.i18n.Messages;
import dev.snapclone.i18n.Text;
import dev.snapclone.job.Estimate;
import dev.snapclone.job.FirstAnswers.FirstAnswer;
import dev.snapclone.job.Job;
import dev.snapclone.job.JobState;
import dev.snapclone.job.JournalEntry;
import dev.snapclone.job.Outcome;
import dev.snapclone.job.OutlineStep;
import dev.snapclone.job.PlanLine;
import dev.snapclone.procedure.CloneMade;
import dev.snapclone.procedure.Os;
import dev.snapclone.procedure.SnapshotMade;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
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
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private final CardRenderer cards =
      new CardRenderer(new Renderer(new Wording(Messages.load())), true, Offered::about);

  private static final JournalEntry UNDONE = Sample.done("undo/instance");
  private static final JournalEntry UNDOING =
      Sample.phase("undo/volume", JournalEntry.Phase.WAITING);

  private static CardView view(Job job, @Nullable Approval approval, JournalEntry... journal) {
    return new CardView(job, List.of(journal), approval, null, null);
  }

  /** Where what it makes has a price. */
  private static CardView priced(CardView view) {
    List<PlanLine> lines = new ArrayList<>(view.job().plan().lines());
    lines.add(PlanLine.cost(Text.of("costs.month", Text.Arg.plain("14.20 EUR"))));
    Job job = view.job().with(view.job().plan().told(lines));
    return new CardView(
        job, view.journal(), view.approval(), view.links(), view.answered(), view.lease(), null);
  }

  /** Where enough such jobs were seen, and this one runs as long already. */
  private static CardView usual(CardView view, Duration left) {
    return new CardView(
        view.job(),
        view.journal(),
        view.approval(),
        view.links(),
        view.answered(),
        view.lease(),
        new Estimate(Duration.ofMinutes(2), Duration.ofMinutes(4), left));
  }

  /** The life of a job, each state once. */
  private static Map<String, CardView> states(Planned planned, String language) {
    Map<String, CardView> states = new LinkedHashMap<>();
    Approval yes = Sample.granted(ID);
    states.put(
        "waiting",
        view(in(planned, language, JobState.WAITING_FOR_APPROVAL).build(), Sample.pending(ID)));
    if (planned.makesSomething()) {
      states.put(
          "waiting, of a known kind and priced",
          usual(priced(Objects.requireNonNull(states.get("waiting"))), MINUTE));
    }
    states.put("queued", view(in(planned, language, JobState.QUEUED).build(), yes));
    Job running = in(planned, language, JobState.RUNNING).build();
    // The step in the middle is one that waits for the cloud.
    List<OutlineStep> outline = running.plan().outline();
    String step = outline.get(outline.size() / 2).key();
    states.put("running", view(running, yes, Sample.waiting(step, "creating", 40)));
    if (planned.makesSomething()) {
      CardView late = view(running, yes, Sample.waiting(step, "creating", 40));
      states.put("running longer than usual", usual(late, Duration.ZERO));
    }
    states.put("troubled", view(running, yes, Sample.troubled(step)));
    if (planned.makesSomething()) {
      states.put("undoing", view(running, yes, UNDONE, UNDOING));
    }
    Job cancelling = in(planned, language, JobState.CANCELLING).cancelledBy(Sample.ALVA).build();
    states.put(
        "cancelling",
        planned.makesSomething() ? view(cancelling, yes, UNDOING) : view(cancelling, yes));
    states.putAll(done(planned, language, yes));
    states.put("denied", view(unstarted(planned, language, CardJobs.denied()), Sample.denied(ID)));
    states.put("cancelled", view(unstarted(planned, language, CardJobs.neverBegun()), null));
    Job stopped = in(planned, language, JobState.CANCELLED).build();
    states.put("cancelled on its way", view(with(stopped, planned.cancelled()), yes));
    Job failed = in(planned, language, JobState.FAILED).build();
    states.put("failed", view(with(failed, planned.failed()), yes));
    if (planned.leaves()) {
      Job attention = in(planned, language, JobState.NEEDS_ATTENTION).build();
      states.put("needs attention", view(with(attention, planned.left()), yes));
      Outcome cleaned = planned.left().cleaned(List.of(), "c1c1c1");
      states.put("cleaned up", view(with(attention, cleaned), yes));
    }
    return states;
  }

  /** What it made, and what becomes of that. */
  private static Map<String, CardView> done(Planned planned, String language, Approval yes) {
    Map<String, CardView> states = new LinkedHashMap<>();
    Job done = in(planned, language, JobState.DONE).build();
    states.put("done", view(done, yes));
    if (planned.makesSomething()) {
      states.put("done, and priced", priced(view(done, yes)));
    }
    CloneMade.of(done)
        .ifPresent(
            clone -> {
              if (clone.copy().os() == Os.WINDOWS) {
                states.put(
                    "done, then reachable",
                    new CardView(done, List.of(), yes, null, null, answer(clone)));
              }
              if (clone.isolated()) {
                Outcome lifted = CloneMade.lifted(planned.done(), "m4k2p9");
                states.put("done, then let out", view(with(done, lifted), yes));
              }
              Outcome deleted = CloneMade.deleted(planned.done(), "", "d7d7d7");
              states.put("done, then deleted", view(with(done, deleted), yes));
            });
    if (SnapshotMade.of(done).isPresent()) {
      Outcome deleted = SnapshotMade.deleted(planned.done(), "d7d7d7");
      states.put("done, then deleted", view(with(done, deleted), yes));
    }
    return states;
  }

  private static FirstAnswer answer(CloneMade clone) {
    return new FirstAnswer(clone.reachableAt(), Sample.ASKED.plusSeconds(900));
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
    StringBuilder all = new StringBuilder();
    CardJobs.all()
        .forEach(
            (kind, planned) ->
                states(planned, language)
                    .forEach(
                        (state, view) -> {
                          MessageCreateData card = cards.card(view);
                          String shown = shown(kind + ", " + state, card);
                          int most = kind.contains("Windows") ? WINDOWS_WORDS : LINUX_WORDS;
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
