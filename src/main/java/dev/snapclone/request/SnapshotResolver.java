package dev.snapclone.request;

import dev.snapclone.cloud.Cloud;
import dev.snapclone.cloud.Image;
import dev.snapclone.cloud.VolumeSnapshot;
import dev.snapclone.command.Choice;
import dev.snapclone.command.ChoiceNeeded;
import dev.snapclone.command.Drafts;
import dev.snapclone.command.Invocation;
import dev.snapclone.i18n.ExplainedFailure;
import dev.snapclone.i18n.Text;
import dev.snapclone.i18n.Text.Arg;
import dev.snapclone.procedure.SetDisk;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Finds the snapshot that a person named, by fresh reads. */
public final class SnapshotResolver {
  /** The option that names a snapshot. */
  public static final String SNAPSHOT_ID = "snapshot-id";

  /** A possible id; anything else is searched only by name. */
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9-]{1,64}");

  private static final int MOST_CANDIDATES = 25;
  private final CloudOption clouds;
  private final Drafts drafts;

  public SnapshotResolver(CloudOption clouds, Drafts drafts) {
    this.clouds = clouds;
    this.drafts = drafts;
  }

  private record Named(
      String id, String name, String status, Instant created, FoundSnapshot found) {
    Choice.Candidate candidate() {
      Text kind = Text.of(found.image() == null ? "lists.volume" : "lists.image");
      String start = id.substring(0, Math.min(8, id.length()));
      return new Choice.Candidate(
          id,
          name + " · " + start + " · " + status,
          Text.of("lists.candidate", Arg.text(kind), Arg.time(created)));
    }
  }

  /**
   * The cloud that an invocation names.
   *
   * @throws ExplainedFailure when there is no such cloud
   */
  public Cloud cloud(Invocation invocation) {
    return clouds.of(invocation);
  }

  /**
   * The snapshot that the option {@code snapshot-id} names: an image id, a volume snapshot id or a
   * name.
   *
   * @throws ExplainedFailure when none or several match; several come with a private choice whose
   *     press {@code choose} has the target {@code DRAFT:OPTION}
   * @throws dev.snapclone.cloud.CloudException when the cloud failed
   */
  public FoundSnapshot find(Invocation invocation) {
    Cloud cloud = clouds.of(invocation);
    String wanted = invocation.option(SNAPSHOT_ID).orElse("");
    if (wanted.isEmpty()) {
      throw new ExplainedFailure(Text.of("clone.snapshot.which"), Text.of("clone.snapshot.type"));
    }
    Optional<FoundSnapshot> byId = byId(cloud, wanted);
    if (byId.isPresent()) {
      return byId.get();
    }
    List<Named> all = all(cloud);
    for (Predicate<Named> fits :
        List.<Predicate<Named>>of(
            s -> s.name().equals(wanted), s -> s.name().strip().equalsIgnoreCase(wanted))) {
      List<Named> fitting = all.stream().filter(fits).toList();
      if (fitting.size() == 1) {
        return fitting.get(0).found();
      }
      if (!fitting.isEmpty()) {
        throw ambiguous(invocation, wanted, fitting);
      }
    }
    throw unknown(invocation, cloud, wanted, all);
  }

  public static Optional<FoundSnapshot> byId(Cloud cloud, String id) {
    if (!ID.matcher(id).matches()) {
      return Optional.empty();
    }
    Optional<FoundSnapshot> image = cloud.image(id).map(i -> FoundSnapshot.of(cloud, i));
    return image.isPresent()
        ? image
        : cloud.volumeSnapshot(id).map(s -> FoundSnapshot.of(cloud, s));
  }

  private static List<Named> all(Cloud cloud) {
    List<Named> all = new ArrayList<>();
    Set<String> parts = new HashSet<>();
    for (Image image : cloud.images()) {
      SetDisk.of(image).forEach(disk -> parts.add(disk.snapshotId()));
      if (image.instanceSnapshot()) {
        all.add(
            new Named(
                image.id(),
                image.name(),
                image.status(),
                image.created(),
                FoundSnapshot.of(cloud, image)));
      }
    }
    for (VolumeSnapshot snapshot : cloud.volumeSnapshots()) {
      if (parts.contains(snapshot.id())) {
        continue;
      }
      all.add(
          new Named(
              snapshot.id(),
              snapshot.name(),
              snapshot.status(),
              snapshot.created(),
              FoundSnapshot.of(cloud, snapshot)));
    }
    return all;
  }

  private ExplainedFailure ambiguous(Invocation invocation, String wanted, List<Named> fitting) {
    List<Choice.Candidate> candidates =
        fitting.stream()
            .sorted(Comparator.comparing(Named::created).reversed())
            .limit(MOST_CANDIDATES)
            .map(Named::candidate)
            .toList();
    return new ChoiceNeeded(
        Text.of("clone.snapshot.ambiguous", Arg.number(fitting.size()), Arg.name(wanted)),
        List.of(Text.of("clone.snapshot.choose")),
        choice(invocation, candidates));
  }

  private ExplainedFailure unknown(
      Invocation invocation, Cloud cloud, String wanted, List<Named> all) {
    Text what = Text.of("clone.snapshot.unknown", Arg.name(wanted), Arg.name(cloud.name()));
    List<String> near = NearestNames.of(wanted, all.stream().map(Named::name).toList());
    List<Choice.Candidate> meant =
        near.stream()
            .flatMap(name -> all.stream().filter(s -> s.name().equals(name)))
            .limit(MOST_CANDIDATES)
            .map(Named::candidate)
            .toList();
    return meant.isEmpty()
        ? new ExplainedFailure(what, Text.of("clone.snapshot.type"))
        : new ChoiceNeeded(
            what, List.of(InstanceResolver.didYouMean(near)), choice(invocation, meant));
  }

  private Choice choice(Invocation invocation, List<Choice.Candidate> candidates) {
    String target = drafts.keep(invocation) + ":" + SNAPSHOT_ID;
    return new Choice(InstanceResolver.CHOOSE, target, candidates);
  }
}
