package dev.snapclone.command;

import dev.snapclone.i18n.ExplainedFailure;
import dev.snapclone.i18n.Text;
import dev.snapclone.i18n.Text.Arg;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Limits the commands and presses of a person and the jobs of a cloud. Counts stored data, so all
 * replicas count together. Refused requests do not count: after the announced wait the next one is
 * accepted.
 */
public final class RateLimits {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration HOUR = Duration.ofHours(1);

  private final Pace pace;
  private final int actsPerMinute;
  private final int jobsPerHour;
  private final InstantSource clock;

  /**
   * @param actsPerMinute commands and presses of one person; 0 for no limit
   * @param jobsPerHour new jobs of one cloud; 0 for no limit
   */
  public RateLimits(Pace pace, int actsPerMinute, int jobsPerHour, InstantSource clock) {
    this.pace = pace;
    this.actsPerMinute = actsPerMinute;
    this.jobsPerHour = jobsPerHour;
    this.clock = clock;
  }

  public static RateLimits none(InstantSource clock) {
    Pace idle =
        new Pace() {
          @Override
          public Optional<Instant> nthNewestAct(String person, int n) {
            return Optional.empty();
          }

          @Override
          public Optional<Instant> nthNewestJob(String cloud, int n) {
            return Optional.empty();
          }
        };
    return new RateLimits(idle, 0, 0, clock);
  }

  /**
   * Checks the limit of a person.
   *
   * @throws TooFast when the person did too much in the last minute
   */
  void requirePerson(String person) {
    if (actsPerMinute > 0) {
      pace.nthNewestAct(person, actsPerMinute)
          .map(at -> at.plus(MINUTE))
          .filter(this::ahead)
          .ifPresent(
              next -> {
                throw new TooFast(
                    Text.of("common.too-fast", Arg.number(actsPerMinute)),
                    Text.of("common.too-fast.next", Arg.time(roundedUp(next))));
              });
    }
  }

  /**
   * Checks the limit of a cloud.
   *
   * @throws ExplainedFailure when too many jobs were requested in the last hour
   */
  public void requireCloud(String cloud) {
    if (jobsPerHour > 0) {
      pace.nthNewestJob(cloud, jobsPerHour)
          .map(at -> at.plus(HOUR))
          .filter(this::ahead)
          .ifPresent(
              next -> {
                throw new ExplainedFailure(
                    Text.of("common.too-many-jobs", Arg.name(cloud), Arg.number(jobsPerHour)),
                    Text.of("common.too-many-jobs.next", Arg.time(roundedUp(next))));
              });
    }
  }

  private boolean ahead(Instant next) {
    return next.isAfter(clock.instant());
  }

  /** People see whole seconds, and a request at the shown time must succeed. */
  private static Instant roundedUp(Instant instant) {
    return instant.plusSeconds(1);
  }

  /** A separate type, since it is audited only now and then. */
  static final class TooFast extends ExplainedFailure {
    private static final long serialVersionUID = 1L;

    TooFast(Text what, Text next) {
      super(what, next);
    }
  }
}
