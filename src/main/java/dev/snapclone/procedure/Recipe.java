package dev.snapclone.procedure;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.snapclone.cloud.MarkedName;
import dev.snapclone.cloud.Marks;
import dev.snapclone.job.Mark;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The original's properties, stored with a snapshot so that a clone can be made like it. Written as
 * marks with short ASCII values and ids instead of names. Every key is always written, since a
 * missing one would be inherited.
 *
 * @param originalId the original instance
 * @param originalName possibly cut; null when unknown
 * @param flavorId null when unknown
 * @param keypair null when it has none, or its name does not fit a mark
 * @param availabilityZone only when the cloud has several
 */
public record Recipe(
    String originalId,
    @Nullable String originalName,
    BootSource.Kind bootSource,
    @Nullable String flavorId,
    @JsonUnwrapped Networking networking,
    @Nullable String keypair,
    @Nullable String availabilityZone,
    Os os) {

  private static final Pattern ID = Pattern.compile("[A-Za-z0-9._-]{1,255}");
  private static final Pattern IP = Pattern.compile("[0-9A-Fa-f.:]{2,45}");
  private static final Pattern ASCII =
      Pattern.compile("[\\x21-\\x7e]([\\x20-\\x7e]{0,253}[\\x21-\\x7e])?");

  public Recipe {
    Objects.requireNonNull(originalId, "originalId");
    Objects.requireNonNull(bootSource, "bootSource");
    Objects.requireNonNull(os, "os");
  }

  /**
   * Where it is connected.
   *
   * @param nics in the order of its interfaces; empty when unknown
   * @param networkIds only in recipes of older versions; otherwise empty
   * @param securityGroupIds of all NICs together, only in recipes of older versions; otherwise
   *     empty
   * @param fixedIps which Windows with static addresses keeps using
   */
  public record Networking(
      List<Nic> nics,
      List<String> networkIds,
      List<String> securityGroupIds,
      List<String> fixedIps) {
    public Networking {
      // Plans stored by older versions have none.
      nics = nics == null ? List.of() : List.copyOf(nics);
      networkIds = List.copyOf(networkIds);
      securityGroupIds = List.copyOf(securityGroupIds);
      fixedIps = List.copyOf(fixedIps);
    }

    /** As it is written today: each NIC has its own network and groups. */
    public Networking(List<Nic> nics, List<String> fixedIps) {
      this(nics, List.of(), List.of(), fixedIps);
    }
  }

  public Recipe withNics(List<Nic> other) {
    return new Recipe(
        originalId,
        originalName,
        bootSource,
        flavorId,
        new Networking(other, networking.fixedIps()),
        keypair,
        availabilityZone,
        os);
  }

  /**
   * The recipe and the mark as metadata for a new snapshot. {@link Marks#SELF} is {@link
   * Marks#NONE} until the snapshot is ready.
   */
  public Map<String, String> toMarks(Mark mark) {
    Map<String, String> marks = new TreeMap<>();
    marks.put(Marks.JOB, mark.job());
    marks.put(Marks.STEP, mark.step());
    marks.put(Marks.SELF, Marks.NONE);
    marks.put(Marks.ORIGINAL, value(originalId, ID));
    marks.put(Marks.ORIGINAL_NAME, MarkedName.write(originalName));
    marks.put(Marks.BOOT_SOURCE, bootSource.word());
    marks.put(Marks.FLAVOR, value(flavorId, ID));
    NicMarks.write(marks, networking.nics());
    MarkList.write(marks, Marks.NETWORKS, networking.networkIds(), ID);
    MarkList.write(marks, Marks.SECURITY_GROUPS, networking.securityGroupIds(), ID);
    marks.put(Marks.KEYPAIR, value(keypair, ASCII));
    marks.put(Marks.AVAILABILITY_ZONE, value(availabilityZone, ASCII));
    marks.put(Marks.OS, os == Os.UNKNOWN ? Marks.NONE : os.word());
    MarkList.write(marks, Marks.FIXED_IPS, networking.fixedIps(), IP);
    marks.put(Marks.DISKS, Marks.NONE);
    return marks;
  }

  /**
   * The recipe in a snapshot. Trusted only if {@link Marks#SELF} is the snapshot's own id, since
   * other images inherit the marks of their instance's image. Invalid values count as unknown.
   *
   * @param properties an image's properties or a volume snapshot's metadata
   * @param ownId id of that image or volume snapshot
   */
  public static Optional<Recipe> read(Map<String, String> properties, String ownId) {
    if (!ownId.equals(properties.get(Marks.SELF))) {
      return Optional.empty();
    }
    String original = known(properties, Marks.ORIGINAL, ID);
    Optional<BootSource.Kind> kind =
        BootSource.Kind.of(properties.getOrDefault(Marks.BOOT_SOURCE, ""));
    if (original == null || kind.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Recipe(
            original,
            MarkedName.read(properties.get(Marks.ORIGINAL_NAME)),
            kind.get(),
            known(properties, Marks.FLAVOR, ID),
            new Networking(
                NicMarks.read(properties),
                MarkList.read(properties, Marks.NETWORKS, ID),
                MarkList.read(properties, Marks.SECURITY_GROUPS, ID),
                MarkList.read(properties, Marks.FIXED_IPS, IP)),
            known(properties, Marks.KEYPAIR, ASCII),
            known(properties, Marks.AVAILABILITY_ZONE, ASCII),
            Os.of(properties.getOrDefault(Marks.OS, "")).orElse(Os.UNKNOWN)));
  }

  private static String value(@Nullable String value, Pattern allowed) {
    return value != null && allowed.matcher(value).matches() ? value : Marks.NONE;
  }

  private static @Nullable String known(
      Map<String, String> properties, String key, Pattern allowed) {
    String value = properties.get(key);
    return value == null || value.equals(Marks.NONE) || !allowed.matcher(value).matches()
        ? null
        : value;
  }
}
