package dev.snapclone.listing;

import dev.snapclone.cloud.CloudException;
import dev.snapclone.command.Reply;
import dev.snapclone.i18n.Arg;
import dev.snapclone.i18n.Text;
import dev.snapclone.inventory.Known;
import dev.snapclone.inventory.View;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** A list for people: so many lines as fit, how many more there are, and what could not be read. */
final class Listing {
  /** One answer holds so many lines in the worst case of names. */
  static final int MOST = 20;

  private Listing() {}

  /**
   * The answer.
   *
   * @param headline says how many there are; its count is not shown when nothing is known
   * @param unknown the headline when nothing could be read
   * @param items all of them, in order
   * @param line one item's line
   * @param empty what to do when there is none
   * @param failures what could not be read
   */
  static <T> Reply reply(
      Text headline,
      Text unknown,
      List<T> items,
      Function<T, Text> line,
      Text empty,
      List<Text> failures) {
    List<Text> lines = new ArrayList<>(failures);
    items.stream().limit(MOST).map(line).forEach(lines::add);
    if (items.size() > MOST) {
      lines.add(Text.of("lists.more", Arg.number((long) items.size() - MOST)));
    }
    if (items.isEmpty() && failures.isEmpty()) {
      lines.add(empty);
    }
    Reply.Tone tone = failures.isEmpty() ? Reply.Tone.INFO : Reply.Tone.ERROR;
    boolean known = !items.isEmpty() || failures.isEmpty();
    return new Reply(tone, known ? headline : unknown, lines, List.of(), null, null);
  }

  /** What to say when a view could not be read; empty when it could. */
  static List<Text> failure(View<?> view, Known<?> known) {
    RuntimeException failure = known.failure();
    if (failure == null) {
      return List.of();
    }
    String said =
        failure instanceof CloudException cloud ? cloud.said() : failure.getClass().getSimpleName();
    Arg what = Arg.text(Text.of("lists.view." + view.name()));
    Instant asOf = known.asOf();
    return List.of(
        asOf == null
            ? Text.of("lists.failed", what, Arg.quote(said))
            : Text.of("lists.failed-stale", what, Arg.quote(said), Arg.time(asOf)));
  }
}
