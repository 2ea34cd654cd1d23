package dev.snapclone.job;

import dev.snapclone.i18n.Text;
import java.util.List;
import java.util.Objects;

/**
 * A line of a plan in its section. The card shows COST and the worst WARNINGs, and {@code Details}
 * the rest. Lines of a section keep the order of the plan, with the worst warning first.
 */
public record PlanLine(Section section, Text text) {
  public PlanLine {
    Objects.requireNonNull(section, "section");
    Objects.requireNonNull(text, "text");
  }

  /** What a line is about. */
  public enum Section {
    /** What it costs, in a line or two: size, cloud, network. */
    COST,
    /** What an approver must see. */
    WARNING,
    /** What is made or removed, what is not, and what can happen. */
    MAKES,
    /** What the copy has in common with the original. */
    INHERITS,
    /** The use of a quota before and after. */
    QUOTA
  }

  public static PlanLine cost(Text text) {
    return new PlanLine(Section.COST, text);
  }

  public static PlanLine warning(Text text) {
    return new PlanLine(Section.WARNING, text);
  }

  public static PlanLine makes(Text text) {
    return new PlanLine(Section.MAKES, text);
  }

  public static PlanLine inherits(Text text) {
    return new PlanLine(Section.INHERITS, text);
  }

  public static PlanLine quota(Text text) {
    return new PlanLine(Section.QUOTA, text);
  }

  /** Several lines of a section. */
  public static List<PlanLine> all(Section section, List<Text> texts) {
    return texts.stream().map(text -> new PlanLine(section, text)).toList();
  }

  /** The texts of a section, in order. */
  public static List<Text> of(Section section, List<PlanLine> lines) {
    return lines.stream().filter(l -> l.section() == section).map(PlanLine::text).toList();
  }
}
