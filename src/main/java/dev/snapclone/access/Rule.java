package dev.snapclone.access;

import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One rule of the policy: which jobs it applies to, who may request them, and which approvals they
 * need. The defaults fill in what is null or empty.
 *
 * @param name for people
 * @param match which jobs it applies to
 */
public record Rule(String name, Match match, Ask ask, Needs needs) {
  public Rule {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(match, "match");
  }

  /**
   * Who may request them, and how.
   *
   * @param denied the message for people if nobody may request such jobs, empty for none; null if
   *     they may be requested
   * @param askers role ids or names, or user ids, of those who may request; empty for every
   *     operator
   * @param channels ids or names of the channels where they may be requested; empty for all
   * @param reason what the reason for requesting must be like
   */
  public record Ask(
      @Nullable String denied,
      List<String> askers,
      List<String> channels,
      @Nullable ReasonDemand reason) {
    public Ask {
      askers = List.copyOf(askers);
      channels = List.copyOf(channels);
    }
  }

  /**
   * Which approvals they need.
   *
   * @param required the number of approvals
   * @param approvers role ids or names, or user ids, of those who may approve
   * @param fourEyes whether the requester's own approval does not count
   * @param expireAfter how long the request stays open
   * @param remindAfter when the approvers are reminded; zero for never
   * @param reasons which answers require a reason
   */
  public record Needs(
      @Nullable Integer required,
      List<String> approvers,
      @Nullable Boolean fourEyes,
      @Nullable Duration expireAfter,
      @Nullable Duration remindAfter,
      @Nullable Reasons reasons) {
    public Needs {
      approvers = List.copyOf(approvers);
    }
  }

  /** Whether a person may request such a job in that place. */
  public boolean mayRequest(Actor actor, Place place) {
    return ask.denied() == null
        && allowsRequester(actor)
        && (ask.channels().isEmpty() || place.isOneOf(ask.channels()));
  }

  /** Whether a person may request such a job, in the right channel. */
  public boolean allowsRequester(Actor actor) {
    return ask.askers().isEmpty() || actor.isOneOf(ask.askers());
  }

  /** The terms of this rule, completed by the defaults. */
  public Terms withDefaults(Terms defaults) {
    return new Terms(
        needs.required() == null ? defaults.required() : needs.required(),
        needs.fourEyes() == null ? defaults.fourEyes() : needs.fourEyes(),
        needs.expireAfter() == null ? defaults.expireAfter() : needs.expireAfter(),
        needs.remindAfter() == null ? defaults.remindAfter() : needs.remindAfter(),
        needs.approvers(),
        needs.reasons() == null ? defaults.reasons() : needs.reasons(),
        name);
  }

  /**
   * Which jobs a rule applies to. All given conditions must be met.
   *
   * @param commands any of these; empty for all but {@link RequestedAction#DELETE_FOREIGN}, which a
   *     rule has to name, so that none loosens it unawares
   * @param clouds the bot's names; empty for all
   * @param projects ids or names; empty for all
   * @param instances patterns for {@link NamePattern}; empty for all
   * @param vcpus the minimum; 0 for any
   * @param ramGb the minimum in GiB; 0 for any
   * @param diskGb the minimum in GiB; 0 for any
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
    /** Matches every job. */
    public static final Match ALL =
        new Match(List.of(), List.of(), List.of(), List.of(), 0, 0, 0, List.of());

    public Match {
      commands = List.copyOf(commands);
      clouds = List.copyOf(clouds);
      projects = List.copyOf(projects);
      instances = List.copyOf(instances);
      os = List.copyOf(os);
    }

    /** Whether this matches a job about an instance with that name. */
    public NamePattern.Fit fit(RequestedAction action, String name) {
      return weaker(
          fitIgnoringName(action),
          instances.stream()
              .map(pattern -> NamePattern.fit(pattern, name))
              .max(Comparator.naturalOrder())
              .orElse(NamePattern.Fit.FITS));
    }

    /**
     * Whether everything but the name matches. An unknown size counts as large; an unknown
     * operating system may be any.
     */
    private NamePattern.Fit fitIgnoringName(RequestedAction action) {
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

    private static NamePattern.Fit weaker(NamePattern.Fit one, NamePattern.Fit other) {
      return one.compareTo(other) < 0 ? one : other;
    }

    /** Whether this may match a job about an instance with an unknown name. */
    public NamePattern.Fit fitOfUnknownName(RequestedAction action) {
      return weaker(
          fitIgnoringName(action),
          fitsEveryName() ? NamePattern.Fit.FITS : NamePattern.Fit.MAY_FIT);
    }

    private boolean fitsEveryName() {
      return instances.isEmpty()
          || instances.stream().anyMatch(p -> p.chars().allMatch(c -> c == '*'));
    }

    /**
     * Whether this matches every job that the other matches. {@code true} is certain; {@code false}
     * is not, since combinations of conditions are not examined.
     */
    public boolean covers(Match other) {
      return coversCommands(other.commands)
          && coversAll(clouds, other.clouds)
          && coversAll(projects, other.projects)
          && coversAll(os, other.os)
          && coversInstances(other.instances)
          && Math.max(0, vcpus) <= Math.max(0, other.vcpus)
          && Math.max(0, ramGb) <= Math.max(0, other.ramGb)
          && Math.max(0, diskGb) <= Math.max(0, other.diskGb);
    }

    private boolean coversCommands(List<String> others) {
      return coversAll(commands, others)
          && (!others.contains(RequestedAction.DELETE_FOREIGN)
              || commands.contains(RequestedAction.DELETE_FOREIGN));
    }

    private static boolean coversAll(Collection<String> listed, Collection<String> others) {
      return listed.isEmpty() || (!others.isEmpty() && listed.containsAll(others));
    }

    /**
     * A pattern is covered by the same pattern or by one that matches all; a plain name by any
     * pattern that matches it.
     */
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

    /** Whether this may match some job with that command in that cloud. */
    public boolean mayFit(String command, String cloud) {
      boolean may =
          command.equals(RequestedAction.DELETE_FOREIGN)
              ? commands.contains(command)
              : anyOrAll(commands, command);
      return may && anyOrAll(clouds, cloud);
    }

    private static boolean anyOrAll(Collection<String> listed, String one) {
      return listed.isEmpty() || listed.contains(one);
    }

    private static boolean reaches(long size, long least) {
      return least <= 0 || size == RequestedAction.UNKNOWN || size >= least;
    }
  }
}
