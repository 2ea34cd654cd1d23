package dev.snapclone.access;

import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One rule of the policy: to what it applies, who may ask for that, and what it needs. What is null
 * or empty is as the defaults say.
 *
 * @param name for people
 * @param match to what it applies
 * @param denied the words that a person reads when nobody may ask for it, empty for none; null when
 *     it may be asked for
 * @param askers role ids or names, or user ids, of those who may ask; empty for every operator
 * @param channels ids or names of the channels where it may be asked for; empty for all
 * @param required how many must say yes
 * @param approvers role ids or names, or user ids, whose yes counts
 * @param fourEyes whether the requester's own yes does not count
 * @param expireAfter how long they may take
 * @param remindAfter when they are reminded; zero for never
 * @param reasons of which answers a reason is demanded
 */
public record Rule(
    String name,
    Match match,
    @Nullable String denied,
    List<String> askers,
    List<String> channels,
    @Nullable Integer required,
    List<String> approvers,
    @Nullable Boolean fourEyes,
    @Nullable Duration expireAfter,
    @Nullable Duration remindAfter,
    @Nullable Reasons reasons) {
  public Rule {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(match, "match");
    askers = List.copyOf(askers);
    channels = List.copyOf(channels);
    approvers = List.copyOf(approvers);
  }

  /** Whether a person may ask for it there. */
  public boolean mayRequest(Actor actor, Place place) {
    return denied == null && asker(actor) && (channels.isEmpty() || place.isOneOf(channels));
  }

  /** Whether it is a matter of who asks, not of where. */
  public boolean asker(Actor actor) {
    return askers.isEmpty() || actor.isOneOf(askers);
  }

  /** What this rule leaves open is as the defaults say. */
  public Terms over(Terms defaults) {
    return new Terms(
        required == null ? defaults.required() : required,
        fourEyes == null ? defaults.fourEyes() : fourEyes,
        expireAfter == null ? defaults.expireAfter() : expireAfter,
        remindAfter == null ? defaults.remindAfter() : remindAfter,
        approvers,
        reasons == null ? defaults.reasons() : reasons,
        name);
  }

  /**
   * To what a rule applies: every condition that is given must hold.
   *
   * @param commands any of them; empty for all
   * @param clouds the bot's names; empty for all
   * @param projects ids or names; empty for all
   * @param instances patterns with {@code *} and {@code ?}, as {@link NamePattern} reads them;
   *     empty for all
   * @param vcpus at least so many; 0 for any
   * @param ramGb at least so much, GiB; 0 for any
   * @param diskGb at least so much, GiB; 0 for any
   * @param os windows or linux; empty for all
   */
  public record Match(
      List<String> commands,
      List<String> clouds,
      List<String> projects,
      List<String> instances,
      int vcpus,
      int ramGb,
      int diskGb,
      List<String> os) {
    /** Everything. */
    public static final Match ALL =
        new Match(List.of(), List.of(), List.of(), List.of(), 0, 0, 0, List.of());

    public Match {
      commands = List.copyOf(commands);
      clouds = List.copyOf(clouds);
      projects = List.copyOf(projects);
      instances = List.copyOf(instances);
      os = List.copyOf(os);
    }

    /** Whether a job about an instance of that name is of this kind. */
    public NamePattern.Fit fit(RequestedAction action, String name) {
      return lesser(
          fitButForTheName(action),
          instances.stream()
              .map(pattern -> NamePattern.fit(pattern, name))
              .max(Comparator.naturalOrder())
              .orElse(NamePattern.Fit.FITS));
    }

    /**
     * Whether a job is of this kind if its instance is. A size that is not known counts as big, and
     * a system that is not known may be any.
     */
    private NamePattern.Fit fitButForTheName(RequestedAction action) {
      boolean may =
          mayFit(action.command(), action.cloud())
              && (projects.isEmpty() || projects.stream().anyMatch(action.project()::contains))
              && (action.os().isEmpty() || anyOrAll(os, action.os()))
              && reaches(action.vcpus(), vcpus)
              && reaches(action.ramMb(), ramGb * 1024L)
              && reaches(action.diskGb(), diskGb);
      if (!may) {
        return NamePattern.Fit.NOT;
      }
      return action.os().isEmpty() && !os.isEmpty()
          ? NamePattern.Fit.MAY_FIT
          : NamePattern.Fit.FITS;
    }

    private static NamePattern.Fit lesser(NamePattern.Fit one, NamePattern.Fit other) {
      return one.compareTo(other) < 0 ? one : other;
    }

    /** The same of an instance whose name nobody knows: it may be one that fits. */
    public NamePattern.Fit fitOfUnknownName(RequestedAction action) {
      return lesser(
          fitButForTheName(action),
          fitsEveryName() ? NamePattern.Fit.FITS : NamePattern.Fit.MAY_FIT);
    }

    private boolean fitsEveryName() {
      return instances.isEmpty()
          || instances.stream().anyMatch(p -> p.chars().allMatch(c -> c == '*'));
    }

    /**
     * Whether every job of another kind is of this kind too. Certain where it says yes; kinds that
     * only happen to cover each other, or do so together with others, are not looked for.
     */
    public boolean covers(Match other) {
      return coversAll(commands, other.commands)
          && coversAll(clouds, other.clouds)
          && coversAll(projects, other.projects)
          && coversAll(os, other.os)
          && coversInstances(other.instances)
          && Math.max(0, vcpus) <= Math.max(0, other.vcpus)
          && Math.max(0, ramGb) <= Math.max(0, other.ramGb)
          && Math.max(0, diskGb) <= Math.max(0, other.diskGb);
    }

    private static boolean coversAll(Collection<String> listed, Collection<String> others) {
      return listed.isEmpty() || (!others.isEmpty() && listed.containsAll(others));
    }

    /** A pattern is covered by the same one, by one for all, and a plain name by what fits it. */
    private boolean coversInstances(Collection<String> others) {
      return fitsEveryName()
          || (!others.isEmpty()
              && others.stream()
                  .allMatch(
                      other ->
                          instances.stream()
                              .anyMatch(
                                  p ->
                                      p.equalsIgnoreCase(other)
                                          || (other.indexOf('*') < 0
                                              && other.indexOf('?') < 0
                                              && NamePattern.fit(p, other)
                                                  == NamePattern.Fit.FITS))));
    }

    /** Whether some job of a command in a cloud may be of this kind. */
    public boolean mayFit(String command, String cloud) {
      return anyOrAll(commands, command) && anyOrAll(clouds, cloud);
    }

    private static boolean anyOrAll(Collection<String> listed, String one) {
      return listed.isEmpty() || listed.contains(one);
    }

    private static boolean reaches(long size, long least) {
      return least <= 0 || size == RequestedAction.UNKNOWN || size >= least;
    }
  }
}
