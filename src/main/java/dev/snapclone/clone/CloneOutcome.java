package dev.snapclone.clone;

import dev.snapclone.cloud.ResourceKind;
import dev.snapclone.i18n.Arg;
import dev.snapclone.i18n.Text;
import dev.snapclone.job.Outcome;
import dev.snapclone.job.ResourceRef;
import dev.snapclone.procedure.BootSource;
import dev.snapclone.procedure.LeftOut;
import dev.snapclone.procedure.TakenSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Says how a clone or copy ended, and leaves the facts for the buttons and the guide. */
public final class CloneOutcome {
  /** Fact: the ports that the bot made for the clone, in the order of its NICs. */
  static final String PORTS = "ports";

  /** Fact: the groups that the NICs of an isolated clone would have had. */
  static final String INSTEAD_OF = "isolation-instead-of";

  private final boolean showAddresses;

  /**
   * @param showAddresses false: the lines whose keys end with {@code .addresses} reach the
   *     requester alone, so the channel needs a sentence without one
   */
  public CloneOutcome(boolean showAddresses) {
    this.showAddresses = showAddresses;
  }

  Outcome ofClone(
      ClonePlan plan, CloneMaking.Ready ready, List<String> volumes, NetworkParts network) {
    return done(
        plan.cloud(),
        plan.launch(),
        ready,
        refs(plan.launch(), ready, plan.volumes(), volumes),
        Text.of("clone.done.source", Arg.name(plan.source().name()), Arg.code(plan.source().id())),
        plan.leftOut(),
        Map.of("snapshot", plan.source().id()),
        volumes,
        network);
  }

  Outcome ofCopy(
      CopyPlan plan,
      TakenSnapshot taken,
      CopyWorkflow.SnapshotFate fate,
      CloneMaking.Ready ready,
      List<String> volumes,
      NetworkParts network) {
    boolean there = fate.fate() != CopyWorkflow.Fate.DELETED;
    List<ResourceRef> made =
        new ArrayList<>(refs(plan.launch(), ready, CopyPlanner.volumes(plan, taken.id()), volumes));
    if (there) {
      ResourceKind kind =
          taken.kind() == BootSource.Kind.IMAGE ? ResourceKind.IMAGE : ResourceKind.VOLUME_SNAPSHOT;
      made.add(new ResourceRef(kind.name(), taken.id(), taken.name()));
    }
    return done(
        plan.snapshot().cloud(),
        plan.launch(),
        ready,
        made,
        snapshotLine(taken, fate),
        plan.snapshot().leftOut(),
        there ? Map.of("snapshot", taken.id()) : Map.of(),
        volumes,
        network);
  }

  private static Text snapshotLine(TakenSnapshot taken, CopyWorkflow.SnapshotFate fate) {
    Arg name = Arg.name(taken.name());
    Arg id = Arg.code(taken.id());
    return switch (fate.fate()) {
      case KEPT -> Text.of("clone.done.snapshot-kept", name, id);
      case DELETED -> Text.of("clone.done.snapshot-deleted", name);
      case NEEDED -> stays(name, id, fate);
    };
  }

  private static Text stays(Arg name, Arg id, CopyWorkflow.SnapshotFate fate) {
    Text why = fate.why();
    if (why != null) {
      return fate.said().isEmpty()
          ? Text.of("clone.done.snapshot-needed-by", name, id, Arg.text(why))
          : Text.of(
              "clone.done.snapshot-needed-by-said",
              name,
              id,
              Arg.text(why),
              Arg.quote(fate.said()));
    }
    return fate.said().isEmpty()
        ? Text.of("clone.done.snapshot-needed", name, id)
        : Text.of("clone.done.snapshot-needed-said", name, id, Arg.quote(fate.said()));
  }

  private Outcome done(
      String cloud,
      LaunchPlan launch,
      CloneMaking.Ready ready,
      List<ResourceRef> made,
      Text source,
      LeftOut leftOut,
      Map<String, String> snapshot,
      List<String> volumes,
      NetworkParts network) {
    List<ResourceRef> all = new ArrayList<>(made);
    List<Text> lines = new ArrayList<>();
    lines.add(Text.of("clone.done.id", Arg.code(ready.id())));
    lines.add(addresses(ready));
    lines.add(source);
    lines.addAll(leftOut.ofCopy());
    for (int i = 0; i < network.portIds().size(); i++) {
      String name = ClonePlanner.partName(launch.name(), CloneOutline.portKey(i));
      all.add(new ResourceRef(ResourceKind.PORT.name(), network.portIds().get(i), name));
    }
    String group = network.groupId();
    LaunchPlan.Isolation isolation = launch.isolation();
    if (isolation != null && group != null) {
      all.add(new ResourceRef(ResourceKind.SECURITY_GROUP.name(), group, isolation.name()));
      lines.add(CloneLines.isolated(isolation));
    }
    lines.addAll(login(launch, ready));
    Map<String, String> facts = new TreeMap<>(snapshot);
    facts.put("instance", ready.id());
    facts.put("instance-name", launch.name());
    facts.put("cloud", cloud);
    facts.put("os", launch.os().word());
    facts.put("original-name", launch.original().name());
    facts.put("original-ip", String.join(",", launch.original().fixedIps()));
    facts.put("address", String.join(",", ready.fixedIps()));
    facts.put("floating-address", String.join(",", ready.floatingIps()));
    facts.put("keypair", launch.keypair() == null ? "" : launch.keypair());
    facts.put("login-user", launch.loginUser() == null ? "" : launch.loginUser());
    facts.put("volumes", String.join(",", volumes));
    if (!network.portIds().isEmpty()) {
      facts.put(PORTS, String.join(",", network.portIds()));
    }
    if (group != null) {
      facts.put("isolation-group", group);
      facts.put(INSTEAD_OF, LiftPlanner.groups(launch));
    }
    if (launch.automaticNetwork()) {
      facts.put("windows-network", CloneOptions.AUTOMATIC);
    }
    return new Outcome(
        Text.of("clone.done", Arg.name(launch.name()), Arg.name(launch.original().name())),
        lines,
        all,
        List.of(),
        facts);
  }

  private static Text addresses(CloneMaking.Ready ready) {
    Arg fixed = Arg.code(String.join(", ", ready.fixedIps()));
    return ready.floatingIps().isEmpty()
        ? Text.of("clone.done.addresses", Arg.number(ready.fixedIps().size()), fixed)
        : Text.of(
            "clone.done.floating.addresses",
            fixed,
            Arg.code(String.join(", ", ready.floatingIps())));
  }

  /** How to get in: one line for Linux; a Windows copy has its guide. */
  private List<Text> login(LaunchPlan launch, CloneMaking.Ready ready) {
    List<Text> lines = new ArrayList<>();
    switch (launch.os()) {
      case WINDOWS ->
          lines.add(
              Text.of(
                  launch.automaticNetwork()
                      ? "clone.done.windows-automatic"
                      : "clone.done.windows"));
      case UNKNOWN -> lines.add(Text.of("clone.done.unknown-os"));
      case LINUX -> {
        String user = launch.loginUser();
        String to =
            ready.floatingIps().isEmpty() ? ready.fixedIps().get(0) : ready.floatingIps().get(0);
        String keypair = launch.keypair();
        if (user == null || !showAddresses) {
          lines.add(Text.of("clone.done.linux"));
        }
        if (user != null && keypair == null) {
          lines.add(Text.of("clone.done.linux-user.addresses", Arg.code("ssh " + user + "@" + to)));
        } else if (user != null && keypair != null) {
          lines.add(
              Text.of(
                  "clone.done.linux-keypair.addresses",
                  Arg.code("ssh " + user + "@" + to),
                  Arg.name(keypair)));
        }
      }
    }
    return lines;
  }

  private static List<ResourceRef> refs(
      LaunchPlan launch,
      CloneMaking.Ready ready,
      List<PlannedVolume> planned,
      List<String> volumes) {
    List<ResourceRef> refs = new ArrayList<>();
    refs.add(new ResourceRef(ResourceKind.INSTANCE.name(), ready.id(), launch.name()));
    for (int i = 0; i < volumes.size(); i++) {
      refs.add(new ResourceRef(ResourceKind.VOLUME.name(), volumes.get(i), planned.get(i).name()));
    }
    return refs;
  }
}
