package dev.snapclone.clone;

import dev.snapclone.cloud.ResourceKind;
import dev.snapclone.i18n.Text;
import dev.snapclone.i18n.Text.Arg;
import dev.snapclone.job.Outcome;
import dev.snapclone.job.ResourceRef;
import dev.snapclone.procedure.BootSource;
import dev.snapclone.procedure.CloneMade;
import dev.snapclone.procedure.LeftOut;
import dev.snapclone.procedure.TakenSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Describes how a clone or copy ended, and records the facts for the buttons and the guide. */
public final class CloneOutcome {
  private final boolean showAddresses;

  /**
   * @param showAddresses false: only the requester sees lines whose keys end with {@code
   *     .addresses}, so the channel needs a sentence without them
   */
  public CloneOutcome(boolean showAddresses) {
    this.showAddresses = showAddresses;
  }

  /**
   * @param parts what exists besides the instance
   */
  Outcome ofClone(String job, ClonePlan plan, CloneMaking.Ready ready, CloneMade.Parts parts) {
    return done(
        made(job, plan.cloud(), plan.launch(), ready, parts),
        plan.launch(),
        refs(plan.launch(), ready, plan.volumes(), parts.volumes()),
        Text.of("clone.done.source", Arg.name(plan.source().name()), Arg.code(plan.source().id())),
        plan.leftOut());
  }

  private static CloneMade made(
      String job, String cloud, LaunchPlan launch, CloneMaking.Ready ready, CloneMade.Parts parts) {
    return new CloneMade(
        job,
        cloud,
        new CloneMade.Copy(
            ready.id(),
            launch.name(),
            launch.guest().os(),
            launch.networking().automatic(),
            launch.guest().withoutDesktop()),
        new CloneMade.Login(
            ready.fixedIps(),
            ready.floatingIps(),
            Objects.requireNonNullElse(launch.keypair(), ""),
            Objects.requireNonNullElse(launch.guest().loginUser(), "")),
        new CloneMade.Origin(launch.original().name(), launch.original().fixedIps()),
        parts,
        CloneMade.Since.NOTHING);
  }

  /** As {@link #ofClone}. */
  Outcome ofCopy(
      String job,
      CopyPlan plan,
      TakenSnapshot taken,
      SnapshotFate fate,
      CloneMaking.Ready ready,
      CloneMade.Parts parts) {
    List<PlannedVolume> volumes = CopyPlanner.volumes(plan, taken);
    List<ResourceRef> made = new ArrayList<>(refs(plan.launch(), ready, volumes, parts.volumes()));
    if (parts.snapshot() != null) {
      ResourceKind kind =
          taken.kind() == BootSource.Kind.IMAGE ? ResourceKind.IMAGE : ResourceKind.VOLUME_SNAPSHOT;
      made.add(new ResourceRef(kind.name(), taken.id(), taken.name()));
      for (TakenSnapshot.Disk disk : taken.disks()) {
        made.add(
            new ResourceRef(ResourceKind.VOLUME_SNAPSHOT.name(), disk.snapshotId(), taken.name()));
      }
    }
    Outcome done =
        done(
            made(job, plan.snapshot().cloud(), plan.launch(), ready, parts),
            plan.launch(),
            made,
            snapshotLine(taken, fate),
            plan.snapshot().remarks().leftOut());
    List<Text> lines = new ArrayList<>(done.lines());
    lines.addAll(taken.downtime(plan.snapshot().original().name()));
    return new Outcome(done.headline(), lines, done.more(), done.made(), done.left(), done.facts());
  }

  private static Text snapshotLine(TakenSnapshot taken, SnapshotFate fate) {
    Arg name = Arg.name(taken.name());
    Arg id = Arg.code(taken.id());
    return switch (fate.fate()) {
      case KEPT -> Text.of("clone.done.snapshot-kept", name, id);
      case DELETED -> Text.of("clone.done.snapshot-deleted", name);
      case NEEDED -> stays(name, id, fate);
    };
  }

  private static Text stays(Arg name, Arg id, SnapshotFate fate) {
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
      CloneMade clone, LaunchPlan launch, List<ResourceRef> made, Text source, LeftOut leftOut) {
    List<ResourceRef> all = new ArrayList<>(made);
    List<Text> lines = new ArrayList<>();
    List<Text> more = new ArrayList<>();
    CloneMade.Parts parts = clone.parts();
    lines.add(Text.of("clone.done.id", Arg.code(clone.copy().id())));
    lines.add(addresses(clone.login()));
    more.add(source);
    more.addAll(leftOut.briefly());
    for (int i = 0; i < parts.ports().size(); i++) {
      String name = ClonePlanner.partName(launch.name(), NetworkMaking.portKey(i));
      all.add(new ResourceRef(ResourceKind.PORT.name(), parts.ports().get(i), name));
    }
    String group = parts.group();
    LaunchPlan.Isolation isolation = launch.networking().isolation();
    if (isolation != null && group != null) {
      all.add(new ResourceRef(ResourceKind.SECURITY_GROUP.name(), group, isolation.name()));
      lines.add(CloneLines.isolated(isolation));
    }
    lines.addAll(login(launch, clone));
    return new Outcome(
        Text.of("clone.done", Arg.name(launch.name()), Arg.name(launch.original().name())),
        lines,
        more,
        all,
        List.of(),
        clone.facts());
  }

  private static Text addresses(CloneMade.Login login) {
    Arg fixed = Arg.code(String.join(", ", login.fixedIps()));
    return login.floatingIps().isEmpty()
        ? Text.of("clone.done.addresses", Arg.number(login.fixedIps().size()), fixed)
        : Text.of(
            "clone.done.floating.addresses",
            fixed,
            Arg.code(String.join(", ", login.floatingIps())));
  }

  /** How to log in: one line for Linux; Windows has its guide. */
  private List<Text> login(LaunchPlan launch, CloneMade clone) {
    List<Text> lines = new ArrayList<>();
    switch (launch.guest().os()) {
      case WINDOWS ->
          lines.add(
              Text.of(
                  launch.networking().automatic()
                      ? "clone.done.windows-automatic"
                      : "clone.done.windows"));
      case UNKNOWN -> lines.add(Text.of("clone.done.unknown-os"));
      case LINUX -> {
        String user = launch.guest().loginUser();
        String to = clone.reachableAt();
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
