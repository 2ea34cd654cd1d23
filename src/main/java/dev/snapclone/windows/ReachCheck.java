package dev.snapclone.windows;

import dev.snapclone.cloud.Address;
import dev.snapclone.cloud.Cloud;
import dev.snapclone.cloud.Clouds;
import dev.snapclone.cloud.Instance;
import dev.snapclone.i18n.ExplainedFailure;
import dev.snapclone.i18n.Text;
import dev.snapclone.i18n.Text.Arg;
import dev.snapclone.job.FirstAnswers;
import dev.snapclone.job.JobListener;
import dev.snapclone.procedure.CloneMade;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Checks whether a clone answers to Remote Desktop, and stores that it did. */
public final class ReachCheck {
  static final int RDP = 3389;

  /** A silent address costs seconds, and a person waits. */
  private static final int MOST_PROBED = 3;

  private final Clouds clouds;
  private final Reachability reachability;
  private final FirstAnswers answers;
  private final JobListener cards;
  private final InstantSource clock;

  /**
   * @param answers where an answer is stored
   * @param cards notified of an answer, so that the card shows it
   */
  public ReachCheck(
      Clouds clouds,
      Reachability reachability,
      FirstAnswers answers,
      JobListener cards,
      InstantSource clock) {
    this.clouds = clouds;
    this.reachability = reachability;
    this.answers = answers;
    this.cards = cards;
    this.clock = clock;
  }

  /**
   * The result of a check.
   *
   * @param instance as it is now
   * @param results by address, in the order in which they were tried
   * @param answered the address that answered; null for none
   */
  record Seen(
      Cloud cloud,
      Instance instance,
      Map<String, Reachability.Result> results,
      @Nullable String answered) {
    boolean any(Reachability.Result result) {
      return results.containsValue(result);
    }
  }

  /** The address that answered earlier; empty for none. */
  public Optional<String> answeredBefore(CloneMade clone) {
    return answers.of(clone.job()).map(FirstAnswers.FirstAnswer::address);
  }

  /**
   * Checks now.
   *
   * @throws ExplainedFailure when the clone is gone or has no address
   */
  Seen look(CloneMade clone) {
    Cloud cloud = CloneNow.cloud(clouds, clone);
    Instance instance = CloneNow.instance(cloud, clone);
    List<String> addresses = addresses(instance);
    if (addresses.isEmpty()) {
      throw new ExplainedFailure(
          Text.of("windows.done.no-address", Arg.name(instance.name())),
          Text.of("windows.done.no-address-next"));
    }
    Map<String, Reachability.Result> results = new LinkedHashMap<>();
    for (String ip : addresses) {
      Reachability.Result result = reachability.probe(ip, RDP);
      results.put(ip, result);
      if (result == Reachability.Result.OPEN) {
        if (answers.record(clone.job(), ip, clock.instant())) {
          cards.jobChanged(clone.job());
        }
        return new Seen(cloud, instance, results, ip);
      }
    }
    return new Seen(cloud, instance, results, null);
  }

  /** The addresses that people use: floating ones first, IPv4 before IPv6. */
  private static List<String> addresses(Instance instance) {
    return instance.addresses().stream()
        .sorted(
            Comparator.comparing((Address a) -> !a.floating()).thenComparingInt(Address::version))
        .map(Address::ip)
        .limit(MOST_PROBED)
        .toList();
  }
}
