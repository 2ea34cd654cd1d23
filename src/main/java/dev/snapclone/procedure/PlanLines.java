package dev.snapclone.procedure;

import dev.snapclone.i18n.Text;
import dev.snapclone.i18n.Text.Arg;
import dev.snapclone.job.PlanLine;
import dev.snapclone.job.PlanLine.Section;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Collects the lines of a plan, and brings the worst warning to the front. */
public final class PlanLines {
  /** Warnings that have a line of their own, beside the last of a card's three. */
  private static final int ALONE = 2;

  private static final String ALSO = "procedure.risk.also";

  /** They guess how long it takes, for where nothing was seen of it. */
  private static final Set<String> GUESSES =
      Set.of("procedure.risk.slow", "procedure.warn.local-disk");

  private final List<PlanLine> lines = new ArrayList<>();
  private final Map<Risk, List<PlanLine>> warnings = new EnumMap<>(Risk.class);

  /** What an approver is warned of, the worst first; all but OTHER must be seen. */
  public enum Risk {
    /** The original is switched off for a while. */
    DOWNTIME,
    /** Data is lost or not copied. */
    DATA,
    /** The original is paused or rebooted. */
    DISTURBS,
    /** A second machine with the same identity. */
    TWIN,
    /** Two instances of one name. */
    NAME,
    /** Little is left of a quota. */
    QUOTA,
    /** It takes hours. */
    SLOW,
    OTHER
  }

  /**
   * Lines without what guesses how long it takes, for where an estimate is told.
   *
   * @param estimated whether one is; otherwise the lines stay as they are
   */
  public static List<Text> withoutGuesses(List<Text> lines, boolean estimated) {
    return estimated ? lines.stream().flatMap(line -> withoutGuess(line).stream()).toList() : lines;
  }

  private static Optional<Text> withoutGuess(Text line) {
    if (!line.key().equals(ALSO)) {
      return GUESSES.contains(line.key()) ? Optional.empty() : Optional.of(line);
    }
    return line.args().stream()
        .flatMap(part -> withoutGuess(Objects.requireNonNull(part.text())).stream())
        .reduce(PlanLines::also);
  }

  private static Text also(Text left, Text right) {
    return Text.of(ALSO, Arg.text(left), Arg.text(right));
  }

  public PlanLines cost(Text text) {
    lines.add(PlanLine.cost(text));
    return this;
  }

  /** A short warning for the card. */
  public PlanLines warn(Risk risk, Text text) {
    warnings.computeIfAbsent(risk, r -> new ArrayList<>()).add(PlanLine.warning(text));
    return this;
  }

  public PlanLines makes(Text text) {
    lines.add(PlanLine.makes(text));
    return this;
  }

  public PlanLines makes(List<Text> texts) {
    lines.addAll(PlanLine.all(Section.MAKES, texts));
    return this;
  }

  public PlanLines inherits(Text text) {
    lines.add(PlanLine.inherits(text));
    return this;
  }

  public PlanLines quota(List<Text> texts) {
    for (Text text : texts) {
      if (text.key().equals(QuotaNeed.TIGHT)) {
        warn(Risk.QUOTA, text);
      } else {
        lines.add(PlanLine.quota(text));
      }
    }
    return this;
  }

  /** All lines of another plan. */
  public PlanLines add(PlanLines other) {
    lines.addAll(other.lines);
    other.warnings.forEach(
        (risk, texts) -> warnings.computeIfAbsent(risk, r -> new ArrayList<>()).addAll(texts));
    return this;
  }

  /**
   * The lines: the warnings, the worst first, then the others as they came. A card shows three
   * warnings and counts the rest, so the ones that must be seen share the third line if they are
   * more.
   */
  public List<PlanLine> all() {
    List<PlanLine> seen = new ArrayList<>();
    List<PlanLine> others = new ArrayList<>();
    warnings.forEach((risk, texts) -> (risk == Risk.OTHER ? others : seen).addAll(texts));
    List<PlanLine> all = new ArrayList<>(seen.subList(0, Math.min(seen.size(), ALONE)));
    seen.stream()
        .skip(ALONE)
        .map(PlanLine::text)
        .reduce(PlanLines::also)
        .ifPresent(text -> all.add(PlanLine.warning(text)));
    all.addAll(others);
    all.addAll(lines);
    return all;
  }
}
