package dev.snapclone.removal;

import dev.snapclone.cloud.Cloud;
import dev.snapclone.command.Button;
import dev.snapclone.command.Choice;
import dev.snapclone.command.Drafts;
import dev.snapclone.command.EntryPress;
import dev.snapclone.command.Invocation;
import dev.snapclone.command.OptionSpec;
import dev.snapclone.command.Page;
import dev.snapclone.command.PageAt;
import dev.snapclone.command.PagePress;
import dev.snapclone.command.Reply;
import dev.snapclone.command.Selectable;
import dev.snapclone.command.Shortened;
import dev.snapclone.command.Suggestion;
import dev.snapclone.i18n.ExplainedFailure;
import dev.snapclone.i18n.Text;
import dev.snapclone.i18n.Text.Arg;
import dev.snapclone.inventory.Lookup;
import dev.snapclone.inventory.Typed;
import dev.snapclone.job.Jobs;
import dev.snapclone.removal.DeletionPlanner.Planned;
import dev.snapclone.request.CloudOption;
import dev.snapclone.request.JobRequest;
import dev.snapclone.request.JobSubmission;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * {@code /orphans [text] [reason] [cloud]}: what ended jobs left or lost in a cloud, the newest
 * first, read anew for each page; removed one by one or all that is listed.
 */
public final class OrphansCommand implements Selectable {
  static final String CLEAN = "clean-orphans";
  private static final String TEXT = "text";
  private static final int PAGE = 10;
  private static final int NAME = 36;

  private final CloudOption clouds;
  private final Jobs jobs;
  private final JobSubmission submission;
  private final Drafts drafts;
  private final Lookup lookup;
  private final Duration settleTime;
  private final InstantSource clock;

  /**
   * @param jobs knows what the bot made
   * @param drafts keeps the command while pages are turned
   * @param lookup for suggestions
   * @param settleTime how late a cloud may show what a job made
   */
  public OrphansCommand(
      CloudOption clouds,
      Jobs jobs,
      JobSubmission submission,
      Drafts drafts,
      Lookup lookup,
      Duration settleTime,
      InstantSource clock) {
    this.clouds = clouds;
    this.jobs = jobs;
    this.submission = submission;
    this.drafts = drafts;
    this.lookup = lookup;
    this.settleTime = settleTime;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "orphans";
  }

  @Override
  public List<OptionSpec> options() {
    return List.of(
        OptionSpec.text(TEXT), OptionSpec.reason(), OptionSpec.suggested(CloudOption.NAME));
  }

  @Override
  public boolean makesJob() {
    return false;
  }

  @Override
  public Reply run(Invocation invocation) {
    return page(invocation, PageAt.START);
  }

  private List<Orphan> fitting(Invocation asked) {
    String typed = asked.option(TEXT).orElse("");
    return Orphans.of(clouds.of(asked), jobs, asked.place().guild(), settleTime, clock).stream()
        .filter(
            one ->
                Typed.in(one.resource().name(), typed)
                    || Typed.in(one.resource().id(), typed)
                    || Typed.in(one.job().id(), typed)
                    || Typed.in(one.job().requester().name(), typed))
        .toList();
  }

  @Override
  public Reply page(Invocation asked, PageAt at) {
    List<Orphan> all = fitting(asked);
    Arg cloud = Arg.name(clouds.of(asked).name());
    if (all.isEmpty()) {
      return Reply.of(
          Reply.Tone.INFO, Text.of("removal.orphans.none", cloud), Text.of("removal.orphans.what"));
    }
    Page<Orphan> read =
        Page.read(at, PAGE, Orphan::key, (older, newer, most) -> some(all, older, newer, most));
    Page<Orphan> page = at.draft().isEmpty() ? read.keptAs(drafts.keep(asked)) : read;
    List<Text> lines = new ArrayList<>();
    page.entries().forEach(one -> lines.add(line(one)));
    List<Button> buttons = new ArrayList<>(page.buttons());
    buttons.add(new Button(CLEAN, page.at().draft(), Button.Style.DANGER));
    int gb = all.stream().mapToInt(Orphan::gb).sum();
    return new Reply(
        Reply.Tone.INFO,
        Text.of("removal.orphans", Arg.number(all.size()), cloud, Arg.gigabytes(gb)),
        lines,
        buttons,
        EntryPress.choice(
            page.at(), page.entries().stream().map(OrphansCommand::candidate).toList()),
        null);
  }

  private static List<Orphan> some(
      List<Orphan> all, @Nullable String olderThan, @Nullable String newerThan, int most) {
    List<String> keys = all.stream().map(Orphan::key).toList();
    if (newerThan != null) {
      int to = Math.max(0, keys.indexOf(newerThan));
      return all.subList(Math.max(0, to - most), to);
    }
    int from = olderThan == null ? 0 : keys.indexOf(olderThan) + 1;
    return all.subList(from, Math.min(all.size(), from + most));
  }

  private static Text line(Orphan one) {
    String name = one.resource().name().isBlank() ? one.resource().id() : one.resource().name();
    return Text.of(
        "removal.orphans.line",
        Arg.name(Shortened.name(name, NAME)),
        Arg.text(facts(one)),
        Arg.person(one.job().requester().id()));
  }

  /** Kind, size, age, and what became of the rest. */
  private static Text facts(Orphan one) {
    Text kind = Text.of("jobs.kind." + one.resource().kind());
    Text sized =
        one.gb() > 0 ? Text.of("lists.sized", Arg.text(kind), Arg.gigabytes(one.gb())) : kind;
    Text why = Text.of("removal.orphans.why." + one.why().name().toLowerCase(Locale.ROOT));
    return one.created().equals(Instant.EPOCH)
        ? Text.of("lists.and", Arg.text(sized), Arg.text(why))
        : Text.of(
            "lists.and",
            Arg.text(Text.of("lists.and", Arg.text(sized), Arg.text(why))),
            Arg.text(Text.of("removal.orphans.age", Arg.time(one.created()))));
  }

  private static Choice.Candidate candidate(Orphan one) {
    String id = one.resource().id();
    String name = one.resource().name().isBlank() ? id : one.resource().name();
    return new Choice.Candidate(
        id,
        Shortened.name(name, 60) + " · " + id.substring(0, Math.min(6, id.length())),
        facts(one));
  }

  @Override
  public Reply entry(Invocation asked, String id, PageAt at) {
    Orphan one = fitting(asked).stream().filter(it -> it.key().equals(id)).findFirst().orElse(null);
    if (one == null) {
      return Reply.of(Reply.Tone.REFUSAL, Text.of("lists.gone"), Text.of("lists.gone.next"))
          .withButtons(List.of(PagePress.back(at)));
    }
    return Reply.of(
            Reply.Tone.INFO,
            one.resource().words(),
            facts(one),
            Text.of(
                "lists.maker", Arg.code(one.job().id()), Arg.person(one.job().requester().id())))
        .withButtons(
            List.of(
                new Button(CLEAN, at.draft() + ":" + id, Button.Style.DANGER), PagePress.back(at)));
  }

  /**
   * Asks for the removal of one, or of all that is listed.
   *
   * @param id the one; empty for all
   */
  Reply clean(Invocation kept, String id) {
    Cloud cloud = clouds.of(kept);
    List<Orphan> all =
        fitting(kept).stream().filter(one -> id.isEmpty() || one.key().equals(id)).toList();
    if (all.isEmpty()) {
      throw new ExplainedFailure(Text.of("lists.gone"), Text.of("lists.gone.next"));
    }
    if (all.size() > DeletionPlanner.MOST) {
      throw ExplainedFailure.of(
          "removal.orphans.too-many", Arg.number(all.size()), Arg.number(DeletionPlanner.MOST));
    }
    Planned planned = new DeletionPlanner(jobs).orphans(cloud, all);
    JobRequest request = planned.request();
    if (request == null) {
      throw planned.left().values().iterator().next();
    }
    return submission.request(kept, () -> request);
  }

  @Override
  public List<Suggestion> suggest(Invocation invocation, String option, String typed) {
    return option.equals(CloudOption.NAME) ? lookup.clouds(typed) : List.of();
  }
}
