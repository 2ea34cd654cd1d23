package dev.snapclone.cloud;

import dev.snapclone.i18n.Text;
import dev.snapclone.i18n.Text.Arg;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What clouds say when something fails, and what it means. One row per cause: its name and the
 * words by which it is known, in error answers, in Nova's faults and in Cinder's user messages
 * alike. A row's sentence is the message {@code cloud.failure.NAME}, what to do next {@code
 * cloud.failure.NAME.next}; both get the cloud's name as {0}, its cleaned words as {1}, and what
 * the row's groups caught from {2} on. The first row that fits counts.
 */
public final class FailureTable {
  private static final Function<String, Arg> WORD = Arg::quote;
  private static final Function<String, Arg> ID = Arg::code;
  private static final Function<String, Arg> NUMBER = s -> counted(s, Arg::number);
  private static final Function<String, Arg> BYTES = s -> counted(s, Arg::bytes);
  private static final Function<String, Arg> GIGABYTES = s -> counted(s, Arg::gigabytes);

  /**
   * A cause.
   *
   * @param name last part of its message keys
   * @param words known by these; case does not matter
   * @param groups how what each group caught is shown
   */
  record Row(String name, Pattern words, List<Function<String, Arg>> groups) {}

  static final List<Row> ROWS =
      List.of(
          // ---- Quotas: Nova 403, Cinder 413, Neutron 403 through Nova, and in faults --------
          row(
              "quota-counted",
              "Quota exceeded for ([a-z_ ]+): Requested (\\d+), but already used (\\d+) of (\\d+)",
              WORD,
              NUMBER,
              NUMBER,
              NUMBER),
          row(
              "quota-limit",
              "LimitExceeded: Maximum number of ([a-z ]+) allowed \\((\\d+)\\) exceeded",
              WORD,
              NUMBER),
          row(
              "quota-gigabytes",
              "exceeds allowed gigabytes quota\\. Requested (\\d+)G, quota is (\\d+)G and (\\d+)G",
              GIGABYTES,
              GIGABYTES,
              GIGABYTES),
          row("quota-ports", "Maximum number of ports exceeded|PortLimitExceeded"),
          row("quota-ports", "Quota exceeded for resources: \\[?'?port"),
          row("quota-groups", "Quota exceeded for resources: \\[?'?security_group"),
          row("no-addresses", "No more IP addresses available|NoMoreFixedIps"),
          row("no-addresses", "No fixed IP addresses available"),
          row("server-group-full", "too many servers in group"),
          row("quota", "Quota exceeded|exceeds? (?:the )?quota|LimitExceeded"),

          // ---- Where an instance would run --------------------------------------------------
          row("server-group-gone", "Instance group \\S+ could not be found"),
          row("no-host", "No valid host was found|Exhausted all hosts available"),
          row("network", "Failed to allocate the network|Virtual Interface creation failed"),
          row(
              "zone-mismatch",
              "not in the same (?:AZ|availability_zone)|availability zone between the server"),
          row("zone", "requested availability zone is not available|Availability zone '.*' is inv"),
          row(
              "disk-small",
              "Flavor disk is (\\d+) bytes, (?:minimum size|image) is (\\d+) bytes",
              BYTES,
              BYTES),
          row("disk-none", "Only volume-backed servers are allowed for flavors with zero disk"),
          row("memory-small", "Flavor's memory is too small"),
          row("keypair", "Invalid key_name|Keypair .* not found"),
          row("group-twice", "Multiple security_groups? match"),
          row(
              "group-gone",
              "Security group \\S+ (?:is |was |could )?not |Unable to find security_"),
          row("address-used", "Fixed IP address (\\S+) is already in use", ID),
          row("network-gone", "Network \\S+ could not be found"),
          row("flavor-gone", "Flavor \\S+ could not be found"),

          // ---- Volumes ----------------------------------------------------------------------
          row("volume-error", "did not finish being created.*And its status is error"),
          row(
              "volume-slow",
              "did not finish being created even after we waited (\\d+) seconds",
              NUMBER),
          row(
              "volume-small",
              "Volume size '?(\\d+)'?GB cannot be smaller than the snapshot size (\\d+)GB",
              GIGABYTES,
              GIGABYTES),
          row("volume-taken", "must be available or downloading to reserve.* is ([\\w-]+)", WORD),
          row("volume-state", "status must be available, but current status is:? ([\\w-]+)", WORD),
          row("volume-bad", "snapshot cannot be created when the volume is in (\\w+) status", WORD),
          row("volume-has", "must not be migrating, attached,.*have snapshots"),
          row("volume-has", "dependent snapshots|Volume still has .*snapshots"),
          row("volume-gone", "failed to get volume|Volume \\S+ could not be found"),
          row("volume-type-other", "requested type is not compatible"),
          row("volume-type", "Volume type .*could not be found"),
          row("backend", "(?:weighed|weighted) backends? ?|No valid backend"),
          row("key-manager", "key ?manager|Barbican"),
          row("multiattach", "Multiattach volumes"),

          // ---- Snapshots --------------------------------------------------------------------
          row("snapshot-young", "Originating snapshot status must be one of"),
          row("snapshot-busy", "Snapshot is busy"),
          row("snapshot-failed", "Snapshot failed to create"),
          row("snapshot-state", "Snapshot status must be available or error"),
          row("snapshot-gone", "failed to get snapshot|Snapshot \\S+ could not be found"),
          row("freeze", "Quiescing is not supported|QEMU guest agent is not|quiesc"),
          row("backup", "backup.*volume-backed|volume-backed.*backup"),

          // ---- Images -----------------------------------------------------------------------
          row("image-snapshot", "^compute_snapshot_instance$"),
          row("image-young", "Image \\S+ is not active"),
          row("image-used", "could not be deleted because it is in use"),
          row("image-protected", "Image \\S+ is protected"),
          row("image-foreign", "You do not own this image"),
          row(
              "image-gone",
              "Can not find requested image|No image found with ID|Image \\S+ could not be found"),
          row("image-unusable", "Image \\S+ is unacceptable|Invalid image identifier"),

          // ---- The instance itself ----------------------------------------------------------
          row("instance-busy", "while it is in task_state (\\w+)", WORD),
          row("instance-state", "while it is in vm_state (\\w+)", WORD),
          row("instance-locked", "Instance \\S+ is locked"),
          row("instance-young", "Instance \\S+ is not ready"),
          row("instance-gone", "Instance \\S+ could not be found"),

          // ---- What the bot asked for wrongly, or this cloud is too old for -----------------
          row("name", "Invalid 'name' value|invalid 'name' value was provided"),
          row("metadata", "Invalid metadata"),
          row("version", "Version (\\S+) is not supported by the API", WORD),
          row("schema", "Additional properties are not allowed|Invalid input for field/attribute"));

  private FailureTable() {}

  @SafeVarargs
  private static Row row(String name, String words, Function<String, Arg>... groups) {
    return new Row(name, Pattern.compile(words, Pattern.CASE_INSENSITIVE), List.of(groups));
  }

  /** What has more digits than a number can have stays as it is. */
  private static Arg counted(String digits, LongFunction<Arg> shown) {
    return digits.length() > 18 ? Arg.quote(digits) : shown.apply(Long.parseLong(digits));
  }

  /**
   * What a cloud's words mean.
   *
   * @param cloud the bot's name for the cloud
   * @param said its words, as they came
   * @return a sentence and a next step; empty when nothing is known about such words
   */
  public static Optional<Explained> explain(String cloud, String said) {
    String words = CloudWords.clean(said);
    for (Row row : ROWS) {
      Matcher matcher = row.words().matcher(words);
      if (matcher.find()) {
        return Optional.of(explained(row, cloud, words, matcher));
      }
    }
    return Optional.empty();
  }

  private static Explained explained(Row row, String cloud, String words, Matcher matcher) {
    List<Arg> args = new ArrayList<>();
    args.add(Arg.name(cloud));
    args.add(Arg.quote(words));
    for (int i = 0; i < row.groups().size(); i++) {
      String caught = matcher.group(i + 1);
      args.add(row.groups().get(i).apply(caught == null ? "" : caught));
    }
    Arg[] all = args.toArray(Arg[]::new);
    String key = "cloud.failure." + row.name();
    return new Explained(Text.of(key, all), Text.of(key + ".next", all));
  }
}
