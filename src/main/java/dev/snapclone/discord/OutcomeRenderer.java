package dev.snapclone.discord;

import dev.snapclone.command.Button;
import dev.snapclone.command.Reply;
import dev.snapclone.i18n.Text;
import dev.snapclone.i18n.Text.Arg;
import dev.snapclone.job.Job;
import dev.snapclone.job.JobState;
import dev.snapclone.job.Outcome;
import dev.snapclone.job.ResourceRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import net.dv8tion.jda.api.utils.messages.MessageCreateData;
import org.jspecify.annotations.Nullable;

/** Renders how a job ended: the message that notifies its requester. */
final class OutcomeRenderer {
  private final Renderer renderer;
  private final Wording wording;
  private final boolean showAddresses;
  private final Function<Job, List<Button>> buttons;

  OutcomeRenderer(Renderer renderer, boolean showAddresses, Function<Job, List<Button>> buttons) {
    this.renderer = renderer;
    this.wording = renderer.wording();
    this.showAddresses = showAddresses;
    this.buttons = buttons;
  }

  /** The footer by which an outcome is found among the bot's messages. */
  String footer(Job job) {
    return wording.plain(
        Wording.locale(job.place().locale()), Text.of("outcome.footer", Arg.code(job.id())));
  }

  /**
   * @param job an ended job
   * @param privately whether only the requester reads it
   */
  MessageCreateData outcome(Job job, boolean privately) {
    return outcome(job, privately, null);
  }

  /**
   * The outcome, for a place other than the card's.
   *
   * @param card the card's address, null when it cannot be opened
   */
  MessageCreateData outcome(Job job, boolean privately, @Nullable String card) {
    Locale locale = Wording.locale(job.place().locale());
    Outcome outcome = outcomeOf(job);
    List<String> lines = new ArrayList<>();
    lines.add("**" + wording.markdown(locale, job.title()) + "**");
    for (Text line : outcome.lines()) {
      if (privately || showAddresses || !isAddresses(line)) {
        lines.add(wording.markdown(locale, line));
      }
    }
    resources(locale, "outcome.made", unnamed(outcome.made(), outcome), lines);
    resources(locale, "outcome.left", unnamed(outcome.left(), outcome), lines);
    if (card != null) {
      lines.add(wording.markdown(locale, Text.of("card.link-card", Arg.plain(card))));
    }
    String headline = wording.markdown(locale, headline(job, outcome));
    String content =
        privately
            ? headline
            : wording.markdown(locale, Text.of("outcome.to", Arg.person(job.requester().id())))
                + ": "
                + headline;
    return renderer.message(
        content,
        renderer.embed(locale, "", lines, footer(job), CardRenderer.colour(job.state())),
        renderer.rows(locale, buttons.apply(job), null),
        privately ? List.of() : mentioned(job));
  }

  /** Says only that a job has ended, where others may not read how. */
  MessageCreateData ended(Job job) {
    Locale locale = Wording.locale(job.place().locale());
    Text said =
        Text.of("outcome.out-of-reach", Arg.person(job.requester().id()), Arg.code(job.id()));
    return renderer.message(
        wording.markdown(locale, said),
        renderer.embed(locale, "", List.of(), footer(job), CardRenderer.colour(job.state())),
        List.of(),
        mentioned(job));
  }

  /** Leaves out the name of the person it addresses. */
  private static Text headline(Job job, Outcome outcome) {
    boolean own =
        outcome.headline().key().equals(CardRenderer.CANCELLED_BY)
            && job.progress().cancelledBy() != null
            && job.progress().cancelledBy().id().equals(job.requester().id());
    return own ? Text.of("outcome.you-cancelled") : outcome.headline();
  }

  /** The resources that no line names yet. */
  private static List<ResourceRef> unnamed(List<ResourceRef> refs, Outcome outcome) {
    return refs.stream()
        .filter(ref -> outcome.lines().stream().noneMatch(line -> names(line, ref.id())))
        .toList();
  }

  private static boolean names(Text text, String id) {
    return text.args().stream()
        .anyMatch(arg -> arg.value().equals(id) || (arg.text() != null && names(arg.text(), id)));
  }

  /** The lines that only the requester may read; empty when all may be shown. */
  List<Text> privateLines(Job job) {
    return showAddresses
        ? List.of()
        : outcomeOf(job).lines().stream().filter(OutcomeRenderer::isAddresses).toList();
  }

  /** The private lines as a message. */
  Reply privately(Job job) {
    return new Reply(Reply.Tone.INFO, job.title(), privateLines(job), List.of(), null, null);
  }

  private static boolean isAddresses(Text line) {
    return line.key().endsWith(".addresses");
  }

  /** Non-numeric ids are skipped: Discord would refuse the message. */
  private static List<String> mentioned(Job job) {
    String id = job.requester().id();
    boolean number = !id.isEmpty() && id.chars().allMatch(c -> c >= '0' && c <= '9');
    return number ? List.of(id) : List.of();
  }

  private static Outcome outcomeOf(Job job) {
    if (job.outcome() != null) {
      return job.outcome();
    }
    String key = job.state() == JobState.DONE ? "outcome.done" : "outcome.ended";
    return new Outcome(
        Text.of(key, Arg.text(job.title())), List.of(), List.of(), List.of(), Map.of());
  }

  private void resources(Locale locale, String key, List<ResourceRef> refs, List<String> lines) {
    if (refs.isEmpty()) {
      return;
    }
    lines.add(wording.markdown(locale, Text.of(key, Arg.number(refs.size()))));
    for (ResourceRef ref : refs) {
      String kind = "outcome.kind." + ref.kind();
      Text words = wording.has(kind) ? Text.of(kind) : Text.of("outcome.kind.OTHER");
      lines.add(
          "• "
              + wording.markdown(
                  locale,
                  ref.name().isBlank()
                      ? Text.of("outcome.unnamed", Arg.text(words), Arg.code(ref.id()))
                      : Text.of(
                          "outcome.resource",
                          Arg.text(words),
                          Arg.name(ref.name()),
                          Arg.code(ref.id()))));
    }
  }
}
