package dev.snapclone.auditing;

import dev.snapclone.audit.AuditEvent;
import dev.snapclone.audit.AuditQuery;
import dev.snapclone.command.AuditWords;
import dev.snapclone.command.AuditedAnswer;
import dev.snapclone.command.Shortened;
import dev.snapclone.i18n.Text;
import dev.snapclone.i18n.Text.Arg;
import dev.snapclone.job.Job;
import dev.snapclone.procedure.CloneMade;
import dev.snapclone.request.StateWords;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The rows of the audit in words for people who know no commands: who did what to what, and what
 * became of it.
 */
public final class AuditSentences {
  /**
   * Pages that were turned and what only looked, unless it was refused; and presses of which
   * another row tells what they did: an answer to a question, a command that was run. All of it is
   * stored and exported.
   */
  static final AuditQuery.LeftOut LEFT_OUT =
      new AuditQuery.LeftOut(
          Set.of(
              "press.approve",
              "press.approve-why",
              "press.deny",
              "press.deny-why",
              "press.choose",
              "press.give-reason",
              "press.list-snapshot",
              "press.list-copy",
              "press.list-clone",
              "press.list-verify"),
          Set.of(
              "command.help",
              "command.instances",
              "command.job",
              "command.jobs",
              "command.schedule list",
              "command.snapshots",
              "press.audit-older",
              "press.list-newer",
              "press.list-older",
              "press.list-back",
              "press.list-entry",
              "press.details",
              "press.guide-next",
              "press.guide-back",
              "press.guide-center",
              "press.guide-labels",
              "press.guide-other",
              "press.guide-powershell",
              "press.guide-sconfig",
              "press.guide-short",
              "press.details-more"));

  private static final int NAME = 30;

  /** The options of commands that say what they are about, what tells most first. */
  private static final List<String> ABOUT =
      List.of(
          "server-name",
          "snapshot-id",
          "clone",
          "older-than",
          "instance",
          "schedule-id",
          "id",
          "text");

  private static final Set<String> SAID_YES = Set.of("granted", "counted");

  private final Function<String, Optional<Job>> jobs;
  private final Predicate<String> known;
  private final AuditWords words;

  /**
   * @param jobs finds the job that a row is about
   * @param known whether a message key exists
   */
  public AuditSentences(Function<String, Optional<Job>> jobs, Predicate<String> known) {
    this.jobs = jobs;
    this.known = known;
    this.words = new AuditWords(known);
  }

  /** The line of an event as it happens; empty when it is left out. */
  public Optional<Text> posted(AuditEvent event) {
    return LEFT_OUT.include(event.action(), event.result())
        ? Optional.empty()
        : Optional.of(line(event));
  }

  /** One line: when, the sentence, and by what it is found again. */
  Text line(AuditEvent event) {
    Job job =
        jobs.apply(event.subject())
            .or(() -> jobs.apply(event.details().getOrDefault("job", "")))
            .orElse(null);
    Text line = Text.of("audit.line", Arg.date(event.at()), Arg.text(sentence(event, job)));
    // The cloud's own request id stays in the stored row: it tells the readers of a line nothing.
    return job == null ? line : Text.of("audit.line.job", Arg.text(line), Arg.code(job.id()));
  }

  private Text sentence(AuditEvent event, @Nullable Job job) {
    String action = event.action();
    if (action.startsWith("cloud.")) {
      return effect(event, job);
    }
    if (job == null) {
      return action.startsWith("command.") ? command(event) : other(event, null);
    }
    return switch (action) {
      case "approval.approve", "approval.deny" -> answer(event, job);
      case "job.start" -> Text.of("audit.said.begun", title(job), cloud(job), requester(job));
      case "job.end" ->
          Text.of(
              "audit.said.ended",
              title(job),
              cloud(job),
              requester(job),
              result(StateWords.denied(job) ? "denied" : event.result()));
      case "press.add-reason" -> because(other(event, job), event);
      case "console.open" ->
          Text.of(
              event.result().equals("ok") ? "audit.said.console" : "audit.said.console-failed",
              who(event),
              Arg.name(
                  CloneMade.all(job).stream()
                      .filter(clone -> clone.copy().id().equals(event.subject()))
                      .findFirst()
                      .map(clone -> Shortened.name(clone.copy().name(), NAME))
                      .orElse(event.subject())));
      default -> {
        if (again(event)) {
          yield Text.of("audit.said.again", who(event), title(job));
        }
        yield asked(event, job) ? request(event, job) : other(event, job);
      }
    };
  }

  private static Arg who(AuditEvent event) {
    return Arg.name(Shortened.name(event.actorName(), NAME));
  }

  private static Arg requester(Job job) {
    return Arg.name(Shortened.name(job.requester().name(), NAME));
  }

  private static Arg title(Job job) {
    return Arg.text(Shortened.names(job.title(), NAME));
  }

  private static Arg cloud(Job job) {
    return Arg.name(Shortened.name(job.cloud(), NAME));
  }

  /** A result as stored; a word of another version is shown as it is. */
  private Arg result(String stored) {
    String key = "audit.result." + stored;
    return known.test(key) ? Arg.text(Text.of(key)) : Arg.name(stored);
  }

  /** Whether the row is the request that made the job, and not about a job that was there. */
  private static boolean asked(AuditEvent event, Job job) {
    return event.subject().equals(job.id())
        && !event.details().getOrDefault("target", "").startsWith(job.id())
        && !again(event);
  }

  /** Whether it was asked for while the job was open that does it. */
  private static boolean again(AuditEvent event) {
    return event.details().getOrDefault("answer", "").startsWith("procedure.already");
  }

  /** What was asked for; what became of it stands in rows of its own, at their times. */
  private Text request(AuditEvent event, Job job) {
    String key = "audit.asked." + job.workflow().replaceFirst("-v\\d+$", "");
    List<Arg> args = new ArrayList<>(List.of(who(event)));
    args.addAll(Shortened.names(job.title(), NAME).args());
    Text asked =
        known.test(key)
            ? Text.of(key, args.toArray(new Arg[0]))
            : Text.of("audit.asked.other", who(event), title(job));
    return because(
        unlessOk(Text.of("audit.said.request", Arg.text(asked), cloud(job)), event), event);
  }

  private Text answer(AuditEvent event, Job job) {
    boolean yes = event.action().equals("approval.approve");
    if (yes ? !SAID_YES.contains(event.result()) : !event.result().equals("denied")) {
      return Text.of(
          "audit.said.answer-void", who(event), title(job), cloud(job), result(event.result()));
    }
    return because(
        Text.of(
            yes ? "audit.said.approved" : "audit.said.denied", who(event), title(job), cloud(job)),
        event);
  }

  private static Text because(Text said, AuditEvent event) {
    String reason = event.details().getOrDefault("reason", "");
    return reason.isEmpty()
        ? said
        : Text.of("audit.said.why", Arg.text(said), Arg.quote(Shortened.name(reason, 80)));
  }

  private Text effect(AuditEvent event, @Nullable Job job) {
    Map<String, String> details = event.details();
    String kind = details.getOrDefault("kind", "");
    String words = "jobs.kind." + kind.toUpperCase(Locale.ROOT).replace('-', '_');
    String failed = "audit.said." + event.action() + "-failed";
    boolean failing = event.result().equals("failed") && known.test(failed);
    String plain = "audit.said." + event.action();
    String ofKind = plain + "." + kind;
    String key = failing ? failed : known.test(ofKind) ? ofKind : plain;
    if (!known.test(key)) {
      return other(event, null);
    }
    String id = details.getOrDefault("id", "");
    String name = details.getOrDefault("name", job == null ? "" : nameIn(job, id));
    Text said =
        Text.of(
            key,
            known.test(words) ? Arg.text(Text.of(words)) : Arg.name(kind),
            name.isEmpty()
                ? Arg.code(Shortened.name(id, 40))
                : Arg.name(Shortened.name(name, NAME)),
            Arg.name(Shortened.name(details.getOrDefault("cloud", ""), NAME)));
    return failing ? said : unlessOk(said, event);
  }

  /** The name of what a job is about, which is what it locks; empty for anything else. */
  private static String nameIn(Job job, String id) {
    return job.work().locks().stream().noneMatch(lock -> lock.resource().equals(id))
        ? ""
        : job.title().args().stream()
            .filter(arg -> arg.kind() == Arg.Kind.NAME)
            .map(Arg::value)
            .findFirst()
            .orElse("");
  }

  private Text unlessOk(Text said, AuditEvent event) {
    if (event.result().equals("ok")) {
      return said;
    }
    Arg result = result(event.result());
    return why(event)
        .map(why -> Text.of("audit.said.refused", Arg.text(said), result, Arg.text(why)))
        .orElseGet(() -> Text.of("audit.said.but", Arg.text(said), result));
  }

  /** What the person was told about it. */
  private Optional<Text> why(AuditEvent event) {
    return AuditedAnswer.of(event).stream()
        .filter(text -> known.test(text.key()))
        .map(text -> Shortened.names(text, NAME))
        .reduce((one, next) -> Text.of("audit.said.both", Arg.text(one), Arg.text(next)));
  }

  private Text command(AuditEvent event) {
    return unlessOk(
        Text.of(
            "audit.said.command",
            who(event),
            typed(event, event.action().substring("command.".length()))),
        event);
  }

  /** A command with what it is about. */
  private static Arg typed(AuditEvent event, String command) {
    String about =
        ABOUT.stream()
            .map(option -> event.details().getOrDefault(option, ""))
            .filter(value -> !value.isBlank())
            .findFirst()
            .orElse("");
    return Arg.name(Shortened.name("/" + command + " " + about, 60));
  }

  private Text other(AuditEvent event, @Nullable Job job) {
    Arg did = Arg.text(words.plainly(event.action()));
    String subject = event.subject();
    if (job == null && subject.isEmpty()) {
      return unlessOk(Text.of("audit.said.other", who(event), did), event);
    }
    String kept = event.details().getOrDefault("command", "");
    Arg about =
        job != null
            ? title(job)
            : kept.isEmpty() ? Arg.name(Shortened.name(subject, 40)) : typed(event, kept);
    return unlessOk(Text.of("audit.said.other-about", who(event), did, about), event);
  }
}
