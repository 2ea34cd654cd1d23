package dev.snapclone.sandbox.discord.rest;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Planned faults, for the next requests of a kind or for all of them. */
public final class RestFaults {
  /** What a rate limit is about (topics/rate-limits.mdx "X-RateLimit-Scope"). */
  public enum Scope {
    USER,
    GLOBAL,
    SHARED
  }

  /** Kinds of fault. */
  enum Kind {
    STATUS,
    TOO_MANY_REQUESTS,
    LATENCY,
    ANSWER_LOST,
    ANSWER_UNREADABLE,
    REFUSED_CONNECTION
  }

  /** The fault that applies to a request. */
  record Fault(Kind kind, int status, int code, Duration duration, Scope scope) {}

  private static final class Rule {
    private final String pattern;
    private final Pattern regex;
    private final Fault fault;
    private int left;

    Rule(String pattern, int left, Fault fault) {
      this.pattern = pattern;
      this.regex = Pattern.compile(pattern);
      this.left = left;
      this.fault = fault;
    }

    boolean fits(String request) {
      return left > 0 && regex.matcher(request).matches();
    }

    @Override
    public String toString() {
      return fault.kind() + " on " + pattern;
    }
  }

  private final List<Rule> rules = new ArrayList<>();

  /**
   * Starts a rule for the next request that matches.
   *
   * @param pattern method and path below {@code /api/v10}; {@code *} stands for one part, {@code
   *     **} for anything: {@code POST /channels/*}
   */
  public Plan on(String pattern) {
    String regex = Pattern.quote(pattern).replace("**", "\\E.+\\Q").replace("*", "\\E[^/]+\\Q");
    return new Plan(regex, 1);
  }

  /** Removes all rules. */
  public synchronized void clear() {
    rules.clear();
  }

  private synchronized void add(Rule rule) {
    rules.add(rule);
  }

  synchronized @Nullable Fault draw(String method, String path) {
    String request = method + " " + path;
    for (Rule rule : rules) {
      if (rule.fits(request)) {
        rule.left--;
        return rule.fault;
      }
    }
    return null;
  }

  /** A rule: how often it applies, and its fault. */
  public final class Plan {
    private final String regex;
    private final int times;

    private Plan(String regex, int times) {
      this.regex = regex;
      this.times = times;
    }

    /** Applies to this many requests. */
    public Plan times(int count) {
      return new Plan(regex, count);
    }

    /** Applies until {@link RestFaults#clear}. */
    public Plan always() {
      return times(Integer.MAX_VALUE);
    }

    /** Answers with an error status; nothing takes effect. */
    public void status(int status) {
      error(status, 0);
    }

    /**
     * Answers with an error of Discord's own; nothing takes effect.
     *
     * @param code the code in its body (topics/opcodes-and-status-codes.mdx "JSON Error Codes")
     */
    public void error(int status, int code) {
      plan(new Fault(Kind.STATUS, status, code, Duration.ZERO, Scope.USER));
    }

    /** Answers 429; nothing takes effect. */
    public void tooManyRequests(Duration retryAfter, Scope scope) {
      plan(new Fault(Kind.TOO_MANY_REQUESTS, 429, 0, retryAfter, scope));
    }

    /** Delays the request before it takes effect. */
    public void latency(Duration by) {
      plan(new Fault(Kind.LATENCY, 0, 0, by, Scope.USER));
    }

    /** The request takes effect, and the connection closes without an answer. */
    public void answerLost() {
      plan(new Fault(Kind.ANSWER_LOST, 0, 0, Duration.ZERO, Scope.USER));
    }

    /** The request takes effect, and the answer is an HTML page with 200. */
    public void answerUnreadable() {
      plan(new Fault(Kind.ANSWER_UNREADABLE, 0, 0, Duration.ZERO, Scope.USER));
    }

    /** The connection closes, and nothing takes effect. */
    public void connectionLost() {
      plan(new Fault(Kind.REFUSED_CONNECTION, 0, 0, Duration.ZERO, Scope.USER));
    }

    private void plan(Fault fault) {
      add(new Rule(regex, times, fault));
    }
  }
}
