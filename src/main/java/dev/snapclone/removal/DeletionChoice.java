package dev.snapclone.removal;

import dev.snapclone.cloud.Cloud;
import dev.snapclone.cloud.Image;
import dev.snapclone.cloud.Instance;
import dev.snapclone.cloud.MarkedName;
import dev.snapclone.cloud.Marks;
import dev.snapclone.cloud.VolumeSnapshot;
import dev.snapclone.command.ChoiceNeeded;
import dev.snapclone.command.Invocation;
import dev.snapclone.command.Suggestion;
import dev.snapclone.i18n.ExplainedFailure;
import dev.snapclone.i18n.Text;
import dev.snapclone.i18n.Text.Arg;
import dev.snapclone.request.InstanceResolver;
import dev.snapclone.request.Refusals;
import dev.snapclone.request.SnapshotResolver;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds what {@code /delete} names or picks, by fresh reads. Picks only what the bot made. */
final class DeletionChoice {
  static final String CLONE = "clone";
  static final String SERVER_NAME = "server-name";
  static final String OLDER_THAN = "older-than";

  private static final Pattern AGE = Pattern.compile("(\\d{1,4})\\s*([hdw])");

  private final Origins origins;
  private final SnapshotResolver snapshots;
  private final InstanceResolver instances;
  private final InstantSource clock;

  DeletionChoice(
      Origins origins,
      SnapshotResolver snapshots,
      InstanceResolver instances,
      InstantSource clock) {
    this.origins = origins;
    this.snapshots = snapshots;
    this.instances = instances;
    this.clock = clock;
  }

  /** Whether snapshots are picked and not named. */
  static boolean picks(Invocation invocation) {
    return invocation.option(SERVER_NAME).isPresent() || invocation.option(OLDER_THAN).isPresent();
  }

  /**
   * The ids of what is meant.
   *
   * @throws ExplainedFailure when nothing is, or too much, or something cannot be found
   */
  Set<String> ids(Invocation invocation, Dependents there) {
    boolean picks = picks(invocation);
    boolean named = invocation.option(SnapshotResolver.SNAPSHOT_ID).isPresent();
    if (picks && named) {
      throw ExplainedFailure.of("removal.named-and-picked");
    }
    if (!picks && !named && invocation.option(CLONE).isEmpty()) {
      throw ExplainedFailure.of("removal.which");
    }
    Refusals wrong = new Refusals();
    Set<String> ids = new LinkedHashSet<>();
    each(
        invocation,
        SnapshotResolver.SNAPSHOT_ID,
        snapshotNames(there),
        one -> snapshots.find(one).id(),
        ids,
        wrong);
    each(
        invocation,
        CLONE,
        there.instances().stream().collect(byName(Instance::name, Instance::id)),
        one -> instances.find(one, CLONE).instance().id(),
        ids,
        wrong);
    if (picks) {
      wrong.require(() -> ids.addAll(picked(invocation, there)));
    }
    wrong.throwIfAny();
    if (ids.size() > DeletionPlanner.MOST) {
      throw ExplainedFailure.of(
          "removal.too-many", Arg.number(ids.size()), Arg.number(DeletionPlanner.MOST));
    }
    return ids;
  }

  private static <T> Collector<T, ?, Map<String, List<String>>> byName(
      Function<T, String> name, Function<T, String> id) {
    return Collectors.groupingBy(name, Collectors.mapping(id, Collectors.toList()));
  }

  private static Map<String, List<String>> snapshotNames(Dependents there) {
    Stream<String[]> images =
        there.images().stream()
            .filter(Image::instanceSnapshot)
            .map(i -> new String[] {i.name(), i.id()});
    Stream<String[]> volumes = there.snapshots().stream().map(s -> new String[] {s.name(), s.id()});
    return Stream.concat(images, volumes).collect(byName(one -> one[0], one -> one[1]));
  }

  /**
   * Finds each part of an option.
   *
   * @param names what there is, by name
   * @param find finds one by id or name, with suggestions where it is unclear
   */
  private static void each(
      Invocation invocation,
      String option,
      Map<String, List<String>> names,
      Function<Invocation, String> find,
      Set<String> ids,
      Refusals wrong) {
    String said = invocation.option(option).orElse("");
    // A name may have commas.
    List<String> parts = names.containsKey(said) ? List.of(said) : List.of(said.split("\\s*,\\s*"));
    if (parts.size() == 1) {
      if (!said.isEmpty()) {
        String id = wrong.attempt(() -> find.apply(invocation));
        if (id != null) {
          ids.add(id);
        }
      }
      return;
    }
    for (String part : parts) {
      if (!part.isBlank()) {
        String id = wrong.attempt(() -> oneOfMany(invocation.with(option, part), find));
        if (id != null) {
          ids.add(id);
        }
      }
    }
  }

  /** A choice would run the command again with nothing but what was chosen. */
  private static String oneOfMany(Invocation invocation, Function<Invocation, String> find) {
    try {
      return find.apply(invocation);
    } catch (ChoiceNeeded unclear) {
      String ids =
          unclear.choice().candidates().stream()
              .map(one -> one.value())
              .limit(5)
              .collect(Collectors.joining(", "));
      throw new ExplainedFailure(unclear.what(), Text.of("removal.unclear-next", Arg.code(ids)));
    }
  }

  private Set<String> picked(Invocation invocation, Dependents there) {
    Cloud cloud = snapshots.cloud(invocation);
    Instant before =
        invocation
            .option(OLDER_THAN)
            .map(age -> clock.instant().minus(age(age)))
            .orElse(Instant.MAX);
    Predicate<Map<String, String>> of =
        invocation
            .option(SERVER_NAME)
            .map(name -> original(invocation, there, name))
            .orElse(marks -> true);
    Set<String> ids = new LinkedHashSet<>();
    for (Image image : there.images()) {
      if (image.created().isBefore(before)
          && of.test(image.properties())
          && image.instanceSnapshot()
          && origins.maker(cloud, image).isPresent()) {
        ids.add(image.id());
      }
    }
    for (VolumeSnapshot snapshot : there.snapshots()) {
      // What belongs to an image goes with it.
      if (snapshot.created().isBefore(before)
          && of.test(snapshot.metadata())
          && there.imagesOver(snapshot.id()).isEmpty()
          && origins.maker(cloud, snapshot).isPresent()) {
        ids.add(snapshot.id());
      }
    }
    if (ids.isEmpty()) {
      throw ExplainedFailure.of("removal.nothing-fits", Arg.name(cloud.name()));
    }
    return ids;
  }

  /** Whether the recipe names an instance, which may be gone. */
  private Predicate<Map<String, String>> original(
      Invocation invocation, Dependents there, String name) {
    boolean known =
        there.instances().stream()
            .anyMatch(i -> i.id().equals(name) || i.name().strip().equalsIgnoreCase(name));
    String id = known ? instances.find(invocation, SERVER_NAME).instance().id() : name;
    return marks ->
        id.equals(marks.get(Marks.ORIGINAL))
            || (!known && name.equalsIgnoreCase(MarkedName.read(marks.get(Marks.ORIGINAL_NAME))));
  }

  /**
   * An age as people type it: {@code 36h}, {@code 30d}, {@code 6w}.
   *
   * @throws ExplainedFailure when it is none, or less than an hour
   */
  static Duration age(String typed) {
    Matcher parts = AGE.matcher(typed.strip().toLowerCase(Locale.ROOT));
    long number = parts.matches() ? Long.parseLong(parts.group(1)) : 0;
    if (number == 0) {
      throw ExplainedFailure.of("removal.no-age", Arg.name(typed));
    }
    return switch (parts.group(2)) {
      case "h" -> Duration.ofHours(number);
      case "w" -> Duration.ofDays(7 * number);
      default -> Duration.ofDays(number);
    };
  }

  /** Suggestions for the last of several names; the others stay before it. */
  static List<Suggestion> continued(String typed, Function<String, List<Suggestion>> suggest) {
    int comma = typed.lastIndexOf(',');
    if (comma < 0) {
      return suggest.apply(typed);
    }
    String before = typed.substring(0, comma + 1);
    List<String> taken = List.of(before.split("\\s*,\\s*"));
    return suggest.apply(typed.substring(comma + 1).strip()).stream()
        .filter(one -> !taken.contains(one.value()))
        .map(one -> new Suggestion("+ " + one.label(), before + one.value()))
        // The chat takes no longer ones.
        .filter(one -> one.value().length() <= 100)
        .toList();
  }

  static List<Suggestion> ages(String typed) {
    return Stream.of("7d", "14d", "30d", "90d", "180d", "52w")
        .filter(age -> age.startsWith(typed.strip()))
        .map(age -> new Suggestion(age, age))
        .toList();
  }
}
