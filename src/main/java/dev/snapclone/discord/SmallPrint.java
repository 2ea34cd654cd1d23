package dev.snapclone.discord;

import dev.snapclone.approval.Approval;
import dev.snapclone.command.GuildNames;
import dev.snapclone.i18n.Text;
import dev.snapclone.i18n.Text.Arg;
import dev.snapclone.job.Job;
import dev.snapclone.job.JobState;
import dev.snapclone.job.PlanLine.Section;
import dev.snapclone.procedure.CloneMade;
import dev.snapclone.procedure.Costs;
import dev.snapclone.procedure.SnapshotMade;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The small print of a card: the deadline, who asked and decided, how long it took, links. */
final class SmallPrint {
  private final Wording wording;
  private final GuildNames names;

  /**
   * @param names of the roles and people that a rule asks
   */
  SmallPrint(Wording wording, GuildNames names) {
    this.wording = wording;
    this.names = names;
  }

  /** The parts of a card's small print, without its signature. */
  List<String> of(CardView view) {
    List<Text> parts = new ArrayList<>(people(view));
    Job job = view.job();
    Instant started = job.progress().started();
    Instant ended = job.progress().ended();
    if (started != null && ended != null) {
      Duration took = Duration.between(started, ended);
      if (took.toSeconds() > 0) {
        parts.add(Text.of("card.took", Arg.duration(took)));
      }
    }
    if (!saidAbove(job)) {
      parts.add(Text.of("card.cloud", Arg.name(job.cloud())));
    }
    if (job.state() == JobState.DONE) {
      costs(job).ifPresent(parts::add);
    }
    if (view.links().question() != null) {
      parts.add(Text.of("card.link-question", Arg.plain(view.links().question())));
    }
    if (view.links().room() != null) {
      parts.add(Text.of("card.link-room", Arg.plain(view.links().room())));
    }
    return worded(view, parts);
  }

  /** The parts of a question's small print, without its signature. */
  List<String> ofQuestion(CardView view, String cardLink) {
    List<Text> parts = new ArrayList<>(people(view));
    parts.add(Text.of("card.link-card", Arg.plain(cardLink)));
    return worded(view, parts);
  }

  private List<String> worded(CardView view, List<Text> parts) {
    return parts.stream().map(part -> wording.markdown(view.locale(), part)).toList();
  }

  private List<Text> people(CardView view) {
    Job job = view.job();
    List<Text> parts = new ArrayList<>();
    Approval approval = view.approval();
    if (view.asking() && approval != null) {
      parts.add(needs(approval, job.place().guild()));
    }
    if (!saidAbove(job)) {
      parts.add(askedBy(job));
    }
    if (approval != null) {
      approval.decisions().stream()
          .filter(decision -> decision.yes())
          .map(SmallPrint::decided)
          .forEach(parts::add);
    }
    cancelledBy(job).ifPresent(parts::add);
    usually(view).ifPresent(parts::add);
    return parts;
  }

  /** What that costs which it made and which stands. */
  private static Optional<Text> costs(Job job) {
    boolean stands = SnapshotMade.standing(job).isPresent() || CloneMade.standing(job).isPresent();
    return job.plan().of(Section.COST).stream()
        .filter(line -> stands && Costs.tells(line))
        .map(Costs::small)
        .findFirst();
  }

  /** How long it usually takes; what takes longer says so above. */
  private static Optional<Text> usually(CardView view) {
    return Optional.ofNullable(view.estimate())
        .filter(estimate -> !estimate.late())
        .map(estimate -> Text.of("card.usually", Arg.text(estimate.range())));
  }

  /** Who asks, and why. */
  static Text askedBy(Job job) {
    Arg who = Arg.person(job.requester().id());
    return job.reason() == null
        ? Text.of("card.asked-by", who)
        : Text.of("card.asked-by-why", who, job.reason().shown());
  }

  /** A job that has not begun has its requester and its plan above, with the cloud. */
  private static boolean saidAbove(Job job) {
    return job.state() == JobState.WAITING_FOR_APPROVAL || job.state() == JobState.QUEUED;
  }

  /** Who cancelled what is still being undone; once it has ended, its state says it. */
  private static Optional<Text> cancelledBy(Job job) {
    return job.progress().cancelledBy() == null || job.state() == JobState.CANCELLED
        ? Optional.empty()
        : Optional.of(Text.of("card.cancelled-by", Arg.person(job.progress().cancelledBy().id())));
  }

  private static Text decided(Approval.Decision decision) {
    Arg who = Arg.person(decision.personId());
    if (!decision.counts()) {
      return Text.of("card.approved-before", who);
    }
    return decision.reason().isBlank()
        ? Text.of("card.approved-by", who)
        : Text.of("card.approved-by-why", who, Arg.quote(decision.reason()));
  }

  private Text needs(Approval approval, String guild) {
    Arg missing = Arg.number(approval.missing());
    Arg until = Arg.time(approval.expiresAt());
    String only = approval.terms().approversInWords(one -> names.of(guild, one));
    return only.isEmpty()
        ? Text.of(approval.fourEyes() ? "card.needs-other" : "card.needs", missing, until)
        : Text.of(
            approval.fourEyes() ? "card.needs-other-of" : "card.needs-of",
            missing,
            until,
            Arg.name(only));
  }
}
