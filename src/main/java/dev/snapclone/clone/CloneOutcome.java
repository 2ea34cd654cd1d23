package dev.snapclone.clone;

import dev.snapclone.cloud.ResourceKind;
import dev.snapclone.i18n.Text;
import dev.snapclone.i18n.Text.Arg;
import dev.snapclone.job.Outcome;
import dev.snapclone.job.ResourceRef;
import dev.snapclone.procedure.BootSource;
import dev.snapclone.procedure.CloneMade;
import dev.snapclone.procedure.CurrentOutcome;
import dev.snapclone.procedure.LeftOut;
import dev.snapclone.procedure.Names;
import dev.snapclone.procedure.Os;
import dev.snapclone.procedure.TakenSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

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

  Outcome ofClone(String job, ClonePlan plan, Clones clones) {
    ClonePlan.Source source = plan.source();
    return done(
        new Made(job, plan.cloud(), source.id(), List.of()),
        plan.launch(),
        clones,
        Text.of("clone.done.source", Arg.name(source.name()), Arg.code(source.id())),
        plan.leftOut());
  }

  /**
   * What is alike for all clones of a job.
   *
   * @param snapshot null when it is gone
   * @param taken what the job made of it
   */
  private record Made(
      String job, String cloud, @Nullable String snapshot, List<ResourceRef> taken) {
    CloneMade of(Clones.One one) {
      LaunchPlan launch = one.launch();
      CloneMaking.Ready ready = one.made().ready();
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
          one.made().parts(launch, snapshot),
          CloneMade.Since.NOTHING);
    }
  }

  /** As {@link #ofClone}. */
  Outcome ofCopy(String job, CopyPlan plan, TakenSnapshot taken, SnapshotFate fate, Clones clones) {
    boolean there = fate.fate() != SnapshotFate.Fate.DELETED;
    List<ResourceRef> refs = new ArrayList<>();
    if (there) {
      ResourceKind kind =
          taken.kind() == BootSource.Kind.IMAGE ? ResourceKind.IMAGE : ResourceKind.VOLUME_SNAPSHOT;
      refs.add(new ResourceRef(kind.name(), taken.id(), taken.name()));
      for (TakenSnapshot.Disk disk : taken.disks()) {
        refs.add(
            new ResourceRef(ResourceKind.VOLUME_SNAPSHOT.name(), disk.snapshotId(), taken.name()));
      }
    }
    Outcome done =
        done(
            new Made(job, plan.snapshot().cloud(), there ? taken.id() : null, refs),
            plan.launch(),
            clones,
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

  private Outcome done(Made made, LaunchPlan launch, Clones clones, Text source, LeftOut leftOut) {
    List<Text> more = new ArrayList<>();
    more.add(source);
    more.addAll(leftOut.briefly());
    return clones.several() ? several(made, launch, clones, more) : one(made, clones, more);
  }

  private Outcome one(Made made, Clones clones, List<Text> more) {
    Clones.One one = clones.running().get(0);
    LaunchPlan launch = one.launch();
    CloneMade clone = made.of(one);
    List<Text> lines = new ArrayList<>();
    lines.add(Text.of("clone.done.id", Arg.code(clone.copy().id())));
    lines.add(addresses(clone.login()));
    LaunchPlan.Isolation isolation = launch.networking().isolation();
    if (isolation != null && clone.parts().group() != null) {
      lines.add(CloneLines.isolated(isolation));
    }
    lines.addAll(login(launch, clone));
    return new Outcome(
        Text.of("clone.done", Arg.name(launch.name()), Arg.name(launch.original().name())),
        lines,
        more,
        refs(made, clones),
        List.of(),
        clone.facts());
  }

  /** A line for each, and why the others failed. */
  private Outcome several(Made made, LaunchPlan launch, Clones clones, List<Text> more) {
    List<CloneMade> running = clones.running().stream().map(made::of).toList();
    List<Text> lines = new ArrayList<>();
    List<ResourceRef> left = new ArrayList<>();
    List<String> unresolved = new ArrayList<>();
    for (Clones.Failed failed : clones.failed()) {
      lines.add(
          Text.of(
              failed.clean() ? "clone.done.failed" : "clone.done.failed-left",
              Arg.name(failed.name()),
              Arg.text(failed.why().what())));
      if (!failed.clean()) {
        lines.addAll(failed.attempt().became());
      }
      failed.why().lines().stream().filter(line -> !more.contains(line)).forEach(more::add);
      String request = failed.why().requestId();
      if (request != null) {
        more.add(Text.of(CurrentOutcome.REQUEST_ID, Arg.code(request)));
      }
      left.addAll(failed.attempt().left());
      unresolved.addAll(failed.attempt().unresolved());
    }
    if (clones.failed().stream().anyMatch(failed -> !failed.clean())) {
      lines.add(Text.of("jobs.clean-up"));
    }
    running.forEach(clone -> lines.addAll(line(clone)));
    lines.add(loginToEach(launch));
    Map<String, String> facts = new TreeMap<>(CloneMade.facts(running));
    if (!unresolved.isEmpty()) {
      facts.put(Outcome.UNRESOLVED, String.join(",", unresolved));
    }
    Arg original = Arg.name(launch.original().name());
    Arg run = Arg.number(running.size());
    return new Outcome(
        clones.failed().isEmpty()
            ? Text.of("clone.done-several", run, original)
            : Text.of("clone.done-some", run, Arg.number(launch.count()), original),
        lines,
        more,
        refs(made, clones),
        left,
        facts);
  }

  private List<Text> line(CloneMade clone) {
    Arg name = Arg.name(clone.copy().name());
    Arg id = Arg.code(clone.copy().id());
    List<String> all = new ArrayList<>(clone.login().fixedIps());
    all.addAll(clone.login().floatingIps());
    Text addressed =
        Text.of("clone.done.each.addresses", name, Arg.code(String.join(", ", all)), id);
    return showAddresses
        ? List.of(addressed)
        : List.of(Text.of("clone.done.each", name, id), addressed);
  }

  private static Text loginToEach(LaunchPlan launch) {
    String user = launch.guest().loginUser();
    String keypair = launch.keypair();
    if (launch.guest().os() != Os.LINUX) {
      return Text.of("clone.done.unknown-os-several");
    }
    if (user == null) {
      return Text.of("clone.done.linux-several");
    }
    return keypair == null
        ? Text.of("clone.done.linux-user-several", Arg.code(user))
        : Text.of("clone.done.linux-keypair-several", Arg.code(user), Arg.name(keypair));
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

  /** Everything that a job made: instances and volumes, its snapshot, ports and groups. */
  private static List<ResourceRef> refs(Made made, Clones clones) {
    List<ResourceRef> refs = new ArrayList<>();
    List<ResourceRef> network = new ArrayList<>();
    for (Clones.One one : clones.running()) {
      String name = one.launch().name();
      refs.add(new ResourceRef(ResourceKind.INSTANCE.name(), one.made().ready().id(), name));
      List<String> volumes = one.made().volumes();
      for (int i = 0; i < volumes.size(); i++) {
        String volume = one.volumes().get(i).name();
        refs.add(new ResourceRef(ResourceKind.VOLUME.name(), volumes.get(i), volume));
      }
      List<String> ports = one.made().network().portIds();
      for (int i = 0; i < ports.size(); i++) {
        String port = Names.part(name, NetworkMaking.portKey(i));
        network.add(new ResourceRef(ResourceKind.PORT.name(), ports.get(i), port));
      }
      String group = one.made().network().groupId();
      LaunchPlan.Isolation isolation = one.launch().networking().isolation();
      if (isolation != null && group != null) {
        network.add(new ResourceRef(ResourceKind.SECURITY_GROUP.name(), group, isolation.name()));
      }
    }
    refs.addAll(made.taken());
    refs.addAll(network);
    return refs;
  }
}
