package dev.snapclone.procedure;

import dev.snapclone.i18n.Text;
import dev.snapclone.i18n.Text.Arg;
import java.util.ArrayList;
import java.util.List;

/** Describes how a plan differs from an earlier one. */
public final class Differences {
  private Differences() {}

  /**
   * A line for each difference.
   *
   * @param why what changed in the cloud
   * @param before the old plan's lines
   * @param now the new plan's lines
   */
  public static List<Text> of(List<Text> why, List<Text> before, List<Text> now) {
    List<Text> lines = new ArrayList<>(why);
    before.stream()
        .filter(line -> !now.contains(line))
        .forEach(line -> lines.add(Text.of("procedure.again.before", Arg.text(line))));
    now.stream()
        .filter(line -> !before.contains(line))
        .forEach(line -> lines.add(Text.of("procedure.again.now", Arg.text(line))));
    return lines;
  }
}
