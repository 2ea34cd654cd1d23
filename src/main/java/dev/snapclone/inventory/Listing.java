package dev.snapclone.inventory;

import dev.snapclone.cloud.CloudErrors;
import dev.snapclone.cloud.CloudException;
import dev.snapclone.cloud.Explained;
import dev.snapclone.command.Reply;
import dev.snapclone.i18n.Text;
import dev.snapclone.i18n.Text.Arg;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.Function;

/** A list for people: as many lines as fit, the number of further ones, and failures. */
final class Listing {
  /** What fits one answer even with the longest names. */
  static final int MOST = 20;

  private Listing() {}

  /**
   * @param headline with the number of items; the number is not shown when nothing is known
   * @param unknown the headline when nothing could be read
   * @param items all of them, in order
   * @param line describes one item
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
    // Two views may have failed in the same way.
    List<Text> lines = new ArrayList<>(new LinkedHashSet<>(failures));
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

  /** Why a view could not be read; empty when it could. */
  static List<Text> failure(View<?> view, Known<?> known) {
    RuntimeException failure = known.failure();
    if (failure == null) {
      return List.of();
    }
    Arg what = Arg.text(Text.of("lists.view." + view.name()));
    List<Text> lines = new ArrayList<>();
    if (failure instanceof CloudException cloud) {
      Explained explained = CloudErrors.explain(cloud);
      lines.add(explained.what());
      lines.add(explained.next());
    } else {
      lines.add(Text.of("common.bug"));
    }
    Instant asOf = known.asOf();
    lines.add(
        asOf == null
            ? Text.of("lists.untold", what)
            : Text.of("lists.stale", what, Arg.time(asOf)));
    return lines;
  }
}
