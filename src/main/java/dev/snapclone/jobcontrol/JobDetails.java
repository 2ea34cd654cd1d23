package dev.snapclone.jobcontrol;

import dev.snapclone.approval.Approval;
import dev.snapclone.i18n.Text;
import dev.snapclone.i18n.Text.Arg;
import dev.snapclone.job.Job;
import dev.snapclone.job.JobState;
import dev.snapclone.job.Outcome;
import dev.snapclone.job.PlanLine.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All that is known of a job, in groups: its plan, its steps, its people, its ids. */
final class JobDetails {
  /** The card shows so many; further ones are told here. */
  private static final int WARNINGS_ON_CARD = 3;

  /** The states in which the card shows the plan. */
  private static final Set<JobState> ON_CARD =
      Set.of(JobState.WAITING_FOR_APPROVAL, JobState.QUEUED);

  private static final int MOST_LINES = 30;

  private static final Pattern ID = Pattern.compile("clone\\.done\\.id|\\w+\\.id\\..*");

  private final JobView view;
  private final Function<String, Optional<Approval>> approvals;

  /**
   * @param view tells the steps
   * @param approvals by the job's id
   */
  JobDetails(JobView view, Function<String, Optional<Approval>> approvals) {
    this.view = view;
    this.approvals = approvals;
  }

  /**
   * Lines under a heading.
   *
   * @param lines what is too much is cut and counted
   */
  record Group(Text heading, List<Text> lines) {
    Group {
      int more = lines.size() - MOST_LINES;
      List<Text> some = new ArrayList<>(lines.subList(0, Math.min(MOST_LINES, lines.size())));
      if (more > 0) {
        some.add(Text.of("details.more", Arg.number(more)));
      }
      lines = List.copyOf(some);
    }
  }

  /**
   * The groups that have lines, in the order in which they are read.
   *
   * @param addresses whether this person may see addresses
   */
  List<Group> of(Job stored, boolean addresses) {
    Job job = view.earlier().apply(stored);
    List<Text> warnings = job.plan().of(Section.WARNING);
    int onCard = ON_CARD.contains(job.state()) ? WARNINGS_ON_CARD : 0;
    List<Group> groups = new ArrayList<>();
    add(groups, "ended", outcome(job, addresses));
    add(groups, "warnings", warnings.subList(Math.min(onCard, warnings.size()), warnings.size()));
    add(groups, "makes", words(job.plan().of(Section.MAKES)));
    add(groups, "inherits", words(job.plan().of(Section.INHERITS)));
    add(groups, "quota", job.plan().of(Section.QUOTA));
    List<Text> steps = view.steps(job);
    if (!steps.isEmpty()) {
      groups.add(new Group(heading("steps"), steps));
    }
    add(groups, "people", people(job));
    add(groups, "ids", ids(job, addresses));
    return groups;
  }

  /** When it was so. */
  Text asOf() {
    return view.asOf();
  }

  private static List<Text> words(List<Text> lines) {
    return lines.stream().filter(line -> !isId(line)).toList();
  }

  /** Whether a line has only a name and an id. */
  private static boolean isId(Text line) {
    return ID.matcher(line.key()).matches();
  }

  /** With an empty line above. */
  private static Text heading(String name) {
    return Text.of("details.group", Arg.text(Text.of("details." + name)));
  }

  private static void add(List<Group> groups, String heading, List<Text> lines) {
    if (!lines.isEmpty()) {
      groups.add(
          new Group(
              heading(heading),
              lines.stream().map(line -> Text.of("details.line", Arg.text(line))).toList()));
    }
  }

  private List<Text> outcome(Job job, boolean addresses) {
    List<Text> lines = new ArrayList<>();
    if (job.outcome() != null) {
      Outcome outcome = view.outcome(job, addresses);
      lines.add(outcome.headline());
      Stream.concat(outcome.more().stream(), outcome.lines().stream())
          .distinct()
          .filter(line -> !isId(line))
          .filter(line -> addresses || !line.key().endsWith(".addresses"))
          .forEach(lines::add);
    }
    return lines;
  }

  private List<Text> people(Job job) {
    List<Text> lines = new ArrayList<>();
    lines.add(Text.of("details.asked", Arg.person(job.requester().id()), Arg.date(job.created())));
    if (job.reason() != null) {
      lines.add(Text.of("details.reason", job.reason().shown()));
    }
    List<Approval.Decision> decisions =
        approvals.apply(job.id()).map(Approval::decisions).orElse(List.of());
    for (Approval.Decision decision : decisions) {
      String said = decision.yes() ? "details.approved" : "details.denied";
      lines.add(
          Text.of(
              decision.counts() ? said : "details.approved-before",
              Arg.person(decision.personId()),
              Arg.date(decision.at())));
      if (!decision.reason().isBlank()) {
        lines.add(Text.of("details.reason", Arg.quote(decision.reason())));
      }
    }
    if (job.progress().cancelledBy() != null && job.state() != JobState.DONE) {
      lines.add(Text.of("details.cancelled", Arg.person(job.progress().cancelledBy().id())));
    }
    return lines;
  }

  private List<Text> ids(Job job, boolean addresses) {
    List<Text> lines = new ArrayList<>();
    Stream.of(Section.MAKES, Section.INHERITS)
        .flatMap(section -> job.plan().of(section).stream())
        .filter(JobDetails::isId)
        .distinct()
        .forEach(lines::add);
    lines.add(Text.of("details.job", Arg.code(job.id()), Arg.name(job.cloud())));
    Outcome outcome = job.outcome();
    if (outcome != null) {
      Set<String> said =
          outcome(job, addresses).stream()
              .flatMap(line -> line.args().stream())
              .map(Arg::value)
              .collect(Collectors.toSet());
      outcome.made().stream()
          .filter(made -> !said.contains(made.id()))
          .forEach(made -> lines.add(Text.of("details.made", Arg.text(made.words()))));
      outcome.left().forEach(left -> lines.add(Text.of("details.left", Arg.text(left.words()))));
    }
    return lines;
  }
}
