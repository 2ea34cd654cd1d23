package dev.snapclone.procedure;

import dev.snapclone.job.Job;
import dev.snapclone.job.JobState;
import dev.snapclone.job.Outcome;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a finished clone or copy made, and what became of it since. Its job's outcome keeps it as
 * facts, whose keys nothing else knows; those of older versions lack some.
 *
 * @param job the job that made it, whose mark its parts bear
 * @param cloud the bot's name for the cloud
 */
public record CloneMade(
    String job, String cloud, Copy copy, Login login, Origin origin, Parts parts, Since since) {
  private static final String INSTANCE = "instance";
  private static final String NAME = "instance-name";
  private static final String CLOUD = "cloud";
  private static final String OS = "os";
  private static final String NETWORK = "windows-network";
  private static final String AUTOMATIC = "automatic";
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
   * @param automaticNetwork whether a script is to put its network right
   */
  public record Copy(String id, String name, Os os, boolean automaticNetwork) {}

  /**
   * How to get in.
   *
   * @param fixedIps its own addresses
   * @param keypair empty for none; untrusted
   * @param user whom a Linux image lets in, empty when not known
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
   * @param name untrusted; empty when not known
   * @param fixedIps its addresses, which the clone still believes to have; empty when not known
   */
  public record Origin(String name, List<String> fixedIps) {
    public Origin {
      fixedIps = List.copyOf(fixedIps);
    }
  }

  /**
   * What else there is because of it.
   *
   * @param ports that the bot made, in the order of its NICs; empty where Nova makes them
   * @param snapshot what it was made from, null where that was deleted at the end
   * @param group the security group that isolates it, null for none
   * @param insteadOf the groups that its NICs would have had without
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
    /** Nothing yet. */
    public static final Since NOTHING = new Since(null, null);
  }

  /** What a job made; empty when it makes no clones, or has not ended well. */
  public static Optional<CloneMade> of(Job job) {
    Outcome outcome = job.outcome();
    if (job.state() != JobState.DONE || outcome == null || SnapshotMade.of(job).isPresent()) {
      return Optional.empty();
    }
    Map<String, String> facts = outcome.facts();
    String id = facts.getOrDefault(INSTANCE, "");
    return id.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new CloneMade(
                job.id(),
                job.cloud(),
                new Copy(
                    id,
                    facts.getOrDefault(NAME, id),
                    Os.of(facts.getOrDefault(OS, "")).orElse(Os.UNKNOWN),
                    AUTOMATIC.equals(facts.get(NETWORK))),
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
                new Since(facts.get(LIFTED_BY), facts.get(DELETED_BY))));
  }

  /** The same while it was not deleted by a job. */
  public static Optional<CloneMade> standing(Job job) {
    return of(job).filter(clone -> clone.since().deletedBy() == null);
  }

  /** What the outcome of its job keeps. */
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

  /** The outcome of its job once another one has lifted the isolation. */
  public static Outcome lifted(Outcome outcome, String by) {
    return outcome.with(LIFTED_BY, by);
  }

  /** The outcome of its job once another one has deleted the clone. */
  public static Outcome deleted(Outcome outcome, String by) {
    return outcome.with(DELETED_BY, by);
  }

  private static List<String> list(@Nullable String joined) {
    return joined == null || joined.isEmpty() ? List.of() : List.of(joined.split(",", -1));
  }

  /** Whether a security group of its own still keeps it apart. */
  public boolean isolated() {
    return parts.group() != null && since.liftedBy() == null;
  }

  /** Where people reach it: a floating address, else its first own one; empty when not known. */
  public String reachableAt() {
    List<String> best = login.floatingIps().isEmpty() ? login.fixedIps() : login.floatingIps();
    return best.isEmpty() ? "" : best.get(0);
  }

  /** The original's address that its dialogue of IPv4 still shows; empty when not known. */
  public String staleAddress() {
    return origin.fixedIps().stream().filter(ip -> !ip.contains(":")).findFirst().orElse("");
  }
}
