package dev.snapclone.sandbox.openstack.wire;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Pattern;

/**
 * The planned faults. Patterns are regular expressions: the method must match completely, the path
 * (with the service's prefix, and {@code ?query} if there is one) must contain a match. The oldest
 * matching rule applies.
 */
public final class FaultPlan {
  private final List<Rule> rules = new ArrayList<>();
  private final Random random;

  /**
   * @param seed the seed for probabilities, so that a run can be repeated
   */
  public FaultPlan(long seed) {
    this.random = new Random(seed);
  }

  private static final class Rule {
    private final Pattern method;
    private final Pattern path;
    private final Pattern body;
    private final Fault fault;
    private final double probability;
    private int left;

    Rule(String method, String path, String body, Fault fault, double probability, int times) {
      this.method = Pattern.compile(method);
      this.path = Pattern.compile(path);
      this.body = Pattern.compile(body);
      this.fault = fault;
      this.probability = probability;
      this.left = times;
    }

    boolean fits(Call call) {
      String full = call.rawQuery().isEmpty() ? call.path() : call.path() + "?" + call.rawQuery();
      return method.matcher(call.method()).matches()
          && path.matcher(full).find()
          && body.matcher(call.body()).find();
    }
  }

  /** The next matching request. */
  public void next(String method, String path, Fault fault) {
    next(1, method, path, fault);
  }

  /** This many of the next matching requests. */
  public void next(int times, String method, String path, Fault fault) {
    add(new Rule(method, path, "", fault, 1, times));
  }

  /** The next matching request whose body contains a match of the regular expression. */
  public void nextWithBody(String method, String path, String body, Fault fault) {
    add(new Rule(method, path, body, fault, 1, 1));
  }

  /** Every matching request until {@link #clear()}. */
  public void always(String method, String path, Fault fault) {
    add(new Rule(method, path, "", fault, 1, Integer.MAX_VALUE));
  }

  /**
   * Each matching request with a probability, until {@link #clear()}.
   *
   * @param probability 0 to 1
   */
  public void sometimes(double probability, String method, String path, Fault fault) {
    add(new Rule(method, path, "", fault, probability, Integer.MAX_VALUE));
  }

  /** Removes all rules. */
  public synchronized void clear() {
    rules.clear();
  }

  /** The number of rules that are not used up. */
  public synchronized int pending() {
    return rules.size();
  }

  /** Whether a rule is not used up. */
  public synchronized boolean isPending(Fault fault) {
    return rules.stream().anyMatch(rule -> rule.fault == fault);
  }

  private synchronized void add(Rule rule) {
    rules.add(rule);
  }

  synchronized Optional<Fault> pick(Call call) {
    for (Iterator<Rule> it = rules.iterator(); it.hasNext(); ) {
      Rule rule = it.next();
      if (!rule.fits(call) || (rule.probability < 1 && random.nextDouble() >= rule.probability)) {
        continue;
      }
      if (rule.left != Integer.MAX_VALUE) {
        rule.left--;
        if (rule.left <= 0) {
          it.remove();
        }
      }
      return Optional.of(rule.fault);
    }
    return Optional.empty();
  }
}
