package dev.snapclone.schedule;

import dev.snapclone.access.NamePattern;
import dev.snapclone.cloud.Cloud;
import dev.snapclone.cloud.Instance;
import dev.snapclone.i18n.ExplainedFailure;
import dev.snapclone.i18n.Text;
import dev.snapclone.i18n.Text.Arg;
import java.util.List;
import java.util.function.Predicate;

/**
 * What a schedule snapshots: one instance, or all that fit when it runs. Stored as JSON.
 *
 * @param kind how {@code value} is read
 * @param value the instance's id, a pattern with {@code *} and {@code ?}, or {@code key} or {@code
 *     key=value} of an instance's metadata
 * @param name for people: the instance's at that time, otherwise {@code value}; untrusted
 */
public record Target(Kind kind, String value, String name) {
  private static final int LONGEST = 100;
  private static final int MOST_STARS = 5;

  /** How a target is named. */
  public enum Kind {
    INSTANCE,
    PATTERN,
    METADATA
  }

  /**
   * A target that is looked up at each run.
   *
   * @throws ExplainedFailure when it is too long to be one
   */
  static Target fitting(Kind kind, String said) {
    if (said.length() > LONGEST || said.chars().filter(c -> c == '*').count() > MOST_STARS) {
      throw new ExplainedFailure(
          Text.of("schedule.target.long", Arg.name(said)),
          Text.of("schedule.target.long.next", Arg.number(LONGEST), Arg.number(MOST_STARS)));
    }
    return new Target(kind, said, said);
  }

  /**
   * The instances that it means now, freshly read.
   *
   * @param most more than these are refused
   * @throws ExplainedFailure when there is none, or there are too many
   */
  List<Instance> in(Cloud cloud, int most) {
    if (kind == Kind.INSTANCE) {
      return List.of(
          cloud
              .instance(value)
              .orElseThrow(
                  () ->
                      new ExplainedFailure(
                          Text.of("schedule.target.gone", Arg.name(name), Arg.name(cloud.name())),
                          Text.of("schedule.target.gone.next"))));
    }
    List<Instance> fitting = cloud.instances().stream().filter(fits()).toList();
    if (fitting.isEmpty()) {
      throw new ExplainedFailure(
          Text.of("schedule.target.none", Arg.name(value), Arg.name(cloud.name())),
          Text.of("schedule.target.none.next"));
    }
    if (fitting.size() > most) {
      throw new ExplainedFailure(
          Text.of("schedule.target.many", Arg.number(fitting.size()), Arg.name(value)),
          Text.of("schedule.target.many.next", Arg.number(most)));
    }
    return fitting;
  }

  private Predicate<Instance> fits() {
    if (kind == Kind.PATTERN) {
      return instance -> NamePattern.fits(value, instance.name());
    }
    int equals = value.indexOf('=');
    String key = equals < 0 ? value : value.substring(0, equals);
    return equals < 0
        ? instance -> instance.metadata().containsKey(key)
        : instance -> value.substring(equals + 1).equals(instance.metadata().get(key));
  }

  /** Such as "web-1", or "all that are called web-*". */
  Text words() {
    return switch (kind) {
      case INSTANCE -> Text.of("schedule.of.instance", Arg.name(name));
      case PATTERN -> Text.of("schedule.of.pattern", Arg.name(name));
      case METADATA -> Text.of("schedule.of.metadata", Arg.name(name));
    };
  }
}
