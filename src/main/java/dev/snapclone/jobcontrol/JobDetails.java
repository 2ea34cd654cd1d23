package dev.snapclone.jobcontrol;

import dev.snapclone.i18n.Text;
import dev.snapclone.i18n.Text.Arg;
import dev.snapclone.job.Job;
import dev.snapclone.job.JobState;
import dev.snapclone.job.Outcome;
import dev.snapclone.job.PlanLine.Section;
import dev.snapclone.procedure.BootSigns;
import dev.snapclone.procedure.CloneMade;
import dev.snapclone.procedure.PlanLines;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** All that is known of a job, in groups: its plan, its steps, its people, its ids. */
final class JobDetails {
  /** The card shows so many; further ones are told here. */
  private static final int WARNINGS_ON_CARD = 3;

  /** The states in which the card shows the plan. */
  private static final Set<JobState> ON_CARD =
      Set.of(JobState.WAITING_FOR_APPROVAL, JobState.QUEUED);

  private static final int MOST_LINES = 30;

  /** Keys of lines that only somebody reads who still has to decide, or has to wait. */
  private static final Set<String> BEFORE =
      Set.of(
          "clone.plan.advise-isolated",
          "clone.plan.delete-image",
          "clone.plan.delete-set",
          "clone.plan.delete-volume-snapshot",
          "clone.plan.groups-when-lifted",
          "clone.plan.isolated",
          "clone.plan.isolated-lift",
          "clone.plan.isolated-rdp",
          "clone.plan.left-out-means",
          "clone.plan.name-taken",
          "clone.plan.windows-address",
          "clone.plan.windows-automatic",
          "clone.plan.windows-automatic-again",
          "clone.plan.windows-automatic-untried",
          "procedure.warn.memory",
          "procedure.warn.pause");

  private static final Pattern ID = Pattern.compile("clone\\.done\\.id|\\w+\\.id\\..*");

  private final JobView view;
  private final JobPeople people;

  /**
   * @param view tells the steps
   * @param people tells who asked and who decided
   */
  JobDetails(JobView view, JobPeople people) {
    this.view = view;
    this.people = people;
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
   * The groups that have lines, in the order in which they are read. Of a job that has ended they
   * say nothing of what was to be decided before.
   *
   * @param addresses whether this person may see addresses
   * @param console whether they may see what a console said
   */
  List<Group> of(Job stored, boolean addresses, boolean console) {
    Job job = view.earlier().apply(stored);
    boolean ended = job.state().terminal();
    List<Group> groups = new ArrayList<>();
    if (!ON_CARD.contains(job.state())) {
      List<Text> stands = dotted(outcome(job, addresses));
      stands.addAll(dotted(people.of(job)));
      stands.addAll(view.steps(job));
      groups.add(new Group(heading(ended ? "ended" : "stands"), stands));
    }
    List<Text> makes = ended ? new ArrayList<>() : warnings(job);
    makes.addAll(planned(job, Section.MAKES));
    add(groups, ended ? "planned" : "makes", makes);
    add(groups, "inherits", planned(job, Section.INHERITS));
    if (!ended) {
      add(groups, "quota", job.plan().of(Section.QUOTA));
    }
    if (console) {
      add(groups, "console", console(job));
    }
    add(groups, "ids", ids(job, addresses));
    return groups;
  }

  /** The warnings that the card does not show. */
  private static List<Text> warnings(Job job) {
    List<Text> all = job.plan().of(Section.WARNING);
    int onCard = ON_CARD.contains(job.state()) ? WARNINGS_ON_CARD : 0;
    return all.stream()
        .skip(onCard)
        .map(warning -> Text.of("procedure.plan.warning", Arg.text(warning)))
        .collect(Collectors.toCollection(ArrayList::new));
  }

  /** Lines of the plan that are still worth reading, without ids. */
  private List<Text> planned(Job job, Section section) {
    boolean estimated = view.estimates().of(job).isPresent();
    return PlanLines.withoutGuesses(job.plan().of(section), estimated).stream()
        .filter(line -> !isId(line))
        .filter(line -> !job.state().terminal() || !BEFORE.contains(line.key()))
        .toList();
  }

  /** When it was so. */
  Text asOf() {
    return view.asOf();
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
      groups.add(new Group(heading(heading), dotted(lines)));
    }
  }

  private static List<Text> dotted(List<Text> lines) {
    return lines.stream()
        .map(line -> Text.of("details.line", Arg.text(line)))
        .collect(Collectors.toCollection(ArrayList::new));
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

  /** The last lines of the console of a copy that was started to see whether it boots. */
  private List<Text> console(Job job) {
    return BootSigns.console(view.jobs().journal(job.id())).stream()
        .map(line -> Text.of("details.console-line", Arg.quote(line)))
        .toList();
  }

  private List<Text> ids(Job job, boolean addresses) {
    List<Text> lines = new ArrayList<>();
    if (ON_CARD.contains(job.state())) {
      lines.addAll(people.of(job));
    }
    Stream.of(Section.MAKES, Section.INHERITS)
        .flatMap(section -> job.plan().of(section).stream())
        .filter(JobDetails::isId)
        .distinct()
        .forEach(lines::add);
    lines.add(Text.of("details.job", Arg.code(job.id()), Arg.name(job.cloud())));
    Outcome outcome = job.outcome();
    if (outcome != null) {
      String gone = liftedGroup(job);
      Set<String> said =
          outcome(job, addresses).stream()
              .flatMap(line -> line.args().stream())
              .map(Arg::value)
              .collect(Collectors.toSet());
      outcome.made().stream()
          .filter(made -> !said.contains(made.id()))
          .filter(made -> !made.id().equals(gone))
          .forEach(made -> lines.add(Text.of("details.made", Arg.text(made.words()))));
      outcome.left().forEach(left -> lines.add(Text.of("details.left", Arg.text(left.words()))));
    }
    return lines;
  }

  /** The security group that isolated a clone until that was lifted; null for none. */
  private static @Nullable String liftedGroup(Job job) {
    return CloneMade.of(job)
        .filter(clone -> clone.since().liftedBy() != null)
        .map(clone -> clone.parts().group())
        .orElse(null);
  }
}
