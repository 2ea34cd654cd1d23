package dev.snapclone.access;

import java.util.Objects;

/**
 * What a rule requires of the reason for a request.
 *
 * @param rule the rule's name; empty for the defaults
 * @param required whether there must be one
 * @param pattern a regular expression that must be found in a required one; empty for none
 * @param hint what to write, in the operator's words; empty for none
 */
public record ReasonDemand(String rule, boolean required, String pattern, String hint) {
  /** No reason is required. */
  public static final ReasonDemand NONE = new ReasonDemand("", false, "", "");

  public ReasonDemand {
    Objects.requireNonNull(rule, "rule");
    Objects.requireNonNull(pattern, "pattern");
    Objects.requireNonNull(hint, "hint");
  }

  /**
   * Whether a reason is sufficient.
   *
   * @param reason empty when none was given
   */
  public boolean metBy(String reason) {
    return !required
        || (!reason.isEmpty()
            && (pattern.isEmpty() || BoundedPattern.find(pattern, reason).isPresent()));
  }

  /** The same, completed by another demand. */
  ReasonDemand orElse(ReasonDemand usual) {
    return new ReasonDemand(
        rule,
        required,
        pattern.isEmpty() ? usual.pattern : pattern,
        hint.isEmpty() && pattern.isEmpty() ? usual.hint : hint);
  }
}
