package dev.snapclone.windows;

import dev.snapclone.command.Refusal;
import dev.snapclone.i18n.Arg;
import dev.snapclone.i18n.Text;
import dev.snapclone.job.Job;
import dev.snapclone.job.JobState;
import dev.snapclone.job.Outcome;
import dev.snapclone.request.FinishedJobs;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a finished clone or copy left for the guide: the facts of its job's outcome.
 *
 * @param jobId the job
 * @param cloud the bot's name for the cloud
 * @param instanceId the clone
 * @param name its name; untrusted
 * @param os {@code windows}, {@code linux} or {@code unknown}
 * @param originalName the original's name; untrusted
 * @param originalIps the original's fixed addresses, which the clone still believes to have; empty
 *     when not known
 * @param addresses the clone's own fixed addresses
 * @param floatingAddresses its floating addresses
 * @param keypair its keypair, empty for none; untrusted
 * @param loginUser whom a Linux image lets in, empty when not known
 * @param automaticNetwork whether a script is to put its network right
 * @param isolated whether it started with a security group of its own
 */
record CloneFacts(
    String jobId,
    String cloud,
    String instanceId,
    String name,
    String os,
    String originalName,
    List<String> originalIps,
    List<String> addresses,
    List<String> floatingAddresses,
    String keypair,
    String loginUser,
    boolean automaticNetwork,
    boolean isolated) {
  CloneFacts {
    originalIps = List.copyOf(originalIps);
    addresses = List.copyOf(addresses);
    floatingAddresses = List.copyOf(floatingAddresses);
  }

  /** The facts of a job; empty when it did not make a clone, or has not. */
  static Optional<CloneFacts> of(Job job) {
    Outcome outcome = job.outcome();
    boolean made = job.workflow().startsWith("clone-") || job.workflow().startsWith("copy-");
    if (!made || job.state() != JobState.DONE || outcome == null) {
      return Optional.empty();
    }
    Map<String, String> facts = outcome.facts();
    String instance = facts.getOrDefault("instance", "");
    if (instance.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new CloneFacts(
            job.id(),
            job.cloud(),
            instance,
            facts.getOrDefault("instance-name", instance),
            facts.getOrDefault("os", "unknown"),
            facts.getOrDefault("original-name", ""),
            list(facts.get("original-ip")),
            list(facts.get("address")),
            list(facts.get("floating-address")),
            facts.getOrDefault("keypair", ""),
            facts.getOrDefault("login-user", ""),
            "automatic".equals(facts.get("windows-network")),
            facts.containsKey("isolation-group") && !facts.containsKey("lifted-by")));
  }

  /**
   * The facts of a job that made a clone.
   *
   * @throws Refusal when it made none, has not yet, or the clone was deleted
   */
  static CloneFacts required(Job job) {
    FinishedJobs.requireNotDeleted(job);
    return of(job)
        .orElseThrow(
            () ->
                new Refusal(
                    Text.of("windows.press.no-clone", Arg.code(job.id())),
                    Text.of("windows.press.next")));
  }

  private static List<String> list(@Nullable String joined) {
    return joined == null || joined.isEmpty() ? List.of() : List.of(joined.split(",", -1));
  }

  boolean windows() {
    return os.equals("windows");
  }

  boolean linux() {
    return os.equals("linux");
  }

  /** Where people reach it: a floating address, else its first own one; empty when not known. */
  String reachableAt() {
    List<String> best = floatingAddresses.isEmpty() ? addresses : floatingAddresses;
    return best.isEmpty() ? "" : best.get(0);
  }

  /** The address that the dialogue of IPv4 shows; empty when not known. */
  String staleAddress() {
    return originalIps.stream().filter(ip -> !ip.contains(":")).findFirst().orElse("");
  }
}
