package dev.snapclone.schedule;

import dev.snapclone.i18n.ExplainedFailure;
import dev.snapclone.i18n.Text;
import dev.snapclone.i18n.Text.Arg;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which of its snapshots of an instance a schedule keeps: so many, or so long. Stored as JSON.
 *
 * @param last the newest so many; 0 when a time is said
 * @param span the time, null when a number is said
 */
public record Keep(int last, @Nullable Duration span) {
  static final int USUAL = 7;
  private static final int MOST = 1000;
  private static final Duration LONGEST = Duration.ofDays(3660);
  private static final Pattern SPAN = Pattern.compile("(\\d{1,5})\\s*([hdw])");

  /**
   * Reads what was said; the usual number when nothing was.
   *
   * @throws ExplainedFailure when it cannot be understood, or would keep nothing
   */
  static Keep read(@Nullable String last, @Nullable String span) {
    if (last != null && span != null) {
      throw new ExplainedFailure(Text.of("schedule.keep.both"), Text.of("schedule.keep.both.next"));
    }
    return span == null ? number(last == null ? "" + USUAL : last) : time(span);
  }

  private static Keep number(String said) {
    int last = said.matches("\\d{1,6}") ? Integer.parseInt(said) : -1;
    if (last == 0) {
      throw new ExplainedFailure(Text.of("schedule.keep.none"), Text.of("schedule.keep.none.next"));
    }
    if (last < 0 || last > MOST) {
      throw new ExplainedFailure(
          Text.of("schedule.keep.no-number", Arg.name(said)),
          Text.of("schedule.keep.no-number.next", Arg.number(MOST)));
    }
    return new Keep(last, null);
  }

  private static Keep time(String said) {
    Matcher matcher = SPAN.matcher(said.strip());
    if (matcher.matches()) {
      long number = Long.parseLong(matcher.group(1));
      Duration span =
          switch (matcher.group(2)) {
            case "h" -> Duration.ofHours(number);
            case "d" -> Duration.ofDays(number);
            default -> Duration.ofDays(7 * number);
          };
      if (span.isZero()) {
        throw new ExplainedFailure(
            Text.of("schedule.keep.none"), Text.of("schedule.keep.none.next"));
      }
      if (span.compareTo(LONGEST) <= 0) {
        return new Keep(0, span);
      }
    }
    throw new ExplainedFailure(
        Text.of("schedule.keep.no-time", Arg.name(said)), Text.of("schedule.keep.no-time.next"));
  }

  /**
   * Of snapshots, those that are not kept; never the newest. They are compared with each other and
   * not with a clock, which may be wrong.
   *
   * @param newestFirst when each was made, by one clock, the newest first
   * @return their indexes
   */
  List<Integer> beyond(List<Instant> newestFirst) {
    List<Integer> beyond = new ArrayList<>();
    for (int i = 1; i < newestFirst.size(); i++) {
      boolean kept =
          span == null ? i < last : !newestFirst.get(i).isBefore(newestFirst.get(0).minus(span));
      if (!kept) {
        beyond.add(i);
      }
    }
    return beyond;
  }

  /** How many of one instance it comes to keep. */
  int of(int runsAMonth) {
    return span == null
        ? last
        : (int) Math.max(1, 1 + span.toHours() * runsAMonth / Duration.ofDays(30).toHours());
  }

  /** Such as "the newest 7". */
  Text words() {
    return span == null
        ? Text.of("schedule.keep.last", Arg.number(last))
        : Text.of("schedule.keep.for", Arg.duration(span));
  }
}
