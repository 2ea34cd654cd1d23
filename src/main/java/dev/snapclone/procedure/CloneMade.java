package dev.snapclone.procedure;

import dev.snapclone.job.Job;
import dev.snapclone.job.JobState;
import dev.snapclone.job.Outcome;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A finished clone or copy, and what became of it since. Stored as facts in its job's outcome; only
 * this class knows their keys. Facts of older versions lack some. Those of several clones of one
 * job have the clone's number and a slash before their keys.
 *
 * @param job the job that made it, whose mark its parts have
 * @param cloud the bot's name for the cloud
 */
public record CloneMade(
    String job, String cloud, Copy copy, Login login, Origin origin, Parts parts, Since since) {
  /** Keys of outcome lines that hold until the clone answers on the network. */
  public static final Set<String> UNTIL_IT_ANSWERS =
      Set.of("clone.done.windows", "clone.done.windows-automatic", "clone.done.unknown-os");

  /** Keys of outcome lines that hold until its isolation is lifted. */
  public static final Set<String> WHILE_ISOLATED =
      Set.of("clone.plan.isolated", "clone.plan.isolated-rdp");

  /** Keys of outcome lines that hold once it is not isolated. */
  public static final Set<String> UNLESS_ISOLATED =
      Set.of(
          "clone.done.linux",
          "clone.done.linux-user.addresses",
          "clone.done.linux-keypair.addresses");

  /** Fact: how many clones a job made, where it was to make several. */
  private static final String COPIES = "copies";

  private static final String INSTANCE = "instance";
  private static final String NAME = "instance-name";
  private static final String CLOUD = "cloud";
  private static final String OS = "os";
  private static final String NETWORK = "windows-network";
  private static final String AUTOMATIC = "automatic";
  private static final String DESKTOP = "windows-desktop";
  private static final String NONE = "none";
  private static final String FIXED_IPS = "address";
  private static final String FLOATING_IPS = "floating-address";
  private static final String KEYPAIR = "keypair";
  private static final String USER = "login-user";
  private static final String ORIGINAL_NAME = "original-name";
  private static final String ORIGINAL_IPS = "original-ip";
  private static final String VOLUMES = "volumes";
  private static final String PORTS = "ports";
  private static final String SNAPSHOT = "snapshot";
  private static final String GROUP = "isolation-group";
  private static final String INSTEAD_OF = "isolation-instead-of";
  private static final String LIFTED_BY = "lifted-by";
  private static final String DELETED_BY = "clone-deleted-by";

  /**
   * The new instance.
   *
   * @param name untrusted
   * @param automaticNetwork whether a script sets up its network
   * @param withoutDesktop whether it is known to be a Windows that has none
   */
  public record Copy(
      String id, String name, Os os, boolean automaticNetwork, boolean withoutDesktop) {}

  /**
   * How to log in.
   *
   * @param fixedIps its own addresses
   * @param keypair empty for none; untrusted
   * @param user the login of a Linux image, empty when unknown
   */
  public record Login(
      List<String> fixedIps, List<String> floatingIps, String keypair, String user) {
    public Login {
      fixedIps = List.copyOf(fixedIps);
      floatingIps = List.copyOf(floatingIps);
    }
  }

  /**
   * The instance that was copied.
   *
   * @param name untrusted; empty when unknown
   * @param fixedIps its addresses, which the clone may still be configured with; empty when unknown
   */
  public record Origin(String name, List<String> fixedIps) {
    public Origin {
      fixedIps = List.copyOf(fixedIps);
    }
  }

  /**
   * Resources besides the instance.
   *
   * @param ports created by the bot, in the order of its NICs; empty where Nova creates them
   * @param snapshot its source, null when it was deleted at the end
   * @param group the security group that isolates it, null for none
   * @param insteadOf the groups that its NICs would have without isolation
   */
  public record Parts(
      List<String> volumes,
      List<String> ports,
      @Nullable String snapshot,
      @Nullable String group,
      String insteadOf) {
    public Parts {
      volumes = List.copyOf(volumes);
      ports = List.copyOf(ports);
    }
  }

  /**
   * What later jobs did to it.
   *
   * @param liftedBy the job that lifted its isolation, null for none
   * @param deletedBy the job that deleted it, null for none
   */
  public record Since(@Nullable String liftedBy, @Nullable String deletedBy) {
    public static final Since NOTHING = new Since(null, null);
  }

  /** All that a job made, deleted or not; empty when it makes no clones, or did not succeed. */
  public static List<CloneMade> all(Job job) {
    Map<String, String> facts = job.outcome() == null ? Map.of() : job.outcome().facts();
    String copies = facts.get(COPIES);
    return copies == null
        ? of(job).stream().toList()
        : IntStream.rangeClosed(1, Integer.parseInt(copies))
            .mapToObj(number -> read(job, under(facts, number + "/")))
            .toList();
  }

  /** Of {@link #all} those that no job deleted. */
  public static List<CloneMade> allStanding(Job job) {
    return all(job).stream().filter(clone -> clone.since().deletedBy() == null).toList();
  }

  /** The snapshot that the clones of a job were made from; empty when it was deleted at the end. */
  public static Optional<String> snapshot(Job job) {
    return all(job).stream().findFirst().map(clone -> clone.parts().snapshot());
  }

  /** Whether a job was to make several. */
  public static boolean several(Job job) {
    return job.outcome() != null && job.outcome().facts().containsKey(COPIES);
  }

  private static Map<String, String> under(Map<String, String> facts, String prefix) {
    Map<String, String> own = new TreeMap<>();
    facts.forEach(
        (key, value) -> {
          if (key.startsWith(prefix)) {
            own.put(key.substring(prefix.length()), value);
          }
        });
    return own;
  }

  /** The facts of several clones of one job. */
  public static Map<String, String> facts(List<CloneMade> clones) {
    Map<String, String> facts = new TreeMap<>();
    facts.put(COPIES, String.valueOf(clones.size()));
    for (int i = 0; i < clones.size(); i++) {
      String prefix = (i + 1) + "/";
      clones.get(i).facts().forEach((key, value) -> facts.put(prefix + key, value));
    }
    return facts;
  }

  /**
   * What a job made that makes one clone; empty when it makes none, or several, or did not succeed.
   */
  public static Optional<CloneMade> of(Job job) {
    Outcome outcome = job.outcome();
    if (job.state() != JobState.DONE || outcome == null || SnapshotMade.of(job).isPresent()) {
      return Optional.empty();
    }
    Map<String, String> facts = outcome.facts();
    String id = facts.getOrDefault(INSTANCE, "");
    return id.isEmpty() ? Optional.empty() : Optional.of(read(job, facts));
  }

  private static CloneMade read(Job job, Map<String, String> facts) {
    String id = facts.getOrDefault(INSTANCE, "");
    return new CloneMade(
        job.id(),
        job.cloud(),
        new Copy(
            id,
            facts.getOrDefault(NAME, id),
            Os.of(facts.getOrDefault(OS, "")).orElse(Os.UNKNOWN),
            AUTOMATIC.equals(facts.get(NETWORK)),
            NONE.equals(facts.get(DESKTOP))),
        new Login(
            list(facts.get(FIXED_IPS)),
            list(facts.get(FLOATING_IPS)),
            facts.getOrDefault(KEYPAIR, ""),
            facts.getOrDefault(USER, "")),
        new Origin(facts.getOrDefault(ORIGINAL_NAME, ""), list(facts.get(ORIGINAL_IPS))),
        new Parts(
            list(facts.get(VOLUMES)),
            list(facts.get(PORTS)),
            facts.get(SNAPSHOT),
            facts.get(GROUP),
            facts.getOrDefault(INSTEAD_OF, "")),
        new Since(facts.get(LIFTED_BY), facts.get(DELETED_BY)));
  }

  /** The same, unless a job deleted it. */
  public static Optional<CloneMade> standing(Job job) {
    return of(job).filter(clone -> clone.since().deletedBy() == null);
  }

  /** The facts for the outcome of its job. */
  public Map<String, String> facts() {
    Map<String, String> facts = new TreeMap<>();
    facts.put(INSTANCE, copy.id());
    facts.put(NAME, copy.name());
    facts.put(CLOUD, cloud);
    facts.put(OS, copy.os().word());
    facts.put(ORIGINAL_NAME, origin.name());
    facts.put(ORIGINAL_IPS, String.join(",", origin.fixedIps()));
    facts.put(FIXED_IPS, String.join(",", login.fixedIps()));
    facts.put(FLOATING_IPS, String.join(",", login.floatingIps()));
    facts.put(KEYPAIR, login.keypair());
    facts.put(USER, login.user());
    facts.put(VOLUMES, String.join(",", parts.volumes()));
    if (copy.automaticNetwork()) {
      facts.put(NETWORK, AUTOMATIC);
    }
    if (copy.withoutDesktop()) {
      facts.put(DESKTOP, NONE);
    }
    if (parts.snapshot() != null) {
      facts.put(SNAPSHOT, parts.snapshot());
    }
    if (!parts.ports().isEmpty()) {
      facts.put(PORTS, String.join(",", parts.ports()));
    }
    if (parts.group() != null) {
      facts.put(GROUP, parts.group());
      facts.put(INSTEAD_OF, parts.insteadOf());
    }
    return facts;
  }

  /** The job's outcome after the isolation was lifted. */
  public static Outcome lifted(Outcome outcome, String by) {
    return outcome.with(LIFTED_BY, by);
  }

  /**
   * The job's outcome after a clone was deleted.
   *
   * @param id of the clone
   */
  public static Outcome deleted(Outcome outcome, String id, String by) {
    String number =
        outcome.facts().entrySet().stream()
            .filter(fact -> fact.getKey().endsWith("/" + INSTANCE) && fact.getValue().equals(id))
            .map(fact -> fact.getKey().substring(0, fact.getKey().indexOf('/') + 1))
            .findFirst()
            .orElse("");
    return outcome.with(number + DELETED_BY, by);
  }

  private static List<String> list(@Nullable String joined) {
    return joined == null || joined.isEmpty() ? List.of() : List.of(joined.split(",", -1));
  }

  public boolean isolated() {
    return parts.group() != null && since.liftedBy() == null;
  }

  /** A floating address, else its first own one; empty when unknown. */
  public String reachableAt() {
    List<String> best = login.floatingIps().isEmpty() ? login.fixedIps() : login.floatingIps();
    return best.isEmpty() ? "" : best.get(0);
  }

  /** The original's address that Windows still shows in its IPv4 settings; empty when unknown. */
  public String staleAddress() {
    return origin.fixedIps().stream().filter(ip -> !ip.contains(":")).findFirst().orElse("");
  }
}
