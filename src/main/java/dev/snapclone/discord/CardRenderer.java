package dev.snapclone.discord;

import dev.snapclone.access.Role;
import dev.snapclone.approval.Approval;
import dev.snapclone.approval.AskedQuestion;
import dev.snapclone.command.Button;
import dev.snapclone.command.GuildNames;
import dev.snapclone.i18n.Text;
import dev.snapclone.i18n.Text.Arg;
import dev.snapclone.job.Estimate;
import dev.snapclone.job.Job;
import dev.snapclone.job.JobState;
import dev.snapclone.job.Outcome;
import dev.snapclone.job.PlanLine.Section;
import dev.snapclone.procedure.CloneMade;
import dev.snapclone.procedure.CurrentOutcome;
import dev.snapclone.procedure.PlanLines;
import dev.snapclone.procedure.SnapshotMade;
import dev.snapclone.request.StateWords;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import net.dv8tion.jda.api.utils.messages.MessageCreateData;

/** Renders a job's card and the question to its approvers, as everybody sees them. */
final class CardRenderer {
  private static final int MOST_WARNINGS = 3;
  private static final int TITLE_MAX = 256;

  /** A cloud's own words may be long; the outcome has them all. */
  private static final int SENTENCE_MAX = 260;

  private static final int GREY = 0x80848E;

  private final Layout layout;
  private final Wording wording;
  private final SmallPrint smallPrint;
  private final Phase phase = new Phase();
  private final boolean showAddresses;
  private final BiFunction<Job, Role, List<Button>> buttons;

  /** Roles and people are called as they are configured. */
  CardRenderer(
      Renderer renderer, boolean showAddresses, BiFunction<Job, Role, List<Button>> buttons) {
    this(renderer, showAddresses, buttons, GuildNames.AS_CONFIGURED);
  }

  /**
   * @param buttons the buttons about a job that somebody with a role may press
   * @param names of roles and people
   */
  CardRenderer(
      Renderer renderer,
      boolean showAddresses,
      BiFunction<Job, Role, List<Button>> buttons,
      GuildNames names) {
    this.layout = new Layout(renderer);
    this.wording = renderer.wording();
    this.smallPrint = new SmallPrint(wording, names);
    this.showAddresses = showAddresses;
    this.buttons = buttons;
  }

  Wording wording() {
    return wording;
  }

  /** The words by which the card is found among the bot's messages. */
  String cardSignature(Job job) {
    return signature(job, "card.footer");
  }

  /** The words by which a question in the approvals channel is found. */
  String questionSignature(Job job) {
    return signature(job, "card.question-footer");
  }

  private String signature(Job job, String key) {
    return wording.markdown(Wording.locale(job.place().locale()), Text.of(key, Arg.code(job.id())));
  }

  MessageCreateData card(CardView view) {
    Job job = view.job();
    List<String> lines = new ArrayList<>(state(view));
    if (job.state() == JobState.WAITING_FOR_APPROVAL || job.state() == JobState.QUEUED) {
      plan(view, lines);
    }
    List<String> small = new ArrayList<>(smallPrint.of(view));
    small.add(cardSignature(job));
    return layout.card(view.locale(), face(view, lines, small, buttons(view)));
  }

  /**
   * While approvers are asked, their answers and what is everybody's: {@code Cancel} beside {@code
   * Deny} would serve one person and mislead the others.
   */
  private List<Button> buttons(CardView view) {
    List<Button> all = new ArrayList<>(answers(view));
    all.addAll(buttons.apply(view.job(), all.isEmpty() ? Role.ADMIN : Role.NONE));
    return all;
  }

  /**
   * The question in the approvals channel: the card's head; once approved, who did, and in a line
   * what became of it. The linked card tells more.
   */
  MessageCreateData question(CardView view, String cardLink) {
    Job job = view.job();
    List<String> lines = new ArrayList<>();
    if (view.asking()) {
      lines.addAll(state(view));
      plan(view, lines);
    } else if (!view.granted()) {
      lines.addAll(state(view));
    } else if (job.state().terminal()) {
      lines.add(state(view).get(0));
    } else {
      lines.add(line(view, Text.of("card.state-only", Arg.text(StateWords.of(job)))));
    }
    List<String> small = new ArrayList<>(smallPrint.ofQuestion(view, cardLink));
    small.add(questionSignature(job));
    List<Button> under = view.asking() ? buttons(view) : List.of();
    return layout.card(view.locale(), face(view, lines, small, under));
  }

  private CardFace face(
      CardView view, List<String> lines, List<String> small, List<Button> buttons) {
    String title = wording.markdown(view.locale(), view.job().title());
    return new CardFace(
        Markdown.cutMarkdown(title, TITLE_MAX), lines, small, colour(view.job()), buttons);
  }

  private static List<Button> answers(CardView view) {
    Approval approval = view.approval();
    return view.asking() && approval != null ? AskedQuestion.buttons(approval) : List.of();
  }

  /** The state, with what belongs to it. */
  private List<String> state(CardView view) {
    Job job = view.job();
    return switch (job.state()) {
      case WAITING_FOR_APPROVAL, QUEUED -> List.of(state(view, SmallPrint.askedBy(job)));
      case RUNNING, CANCELLING -> runs(view);
      case DONE -> done(view);
      case FAILED, CANCELLED, NEEDS_ATTENTION -> ended(view);
    };
  }

  private List<String> runs(CardView view) {
    Estimate estimate = view.estimate();
    String state = state(view, phase.of(view));
    return estimate == null || !estimate.late()
        ? List.of(state)
        : List.of(state, line(view, Text.of("card.late", Arg.text(estimate.range()))));
  }

  private String state(CardView view, Text more) {
    return line(
        view, Text.of("card.state-line", Arg.text(StateWords.of(view.job())), Arg.text(more)));
  }

  private List<String> done(CardView view) {
    Outcome outcome = CurrentOutcome.of(view.job(), view.answered(), showAddresses);
    List<String> lines = new ArrayList<>();
    lines.add(state(view, outcome.headline()));
    Stream.concat(outcome.lines().stream(), outcome.more().stream())
        .filter(this::mayShow)
        .forEach(text -> lines.add(line(view, text)));
    LeaseLine.of(view).ifPresent(text -> lines.add(line(view, text)));
    return lines;
  }

  /** What happened, what is left of it, and who tries it again. Details tells the rest. */
  private List<String> ended(CardView view) {
    Job job = view.job();
    Outcome outcome = CurrentOutcome.of(job, null, showAddresses);
    List<String> lines = new ArrayList<>();
    Text headline = outcome.headline();
    lines.add(
        outcome
            .byPerson()
            .map(by -> line(view, Text.of("card.state-by", Arg.text(StateWords.of(job)), by)))
            .orElseGet(() -> Markdown.cutMarkdown(state(view, headline), SENTENCE_MAX)));
    if (!outcome.left().isEmpty()) {
      lines.add(layout.left(view.locale(), outcome.left()));
    } else if (outcome.cleanedBy().isPresent()) {
      lines.add(
          line(view, Text.of("card.cleaned-by", Arg.code(outcome.cleanedBy().orElseThrow()))));
    } else if (outcome.lines().stream().anyMatch(l -> l.key().equals("jobs.removed"))) {
      lines.add(line(view, Text.of("card.undone")));
    } else if (!outcome.lines().isEmpty() && outcome.retriedBy().isEmpty()) {
      lines.add(line(view, outcome.lines().get(0)));
    }
    CurrentOutcome.retried(outcome).ifPresent(by -> lines.add(line(view, by)));
    return lines;
  }

  private void plan(CardView view, List<String> lines) {
    Approval approval = view.approval();
    if (view.asking() && approval != null && !approval.differences().isEmpty()) {
      lines.add(line(view, Text.of("card.asked-again")));
      approval.differences().forEach(text -> lines.add("• " + line(view, text)));
    }
    List<Text> costs = told(view, Section.COST);
    costs.forEach(text -> lines.add(line(view, text)));
    LeaseLine.of(view).ifPresent(text -> lines.add(line(view, text)));
    List<Text> warnings =
        PlanLines.withoutGuesses(told(view, Section.WARNING), view.estimate() != null);
    if (costs.isEmpty() && warnings.isEmpty() && !view.job().plan().lines().isEmpty()) {
      // An earlier version asked for it, and its plan cannot be told.
      lines.add(line(view, Text.of("card.see-details")));
    }
    warnings.stream().limit(MOST_WARNINGS).forEach(text -> lines.add("⚠️ " + line(view, text)));
    int more = warnings.size() - MOST_WARNINGS;
    if (more > 0) {
      lines.add(line(view, Text.of("card.more-warnings", Arg.number(more))));
    }
  }

  private List<Text> told(CardView view, Section section) {
    return view.job().plan().of(section).stream().filter(this::mayShow).toList();
  }

  /** Lines with addresses are private when the configuration says so. */
  private boolean mayShow(Text text) {
    return showAddresses || !OutcomeRenderer.isAddresses(text);
  }

  private String line(CardView view, Text text) {
    return wording.markdown(view.locale(), text);
  }

  private static int colour(Job job) {
    boolean cleaned =
        job.state() == JobState.NEEDS_ATTENTION
            && job.outcome() != null
            && job.outcome().cleanedBy().isPresent();
    boolean gone =
        job.state() == JobState.DONE
            && (SnapshotMade.of(job).isPresent() || !CloneMade.all(job).isEmpty())
            && SnapshotMade.standing(job).isEmpty()
            && CloneMade.allStanding(job).isEmpty();
    return gone || cleaned ? GREY : colour(job.state());
  }

  static int colour(JobState state) {
    return switch (state) {
      case WAITING_FOR_APPROVAL -> 0xE0A100;
      case QUEUED, RUNNING -> 0x5865F2;
      case CANCELLING, CANCELLED -> GREY;
      case DONE -> 0x2E9E5B;
      case FAILED, NEEDS_ATTENTION -> 0xD13438;
    };
  }
}
