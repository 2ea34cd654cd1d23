package dev.snapclone.request;

import dev.snapclone.cloud.Address;
import dev.snapclone.cloud.Cloud;
import dev.snapclone.cloud.Instance;
import dev.snapclone.command.Choice;
import dev.snapclone.command.ChoiceNeeded;
import dev.snapclone.command.Drafts;
import dev.snapclone.command.Invocation;
import dev.snapclone.i18n.ExplainedFailure;
import dev.snapclone.i18n.Text;
import dev.snapclone.i18n.Text.Arg;
import dev.snapclone.procedure.AttachedVolume;
import dev.snapclone.procedure.RootUnclear;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds the instance that a person named, by fresh reads. Never guesses. */
public final class InstanceResolver {
  /** The press of a choice: sets the option in the draft and runs the command again. */
  public static final String CHOOSE = "choose";

  /** The option with the root volume that a person chose; no command offers it. */
  private static final String ROOT_VOLUME = "root-volume";

  private static final Pattern UUID =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}|[0-9a-f]{32}");
  private static final Pattern ID_START = Pattern.compile("[0-9a-f]{6,8}(-[0-9a-f-]*)?");
  private static final int MOST_CANDIDATES = 25;

  private final CloudOption clouds;
  private final Drafts drafts;

  /**
   * @param drafts keeps the invocation while a person chooses between candidates
   */
  public InstanceResolver(CloudOption clouds, Drafts drafts) {
    this.clouds = clouds;
    this.drafts = drafts;
  }

  /**
   * @param instance freshly read
   */
  public record Found(Cloud cloud, Instance instance) {}

  /**
   * The instance that an option names, by id or name.
   *
   * @param option the option's name, such as {@code server-name}
   * @throws ExplainedFailure when none or several match; several come with a private choice whose
   *     press {@code choose} has the target {@code DRAFT:OPTION}
   * @throws dev.snapclone.cloud.CloudException when the cloud failed
   */
  public Found find(Invocation invocation, String option) {
    Cloud cloud = clouds.of(invocation);
    String wanted = invocation.option(option).orElse("");
    if (wanted.isEmpty()) {
      throw new ExplainedFailure(
          Text.of("procedure.instance.which"), Text.of("procedure.instance.type"));
    }
    boolean isId = UUID.matcher(wanted).matches();
    if (isId) {
      Optional<Instance> byId = cloud.instance(wanted.toLowerCase(Locale.ROOT));
      if (byId.isPresent()) {
        return new Found(cloud, byId.get());
      }
    }
    List<Instance> all = cloud.instances();
    for (Predicate<Instance> fits : fits(wanted)) {
      List<Instance> fitting = all.stream().filter(fits).toList();
      if (fitting.size() == 1) {
        return new Found(cloud, fitting.get(0));
      }
      if (!fitting.isEmpty()) {
        throw ambiguous(invocation, option, wanted, fitting);
      }
    }
    throw isId ? noSuchId(cloud, wanted) : unknown(invocation, option, cloud, all);
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
   * Plans with an instance's root volume, and lets the person choose it when it is unclear.
   *
   * @param plan receives the chosen volume's id, null for none
   * @throws ExplainedFailure as {@code plan} does; with a choice whose press runs the command again
   *     with the option {@link #ROOT_VOLUME}
   */
  public <T> T choosingRoot(Invocation invocation, Function<@Nullable String, T> plan) {
    try {
      return plan.apply(invocation.option(ROOT_VOLUME).orElse(null));
    } catch (RootUnclear unclear) {
      List<Text> next = new ArrayList<>(unclear.lines());
      next.add(Text.of("procedure.boot.ambiguous-next"));
      throw new ChoiceNeeded(
          unclear.what(),
          next,
          new Choice(
              CHOOSE,
              drafts.keep(invocation) + ":" + ROOT_VOLUME,
              unclear.candidates().stream()
                  .limit(MOST_CANDIDATES)
                  .map(InstanceResolver::candidate)
                  .toList()));
    }
  }

  private static Choice.Candidate candidate(AttachedVolume volume) {
    return new Choice.Candidate(
        volume.id(),
        (volume.name().isEmpty() ? volume.id() : volume.name()) + " · " + volume.sizeGb() + " GB",
        Text.of(
            "procedure.boot.candidate",
            Arg.name(volume.device() == null ? "?" : volume.device()),
            Arg.name(volume.id())));
  }

  /** The ways to match, the most certain first. */
  private static List<Predicate<Instance>> fits(String wanted) {
    List<Predicate<Instance>> fits = new ArrayList<>();
    fits.add(i -> i.name().equals(wanted));
    fits.add(i -> i.name().strip().equalsIgnoreCase(wanted));
    if (ID_START.matcher(wanted).matches()) {
      fits.add(i -> i.id().startsWith(wanted));
    }
    return fits;
  }

  private ExplainedFailure ambiguous(
      Invocation invocation, String option, String wanted, List<Instance> fitting) {
    List<Choice.Candidate> candidates =
        fitting.stream()
            .sorted(Comparator.comparing((Instance i) -> i.launched().created()).reversed())
            .limit(MOST_CANDIDATES)
            .map(InstanceResolver::candidate)
            .toList();
    List<Text> next = new ArrayList<>();
    next.add(Text.of("procedure.instance.choose"));
    if (fitting.size() > MOST_CANDIDATES) {
      next.add(
          Text.of("procedure.instance.more", Arg.number((long) fitting.size() - MOST_CANDIDATES)));
    }
    return new ChoiceNeeded(
        Text.of("procedure.instance.ambiguous", Arg.number(fitting.size()), Arg.name(wanted)),
        next,
        new Choice(CHOOSE, drafts.keep(invocation) + ":" + option, candidates));
  }

  private static Choice.Candidate candidate(Instance instance) {
    String idStart = instance.id().substring(0, Math.min(8, instance.id().length()));
    String address = instance.addresses().stream().map(Address::ip).findFirst().orElse("-");
    return new Choice.Candidate(
        instance.id(),
        instance.name() + " · " + idStart + " · " + instance.state().status(),
        Text.of("lists.candidate", Arg.name(address), Arg.time(instance.launched().created())));
  }

  private static ExplainedFailure noSuchId(Cloud cloud, String id) {
    return new ExplainedFailure(
        Text.of("procedure.instance.not-here", Arg.code(id), Arg.name(cloud.name())),
        Text.of("procedure.instance.not-here-next"));
  }

  private ExplainedFailure unknown(
      Invocation invocation, String option, Cloud cloud, List<Instance> all) {
    String wanted = invocation.option(option).orElse("");
    Text what = Text.of("procedure.instance.unknown", Arg.name(wanted), Arg.name(cloud.name()));
    List<String> near = NearestNames.of(wanted, all.stream().map(Instance::name).toList());
    List<Choice.Candidate> meant =
        near.stream()
            .flatMap(name -> all.stream().filter(i -> i.name().equals(name)))
            .limit(MOST_CANDIDATES)
            .map(InstanceResolver::candidate)
            .toList();
    return meant.isEmpty()
        ? new ExplainedFailure(what, Text.of("procedure.instance.type"))
        : new ChoiceNeeded(
            what,
            List.of(didYouMean(near)),
            new Choice(CHOOSE, drafts.keep(invocation) + ":" + option, meant));
  }

  /** Asks which of some similar names is meant. */
  public static Text didYouMean(List<String> near) {
    return near.size() == 1
        ? Text.of("procedure.near.one", Arg.name(near.get(0)))
        : Text.of("procedure.near.several");
  }
}
