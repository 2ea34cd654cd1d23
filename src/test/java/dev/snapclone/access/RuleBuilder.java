package dev.snapclone.access;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes rules for tests, which say only what they are about. */
public final class RuleBuilder {
  private final String name;
  private final Rule.Match match;
  private @Nullable String denied;
  private List<String> askers = List.of();
  private List<String> channels = List.of();
  private @Nullable ReasonDemand reason;
  private @Nullable Integer required;
  private List<String> approvers = List.of();
  private @Nullable Boolean fourEyes;
  private @Nullable Duration expireAfter;
  private @Nullable Duration remindAfter;
  private @Nullable Reasons reasons;

  private RuleBuilder(String name, Rule.Match match) {
    this.name = name;
    this.match = match;
  }

  /** A rule that leaves everything to the defaults. */
  public static RuleBuilder aRule(String name, Rule.Match match) {
    return new RuleBuilder(name, match);
  }

  /** The same for the instances of a pattern. */
  public static RuleBuilder aRule(String name, String pattern) {
    return new RuleBuilder(
        name,
        new Rule.Match(List.of(), List.of(), List.of(), List.of(pattern), 0, 0, 0, List.of()));
  }

  public RuleBuilder denied(@Nullable String message) {
    denied = message;
    return this;
  }

  public RuleBuilder askers(List<String> value) {
    askers = value;
    return this;
  }

  public RuleBuilder channels(List<String> value) {
    channels = value;
    return this;
  }

  public RuleBuilder reason(ReasonDemand value) {
    reason = value;
    return this;
  }

  public RuleBuilder required(@Nullable Integer value) {
    required = value;
    return this;
  }

  public RuleBuilder approvers(List<String> value) {
    approvers = value;
    return this;
  }

  public RuleBuilder fourEyes(boolean value) {
    fourEyes = value;
    return this;
  }

  public RuleBuilder expireAfter(Duration value) {
    expireAfter = value;
    return this;
  }

  public RuleBuilder remindAfter(Duration value) {
    remindAfter = value;
    return this;
  }

  public RuleBuilder reasons(@Nullable Reasons value) {
    reasons = value;
    return this;
  }

  public Rule build() {
    return new Rule(
        name,
        match,
        new Rule.Ask(denied, askers, channels, reason),
        new Rule.Needs(required, approvers, fourEyes, expireAfter, remindAfter, reasons));
  }
}
