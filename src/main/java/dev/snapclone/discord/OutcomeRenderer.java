package dev.snapclone.discord;

import dev.snapclone.command.Reply;
import dev.snapclone.i18n.Text;
import dev.snapclone.i18n.Text.Arg;
import dev.snapclone.job.FirstAnswers.FirstAnswer;
import dev.snapclone.job.Job;
import dev.snapclone.job.JobState;
import dev.snapclone.job.Outcome;
import dev.snapclone.job.ResourceRef;
import dev.snapclone.procedure.CurrentOutcome;
import dev.snapclone.request.StateWords;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import net.dv8tion.jda.api.utils.messages.MessageCreateData;
import org.jspecify.annotations.Nullable;

/** Renders how a job ended: one short message that notifies its requester. It has no buttons. */
final class OutcomeRenderer {
  /** Who reads an outcome, and whom it calls. */
  enum Reader {
    /** Everybody; its requester is mentioned, unless they ended the job themselves. */
    MENTIONED,
    /** Everybody; nobody is mentioned. */
    NOBODY,
    /** Everybody; its requester is mentioned, because they took no direct message. */
    UNREACHED,
    /** Its requester, beside the channel: no more than is shown there. */
    BESIDE,
    /** Its requester, instead of the channel. */
    ALONE;

    private boolean privately() {
      return this == BESIDE || this == ALONE;
    }
  }

  private static final Set<String> GONE = Set.of("card.deleted-by", "card.clone-deleted-by");

  private final Layout layout;
  private final Wording wording;
  private final boolean showAddresses;

  OutcomeRenderer(Renderer renderer, boolean showAddresses) {
    this.layout = new Layout(renderer);
    this.wording = renderer.wording();
    this.showAddresses = showAddresses;
  }

  /** The words by which an outcome is found among the bot's messages. */
  String signature(Job job) {
    return wording.markdown(locale(job), Text.of("outcome.footer", Arg.code(job.id())));
  }

  /** The outcome as a reply to the card. */
  MessageCreateData outcome(Job job, @Nullable FirstAnswer answered) {
    return outcome(job, answered, Reader.MENTIONED, null);
  }

  /**
   * The outcome.
   *
   * @param job an ended job
   * @param answered when its clone first answered, null when it has not
   * @param card the card's address, null when it cannot be opened
   */
  MessageCreateData outcome(
      Job job, @Nullable FirstAnswer answered, Reader reader, @Nullable String card) {
    Locale locale = locale(job);
    boolean privately = reader.privately();
    boolean addresses = reader == Reader.ALONE || showAddresses;
    Outcome outcome = CurrentOutcome.of(job, answered, addresses);
    List<String> lines = new ArrayList<>();
    if (job.state() == JobState.CANCELLED) {
      lines.add(titled(job, locale, calledOff(job, outcome)));
    } else if (job.state() != JobState.DONE) {
      lines.add(titled(job, locale, StateWords.of(job)));
    }
    if (OutcomeLines.undone(outcome) && !outcome.left().isEmpty()) {
      lines.add(layout.left(locale, outcome.left()));
    }
    boolean cardIsSeen = !privately || card != null;
    OutcomeLines.of(job.state(), outcome, cardIsSeen).stream()
        .filter(line -> addresses || !isAddresses(line))
        .map(line -> wording.markdown(locale, line))
        .forEach(lines::add);
    List<String> small = new ArrayList<>();
    if (card != null) {
      small.add(wording.markdown(locale, Text.of("card.link-card", Arg.plain(card))));
    }
    small.add(signature(job));
    if (!OutcomeLines.undone(outcome)) {
      left(locale, outcome, lines);
    }
    if (reader == Reader.UNREACHED) {
      lines.add(wording.markdown(locale, Text.of("notify.unreached")));
    }
    boolean news = !privately && reader != Reader.NOBODY && isNews(job);
    if (news) {
      String to = wording.markdown(locale, Text.of("outcome.to", Arg.person(job.requester().id())));
      lines.set(0, to + ": " + lines.get(0));
    }
    return layout.plain(locale, lines, small, news ? mentioned(job) : List.of());
  }

  private String titled(Job job, Locale locale, Text what) {
    return wording.markdown(
        locale, Text.of("outcome.title", Arg.text(job.title()), Arg.text(what)));
  }

  /** Denied or cancelled by whom; else why. */
  private static Text calledOff(Job job, Outcome outcome) {
    return outcome
        .byPerson()
        .map(by -> Text.of("outcome.by", Arg.text(StateWords.of(job)), by))
        .orElse(outcome.headline());
  }

  /**
   * Nobody is called for what they did themselves, unless it left something to see to, nor for what
   * was deleted since.
   */
  boolean isNews(Job job) {
    Outcome outcome = CurrentOutcome.of(job, null, false);
    return !GONE.contains(outcome.headline().key())
        && (job.state() != JobState.CANCELLED
            || outcome.byPerson().filter(by -> by.value().equals(job.requester().id())).isEmpty());
  }

  /** Whether the requester took it back before it began: the card says so, and they know it. */
  boolean isTakenBack(Job job) {
    return job.state() == JobState.CANCELLED && job.progress().started() == null && !isNews(job);
  }

  /** Says only that a job has ended, where others may not read how. */
  MessageCreateData ended(Job job) {
    Locale locale = locale(job);
    Text said =
        Text.of("outcome.out-of-reach", Arg.person(job.requester().id()), Arg.code(job.id()));
    return layout.plain(
        locale, List.of(wording.markdown(locale, said)), List.of(signature(job)), mentioned(job));
  }

  /** What is left that no line names yet. */
  private void left(Locale locale, Outcome outcome, List<String> lines) {
    List<ResourceRef> unnamed =
        outcome.left().stream()
            .filter(
                ref -> outcome.lines().stream().noneMatch(l -> CurrentOutcome.names(l, ref.id())))
            .toList();
    if (!unnamed.isEmpty()) {
      lines.add(layout.left(locale, unnamed));
    }
  }

  /** The lines that only the requester may read; empty when all may be shown. */
  List<Text> privateLines(Job job) {
    return showAddresses
        ? List.of()
        : CurrentOutcome.of(job, null, true).lines().stream()
            .filter(OutcomeRenderer::isAddresses)
            .toList();
  }

  /** What the job does, in plain text. */
  String title(Job job) {
    return wording.plain(locale(job), job.title());
  }

  /** Whether lines were private when it ended, whatever became of it since. */
  boolean hadPrivateLines(Job job) {
    Outcome outcome = job.outcome();
    return !showAddresses
        && outcome != null
        && outcome.lines().stream().anyMatch(OutcomeRenderer::isAddresses);
  }

  /** The private lines as a message; what became of the job when none holds any more. */
  Reply privately(Job job) {
    List<Text> lines = privateLines(job);
    return new Reply(
        Reply.Tone.INFO,
        job.title(),
        lines.isEmpty() ? List.of(CurrentOutcome.of(job, null, true).headline()) : lines,
        List.of(),
        null,
        null);
  }

  static boolean isAddresses(Text line) {
    return line.key().endsWith(".addresses");
  }

  /** Non-numeric ids are skipped: Discord would refuse the message. */
  private static List<String> mentioned(Job job) {
    String id = job.requester().id();
    boolean number = !id.isEmpty() && id.chars().allMatch(c -> c >= '0' && c <= '9');
    return number ? List.of(id) : List.of();
  }

  private static Locale locale(Job job) {
    return Wording.locale(job.place().locale());
  }
}
