package dev.snapclone.discord;

import dev.snapclone.approval.Approval;
import dev.snapclone.approval.AskedQuestion;
import dev.snapclone.command.Button;
import dev.snapclone.i18n.Text;
import dev.snapclone.i18n.Text.Arg;
import dev.snapclone.job.FirstAnswers;
import dev.snapclone.job.Job;
import dev.snapclone.job.JobState;
import dev.snapclone.job.JournalEntry;
import dev.snapclone.job.Outcome;
import dev.snapclone.job.PlanLine.Section;
import dev.snapclone.procedure.CloneMade;
import dev.snapclone.procedure.Os;
import dev.snapclone.procedure.SnapshotMade;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import net.dv8tion.jda.api.utils.messages.MessageCreateData;
import org.jspecify.annotations.Nullable;

/** Renders a job's card and the question to its approvers, as everybody sees them. */
final class CardRenderer {
  /** Headline of a cancelled job's outcome. */
  static final String CANCELLED_BY = "jobs.cancelled.by";

  private static final int MOST_WARNINGS = 3;
  private static final String UNDO = "undo/";

  private final Renderer renderer;
  private final Wording wording;
  private final boolean showAddresses;
  private final Function<Job, List<Button>> buttons;

  /**
   * @param buttons the buttons that the features offer for a job
   */
  CardRenderer(Renderer renderer, boolean showAddresses, Function<Job, List<Button>> buttons) {
    this.renderer = renderer;
    this.wording = renderer.wording();
    this.showAddresses = showAddresses;
    this.buttons = buttons;
  }

  /**
   * What a card shows.
   *
   * @param approval null when the job needs none
   * @param questionLink address of the question in the approvals channel, null when there is none
   * @param roomLink address of the requester's private room, null when there is none
   * @param answered when the clone first answered, null when it has not
   */
  record View(
      Job job,
      List<JournalEntry> journal,
      @Nullable Approval approval,
      @Nullable String questionLink,
      @Nullable String roomLink,
      FirstAnswers.@Nullable FirstAnswer answered) {
    View {
      journal = List.copyOf(journal);
    }

    /** A view of a job whose clone has not answered. */
    View(
        Job job,
        List<JournalEntry> journal,
        @Nullable Approval approval,
        @Nullable String questionLink,
        @Nullable String roomLink) {
      this(job, journal, approval, questionLink, roomLink, null);
    }

    Locale locale() {
      return Wording.locale(job.place().locale());
    }

    boolean asking() {
      return job.state() == JobState.WAITING_FOR_APPROVAL
          && approval != null
          && approval.state() == Approval.State.PENDING;
    }
  }

  /** The footer by which the card is found among the bot's messages. */
  String cardFooter(Job job) {
    return footer(job, "card.footer");
  }

  /** The footer of a question in the approvals channel. */
  String questionFooter(Job job) {
    return footer(job, "card.question-footer");
  }

  private String footer(Job job, String key) {
    return wording.plain(Wording.locale(job.place().locale()), Text.of(key, Arg.code(job.id())));
  }

  MessageCreateData card(View view) {
    Locale locale = view.locale();
    Job job = view.job();
    List<String> lines = new ArrayList<>();
    lines.add(stateLine(view));
    if (job.outcome() != null && mayShow(job.outcome().headline())) {
      lines.add(line(view, job.outcome().headline()));
    }
    boolean neverBegan = job.state().terminal() && job.progress().started() == null;
    if (job.state() == JobState.WAITING_FOR_APPROVAL || neverBegan) {
      plan(view, lines);
    } else {
      steps(view, lines);
    }
    people(view, headlineSaysWhoCancelled(job), lines);
    times(view, lines);
    reachable(view).ifPresent(text -> lines.add(line(view, text)));
    links(view, lines);
    List<Button> under = new ArrayList<>(answers(view));
    under.addAll(buttons.apply(job));
    return renderer.message(
        "",
        renderer.embed(locale, title(view), lines, cardFooter(job), colour(job.state())),
        renderer.rows(locale, under, null),
        List.of());
  }

  /** The question in the approvals channel. */
  MessageCreateData question(View view, String cardLink) {
    Locale locale = view.locale();
    Job job = view.job();
    List<String> lines = new ArrayList<>();
    lines.add(stateLine(view));
    plan(view, lines);
    people(view, false, lines);
    lines.add(line(view, Text.of("card.link-card", Arg.plain(cardLink))));
    return renderer.message(
        "",
        renderer.embed(locale, title(view), lines, questionFooter(job), colour(job.state())),
        renderer.rows(locale, answers(view), null),
        List.of());
  }

  private static List<Button> answers(View view) {
    Approval approval = view.approval();
    return view.asking() && approval != null ? AskedQuestion.buttons(approval) : List.of();
  }

  private String title(View view) {
    return wording.markdown(view.locale(), view.job().title());
  }

  private String stateLine(View view) {
    Job job = view.job();
    return line(
        view,
        Text.of(
            "card.state-line",
            Arg.text(Text.of("card.state." + shownState(job))),
            Arg.text(kind(job)),
            Arg.code(job.id()),
            Arg.name(job.cloud())));
  }

  /** The state; once leftovers are removed a job needs no attention any more. */
  private static String shownState(Job job) {
    boolean mended = job.state() == JobState.NEEDS_ATTENTION && cleanedBy(job).isPresent();
    return mended ? "CLEANED_UP" : job.state().name();
  }

  private static Optional<String> cleanedBy(Job job) {
    return Optional.ofNullable(job.outcome()).flatMap(Outcome::cleanedBy);
  }

  private Text kind(Job job) {
    String kind = kindOf(job);
    String key = "card.kind." + kind;
    return wording.has(key) ? Text.of(key) : Text.of("card.kind.other", Arg.name(kind));
  }

  /** The workflow's name without its version. */
  static String kindOf(Job job) {
    int version = job.workflow().lastIndexOf("-v");
    return version < 0 ? job.workflow() : job.workflow().substring(0, version);
  }

  private void plan(View view, List<String> lines) {
    Approval approval = view.approval();
    if (view.asking() && approval != null && !approval.differences().isEmpty()) {
      lines.add("");
      lines.add(line(view, Text.of("card.asked-again")));
      approval.differences().forEach(text -> lines.add("• " + line(view, text)));
    }
    List<Text> costs = told(view, Section.COST);
    List<Text> warnings = told(view, Section.WARNING);
    if (!costs.isEmpty() || !warnings.isEmpty()) {
      lines.add("");
    }
    costs.forEach(text -> lines.add(line(view, text)));
    warnings.stream().limit(MOST_WARNINGS).forEach(text -> lines.add("⚠️ " + line(view, text)));
    int more = warnings.size() - MOST_WARNINGS;
    if (more > 0) {
      lines.add(line(view, Text.of("card.more-warnings", Arg.number(more))));
    }
  }

  private List<Text> told(View view, Section section) {
    return view.job().plan().of(section).stream().filter(this::mayShow).toList();
  }

  /** Lines with addresses are private when the configuration says so. */
  boolean mayShow(Text text) {
    return showAddresses || !text.key().endsWith(".addresses");
  }

  private void steps(View view, List<String> lines) {
    if (!view.job().plan().outline().isEmpty()) {
      lines.add("");
    }
    for (StepLines.Line step : StepLines.of(view.job(), view.journal())) {
      String words = step.mark().sign() + " " + line(view, step.label());
      JournalEntry progress = step.progress();
      lines.add(progress == null ? words : words + progress(view, progress));
    }
    long undone = undos(view.journal(), true);
    long undos = undos(view.journal(), false);
    if (undos > 0) {
      lines.add("↩ " + line(view, undo(view.job(), undone, undos)));
    }
  }

  /** The undo's progress while it runs, then its result. */
  private static Text undo(Job job, long undone, long undos) {
    if (!job.state().terminal()) {
      return Text.of("card.undo", Arg.number(undone), Arg.number(undos));
    }
    boolean partly =
        (undone < undos || job.state() == JobState.NEEDS_ATTENTION) && !cleanedBy(job).isPresent();
    return Text.of(partly ? "card.undone-in-part" : "card.undone");
  }

  private static long undos(List<JournalEntry> journal, boolean doneOnly) {
    return journal.stream()
        .filter(e -> e.key().startsWith(UNDO))
        .filter(e -> !doneOnly || e.phase() == JournalEntry.Phase.DONE)
        .count();
  }

  private String progress(View view, JournalEntry entry) {
    if (entry.troubledSince() != null) {
      Text troubled =
          Text.of("card.troubled", Arg.name(view.job().cloud()), Arg.time(entry.troubledSince()));
      return " — " + line(view, troubled);
    }
    StringBuilder out = new StringBuilder();
    if (entry.status() != null && !entry.status().isBlank()) {
      out.append(" — ").append(line(view, Text.of("card.status", Arg.name(entry.status()))));
    }
    if (entry.percent() != null) {
      out.append(' ')
          .append(line(view, Text.of("card.percent", Arg.number(bounded(entry.percent())))));
    }
    return out.append(", ")
        .append(line(view, Text.of("card.since", Arg.time(entry.since()))))
        .toString();
  }

  private static int bounded(int percent) {
    return Math.max(0, Math.min(100, percent));
  }

  /** Who asked, decided and cancelled, and the jobs that followed. */
  private void people(View view, boolean saidWhoCancelled, List<String> lines) {
    Job job = view.job();
    lines.add("");
    lines.add(
        line(
            view,
            Text.of("card.asked-by", Arg.person(job.requester().id()), Arg.time(job.created()))));
    if (job.reason() != null) {
      lines.add(line(view, Text.of("card.reason", job.reason().shown())));
    }
    Approval approval = view.approval();
    if (approval != null) {
      for (Approval.Decision decision : approval.decisions()) {
        String said = decision.yes() ? "card.approved-by" : "card.denied-by";
        String key = decision.counts() ? said : "card.approved-before";
        lines.add(
            line(view, Text.of(key, Arg.person(decision.personId()), Arg.time(decision.at()))));
        if (!decision.reason().isBlank()) {
          lines.add(line(view, Text.of("card.reason", Arg.quote(decision.reason()))));
        }
      }
      approvalState(view, approval).ifPresent(text -> lines.add(line(view, text)));
    }
    if (job.progress().cancelledBy() != null && !saidWhoCancelled) {
      lines.add(
          line(view, Text.of("card.cancelled-by", Arg.person(job.progress().cancelledBy().id()))));
    }
    cleanedBy(job).ifPresent(by -> lines.add(followedBy(view, "card.cleaned-by", by)));
    SnapshotMade.of(job)
        .map(SnapshotMade::deletedBy)
        .ifPresent(by -> lines.add(followedBy(view, "card.deleted-by", by)));
    Optional<CloneMade.Since> since = CloneMade.of(job).map(CloneMade::since);
    since
        .map(CloneMade.Since::liftedBy)
        .ifPresent(by -> lines.add(followedBy(view, "card.lifted-by", by)));
    since
        .map(CloneMade.Since::deletedBy)
        .ifPresent(by -> lines.add(followedBy(view, "card.clone-deleted-by", by)));
  }

  private String followedBy(View view, String key, String job) {
    return line(view, Text.of(key, Arg.code(job)));
  }

  private static boolean headlineSaysWhoCancelled(Job job) {
    return job.outcome() != null && job.outcome().headline().key().equals(CANCELLED_BY);
  }

  private static Optional<Text> approvalState(View view, Approval approval) {
    return switch (approval.state()) {
      case PENDING -> view.asking() ? Optional.of(needs(approval)) : Optional.empty();
      case EXPIRED -> Optional.of(Text.of("card.expired", Arg.time(approval.expiresAt())));
      case GRANTED, DENIED, WITHDRAWN -> Optional.empty();
    };
  }

  private static Text needs(Approval approval) {
    Arg missing = Arg.number(approval.missing());
    Arg until = Arg.time(approval.expiresAt());
    String only = approval.terms().approversInWords();
    return only.isEmpty()
        ? Text.of(approval.fourEyes() ? "card.needs-other" : "card.needs", missing, until)
        : Text.of(
            approval.fourEyes() ? "card.needs-other-of" : "card.needs-of",
            missing,
            until,
            Arg.name(only));
  }

  private void times(View view, List<String> lines) {
    Job job = view.job();
    if (job.progress().started() == null) {
      return;
    }
    if (job.progress().ended() == null) {
      lines.add(line(view, Text.of("card.started", Arg.time(job.progress().started()))));
    } else {
      lines.add(
          line(
              view,
              Text.of(
                  "card.took",
                  Arg.time(job.progress().started()),
                  Arg.duration(
                      Duration.between(job.progress().started(), job.progress().ended())))));
    }
  }

  /** For a Windows clone, that it answers; only once it was seen to. */
  private Optional<Text> reachable(View view) {
    FirstAnswers.FirstAnswer answered = view.answered();
    if (answered != null) {
      return Optional.of(
          showAddresses
              ? Text.of("card.reachable-at", Arg.code(answered.address()), Arg.time(answered.at()))
              : Text.of("card.reachable", Arg.time(answered.at())));
    }
    return CloneMade.of(view.job())
        .map(CloneMade::copy)
        .filter(copy -> copy.os() == Os.WINDOWS)
        .map(
            copy ->
                Text.of(
                    copy.automaticNetwork()
                        ? "card.not-reachable-automatic"
                        : "card.not-reachable"));
  }

  private void links(View view, List<String> lines) {
    if (view.questionLink() != null) {
      lines.add(line(view, Text.of("card.link-question", Arg.plain(view.questionLink()))));
    }
    if (view.roomLink() != null) {
      lines.add(line(view, Text.of("card.link-room", Arg.plain(view.roomLink()))));
    }
  }

  private String line(View view, Text text) {
    return wording.markdown(view.locale(), text);
  }

  static int colour(JobState state) {
    return switch (state) {
      case WAITING_FOR_APPROVAL -> 0xE0A100;
      case QUEUED, RUNNING -> 0x5865F2;
      case CANCELLING, CANCELLED -> 0x80848E;
      case DONE -> 0x2E9E5B;
      case FAILED, NEEDS_ATTENTION -> 0xD13438;
    };
  }
}
