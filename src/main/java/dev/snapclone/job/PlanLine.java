package dev.snapclone.job;

import dev.snapclone.i18n.Text;
import java.util.List;
import java.util.Objects;

/**
 * A line of a plan, and where people read it. The card shows COST and the worst WARNINGs, the rest
 * is told on request. Within a section the order is that of the plan; the worst warning comes
 * first.
 */
public record PlanLine(Section section, Text text) {
  public PlanLine {
    Objects.requireNonNull(section, "section");
    Objects.requireNonNull(text, "text");
  }

  /** What a line tells. */
  public enum Section {
    /** What it costs, in a line or two: size, cloud, network. */
    COST,
    /** What an approver must see. */
    WARNING,
    /** What is made or removed, what is not, and what can happen. */
    MAKES,
    /** What is as with the original. */
    INHERITS,
    /** Use of a quota before and after. */
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
