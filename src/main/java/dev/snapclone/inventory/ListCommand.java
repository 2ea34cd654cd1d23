package dev.snapclone.inventory;

import dev.snapclone.cloud.CloudErrors;
import dev.snapclone.cloud.CloudException;
import dev.snapclone.cloud.Explained;
import dev.snapclone.command.Button;
import dev.snapclone.command.Drafts;
import dev.snapclone.command.EntryPress;
import dev.snapclone.command.Invocation;
import dev.snapclone.command.OptionSpec;
import dev.snapclone.command.Page;
import dev.snapclone.command.PageAt;
import dev.snapclone.command.PagePress;
import dev.snapclone.command.Reply;
import dev.snapclone.command.RunOnEntryPress;
import dev.snapclone.command.Selectable;
import dev.snapclone.command.Suggestion;
import dev.snapclone.i18n.Text;
import dev.snapclone.i18n.Text.Arg;
import dev.snapclone.job.Job;
import dev.snapclone.request.CloudOption;
import dev.snapclone.request.Makers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * {@code /NAME [text] [cloud]}: lists what a cloud has of one kind, newest first, from memory; a
 * chosen entry shows what can be done with it.
 */
abstract class ListCommand implements Selectable {
  /** What fits one answer even with the longest names, and a phone with a thumb's reach. */
  static final int PAGE = 10;

  private static final String TEXT = "text";

  private final String name;
  private final List<View<?>> views;
  private final CloudOption clouds;
  private final Inventory inventory;
  private final Drafts drafts;
  private final Makers makers;

  /**
   * @param views what is listed
   * @param drafts keeps the command while pages are turned
   * @param makers the jobs that made what is listed
   */
  ListCommand(
      String name,
      List<View<?>> views,
      CloudOption clouds,
      Inventory inventory,
      Drafts drafts,
      Makers makers) {
    this.name = name;
    this.views = List.copyOf(views);
    this.clouds = clouds;
    this.inventory = inventory;
    this.drafts = drafts;
    this.makers = makers;
  }

  /** All entries that are known. */
  abstract List<Listing> all(Inventory inventory, String cloud);

  /**
   * The commands that take an entry.
   *
   * @param ours whether the buttons of the job that made it are there too
   */
  abstract List<String> commands(boolean ours);

  /** Whether the job's buttons are about the entry. */
  abstract boolean about(Job maker, String id);

  @Override
  public final String name() {
    return name;
  }

  @Override
  public final List<OptionSpec> options() {
    return List.of(OptionSpec.text(TEXT), OptionSpec.suggested(CloudOption.NAME));
  }

  @Override
  public final boolean makesJob() {
    return false;
  }

  @Override
  public final Reply run(Invocation invocation) {
    return page(invocation, PageAt.START);
  }

  @Override
  public final Reply page(Invocation asked, PageAt at) {
    String cloud = clouds.of(asked).name();
    inventory.awaitRecent(cloud, views);
    List<Listing> all = new ArrayList<>(withEnds(cloud));
    all.sort(Listing.NEWEST_FIRST);
    String typed = asked.option(TEXT).orElse("");
    List<Listing> fitting = all.stream().filter(entry -> entry.fits(typed)).toList();
    List<Text> troubles = troubles(cloud);
    Text headline = headline(cloud, typed, all.size(), fitting.size(), troubles.isEmpty());
    List<Text> lines = new ArrayList<>(troubles);
    Reply.Tone tone = failed(cloud) ? Reply.Tone.ERROR : Reply.Tone.INFO;
    if (fitting.isEmpty()) {
      if (troubles.isEmpty()) {
        lines.add(Text.of(all.isEmpty() ? "lists.no-" + name : "lists.none-fits"));
      }
      return new Reply(tone, headline, lines, List.of(), null, null);
    }
    Page<Listing> read =
        Page.read(
            at, PAGE, Listing::key, (older, newer, most) -> some(fitting, older, newer, most));
    Page<Listing> page = at.draft().isEmpty() ? read.keptAs(drafts.keep(asked)) : read;
    if (page.entries().size() < fitting.size()) {
      long first = fitting.indexOf(page.entries().get(0)) + 1L;
      lines.add(
          Text.of("lists.range", Arg.number(first), Arg.number(first + page.entries().size() - 1)));
    }
    Map<String, String> apart = Listing.apart(fitting);
    Instant now = inventory.now();
    page.entries().forEach(entry -> lines.add(entry.line(apart, now)));
    return new Reply(
        tone,
        headline,
        lines,
        page.buttons(),
        EntryPress.choice(
            page.at(), page.entries().stream().map(entry -> entry.candidate(apart)).toList()),
        null);
  }

  private List<Listing> withEnds(String cloud) {
    Map<String, Instant> ends = makers.ends(cloud);
    return all(inventory, cloud).stream().map(it -> it.until(ends.get(it.id()))).toList();
  }

  private Text headline(String cloud, String typed, int all, int fitting, boolean well) {
    if (all == 0 && !well) {
      return Text.of("lists.unknown", Arg.name(cloud));
    }
    return typed.isEmpty()
        ? Text.of("lists." + name, Arg.number(all), Arg.name(cloud))
        : Text.of(
            "lists." + name + "-found",
            Arg.number(fitting),
            Arg.number(all),
            Arg.name(cloud),
            Arg.name(typed));
  }

  private static List<Listing> some(
      List<Listing> all, @Nullable String olderThan, @Nullable String newerThan, int most) {
    int from = 0;
    int to = all.size();
    if (olderThan != null) {
      from = place(all, olderThan, true);
    } else if (newerThan != null) {
      to = place(all, newerThan, false);
      from = Math.max(0, to - most);
    }
    return all.subList(from, Math.min(to, from + most));
  }

  /** Where an entry stands or stood, or the place after it. */
  private static int place(List<Listing> all, String key, boolean after) {
    int found = Collections.binarySearch(all, Listing.at(key), Listing.NEWEST_FIRST);
    if (found < 0) {
      return -found - 1;
    }
    return after ? found + 1 : found;
  }

  @Override
  public final Reply entry(Invocation asked, String id, PageAt at) {
    String cloud = clouds.of(asked).name();
    Optional<Listing> found =
        withEnds(cloud).stream().filter(entry -> entry.id().equals(id)).findFirst();
    if (found.isEmpty()) {
      return Reply.of(Reply.Tone.REFUSAL, Text.of("lists.gone"), Text.of("lists.gone.next"))
          .withButtons(List.of(PagePress.back(at)));
    }
    List<Text> lines = new ArrayList<>(found.get().details());
    Set<Button> buttons = new LinkedHashSet<>();
    Optional<Job> maker = makers.of(cloud, id, asked.place().guild());
    maker.ifPresent(
        job ->
            lines.add(
                Text.of("lists.maker", Arg.code(job.id()), Arg.person(job.requester().id()))));
    maker.filter(job -> about(job, id)).map(makers::buttons).ifPresent(buttons::addAll);
    commands(!buttons.isEmpty())
        .forEach(command -> buttons.add(RunOnEntryPress.button(command, at.draft(), id)));
    buttons.add(PagePress.back(at));
    return Reply.of(Reply.Tone.INFO, found.get().title(), lines.toArray(Text[]::new))
        .withButtons(List.copyOf(buttons));
  }

  private boolean failed(String cloud) {
    return views.stream().anyMatch(view -> inventory.look(cloud, view).failure() != null);
  }

  /** What could not be read or is old; two views may say the same. */
  private List<Text> troubles(String cloud) {
    Set<Text> troubles = new LinkedHashSet<>();
    views.forEach(view -> troubles.addAll(trouble(cloud, view)));
    return List.copyOf(troubles);
  }

  private List<Text> trouble(String cloud, View<?> view) {
    Known<?> known = inventory.look(cloud, view);
    Arg what = Arg.text(Text.of("lists.view." + view.name()));
    Instant asOf = known.asOf();
    RuntimeException failure = known.failure();
    if (failure == null) {
      return asOf == null
          ? List.of(Text.of("lists.reading", what))
          : inventory.recent(cloud, view)
              ? List.of()
              : List.of(Text.of("lists.old", what, Arg.time(asOf)));
    }
    List<Text> lines = new ArrayList<>();
    if (failure instanceof CloudException down) {
      Explained explained = CloudErrors.explain(down);
      lines.add(explained.what());
      lines.add(explained.next());
    } else {
      lines.add(Text.of("common.bug"));
    }
    lines.add(
        asOf == null
            ? Text.of("lists.untold", what)
            : Text.of("lists.stale", what, Arg.time(asOf)));
    return lines;
  }

  @Override
  public final List<Suggestion> suggest(Invocation invocation, String option, String typed) {
    return option.equals(CloudOption.NAME) ? Lookup.clouds(inventory, typed) : List.of();
  }
}
