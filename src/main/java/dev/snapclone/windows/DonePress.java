package dev.snapclone.windows;

import dev.snapclone.access.Role;
import dev.snapclone.cloud.Address;
import dev.snapclone.cloud.Cloud;
import dev.snapclone.cloud.Clouds;
import dev.snapclone.cloud.Instance;
import dev.snapclone.cloud.Port;
import dev.snapclone.cloud.SecurityGroup;
import dev.snapclone.command.Button;
import dev.snapclone.command.Invocation;
import dev.snapclone.command.Press;
import dev.snapclone.command.Refusal;
import dev.snapclone.command.Reply;
import dev.snapclone.i18n.Arg;
import dev.snapclone.i18n.Text;
import dev.snapclone.job.Jobs;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * {@code I have done it}: asks whether the clone answers to RDP at its new address, and says so, or
 * what to look at.
 */
public final class DonePress implements Press {
  /** The press's name. */
  public static final String NAME = "i-have-done-it";

  /** Remote Desktop. */
  static final int RDP = 3389;

  /** Each costs seconds when it is silent, and a person waits. */
  private static final int MOST_PROBED = 3;

  private final FinishedClones clones;
  private final Clouds clouds;
  private final Reachability reachability;

  /**
   * @param jobs the jobs
   * @param clouds the configured clouds
   * @param reachability asks the clone
   */
  public DonePress(Jobs jobs, Clouds clouds, Reachability reachability) {
    this.clones = new FinishedClones(jobs);
    this.clouds = clouds;
    this.reachability = reachability;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Role role() {
    return Role.OPERATOR;
  }

  @Override
  public Reply press(Invocation invocation) {
    CloneFacts facts = clones.of(invocation).facts();
    Cloud cloud = Surroundings.cloud(clouds, facts);
    Instance instance = Surroundings.instance(cloud, facts);
    List<String> addresses = addresses(instance);
    if (addresses.isEmpty()) {
      throw new Refusal(
          Text.of("windows.done.no-address", Arg.name(instance.name())),
          Text.of("windows.done.no-address-next"));
    }
    Map<String, Reachability.Result> seen = new LinkedHashMap<>();
    for (String ip : addresses) {
      Reachability.Result result = reachability.probe(ip, RDP);
      if (result == Reachability.Result.OPEN) {
        return Reply.of(
            Reply.Tone.SUCCESS,
            Text.of("windows.done.answers", Arg.name(instance.name()), Arg.code(ip)),
            Text.of("windows.done.connect", Arg.code(ip)),
            Text.of("windows.guide.ready"));
      }
      seen.put(ip, result);
    }
    return notYet(facts, instance, seen, cloud);
  }

  /** Where people would connect: floating addresses first, IPv4 before IPv6. */
  private static List<String> addresses(Instance instance) {
    return instance.addresses().stream()
        .sorted(
            Comparator.comparing((Address a) -> !a.floating()).thenComparingInt(Address::version))
        .map(Address::ip)
        .limit(MOST_PROBED)
        .toList();
  }

  private static Reply notYet(
      CloneFacts facts, Instance instance, Map<String, Reachability.Result> seen, Cloud cloud) {
    List<Text> lines = new ArrayList<>();
    seen.forEach((ip, result) -> lines.add(said(ip, result)));
    if (instance.running()) {
      lines.add(securityGroups(cloud, instance));
      if (seen.containsValue(Reachability.Result.REFUSED)) {
        lines.add(Text.of("windows.done.rdp-off"));
      }
      lines.add(Text.of("windows.done.wait"));
      lines.add(Text.of("windows.done.again"));
      lines.add(Text.of("windows.done.bot-network"));
    } else {
      // Nothing else can be the reason as long as it is so.
      lines.add(Text.of("windows.done.not-running", Arg.code(instance.status())));
    }
    return new Reply(
        Reply.Tone.INFO,
        Text.of("windows.done.not-yet", Arg.name(instance.name())),
        lines,
        List.of(
            new Button(NAME, facts.jobId(), Button.Style.SUCCESS),
            new Button(OpenConsolePress.NAME, facts.jobId(), Button.Style.SECONDARY)),
        null,
        null);
  }

  private static Text said(String ip, Reachability.Result result) {
    String key =
        switch (result) {
          case OPEN, REFUSED -> "windows.done.refused";
          case SILENT -> "windows.done.silent";
          case NO_ROUTE -> "windows.done.no-route";
        };
    return Text.of(key, Arg.code(ip), Arg.plain(Integer.toString(RDP)));
  }

  /** Whether the clone's security groups let RDP in; they are the usual reason. */
  private static Text securityGroups(Cloud cloud, Instance instance) {
    List<Port> ports = cloud.ports(instance.id());
    if (!ports.isEmpty() && ports.stream().noneMatch(Port::portSecurity)) {
      return Text.of("windows.done.no-port-security");
    }
    Set<String> ids =
        ports.stream().flatMap(p -> p.securityGroupIds().stream()).collect(Collectors.toSet());
    List<SecurityGroup> groups =
        cloud.securityGroups().stream().filter(g -> ids.contains(g.id())).toList();
    if (groups.isEmpty()) {
      return Text.of("windows.done.no-groups", Arg.plain(Integer.toString(RDP)));
    }
    Arg names =
        Arg.name(groups.stream().map(SecurityGroup::name).collect(Collectors.joining(", ")));
    boolean open = groups.stream().flatMap(g -> g.rules().stream()).anyMatch(r -> r.letsTcpIn(RDP));
    return Text.of(
        open ? "windows.done.groups-open" : "windows.done.groups-closed",
        names,
        Arg.number(groups.size()),
        Arg.plain(Integer.toString(RDP)));
  }
}
