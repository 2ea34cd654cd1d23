package dev.snapclone.cloud;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What makes an {@link InMemoryCloud} late, wrong or full; each knob returns the knobs. */
public final class InMemoryKnobs {
  private final Object lock;
  private final CloudState state;
  final List<String> calls = new ArrayList<>();
  private final List<Planned> planned = new ArrayList<>();
  private final List<LateEffect> lateEffects = new ArrayList<>();
  private Verb.@Nullable Hook hook;
  int looksPerState = 1;
  private int looksUntilLateEffects = 4;

  InMemoryKnobs(Object lock, CloudState state) {
    this.lock = lock;
    this.state = state;
  }

  private record Planned(Verb verb, Verb.Moment moment, CloudException failure) {}

  private static final class LateEffect {
    private final Runnable effect;
    private int looks;

    LateEffect(Runnable effect, int looks) {
      this.effect = effect;
      this.looks = looks;
    }
  }

  /** After how many looks a resource moves on; 0 for only by {@link InMemoryCloud#advance}. */
  public InMemoryKnobs time(java.time.Instant now) {
    state.time(now);
    return this;
  }

  public InMemoryKnobs looksPerState(int looks) {
    return set(() -> looksPerState = looks);
  }

  /** From how many lists a new resource is missing. */
  public InMemoryKnobs hiddenFromLists(int lists) {
    return set(() -> state.hiddenFromLists = lists);
  }

  /** The next call of that verb fails so, before or after its effect, or with a late effect. */
  public InMemoryKnobs failNext(Verb verb, Verb.Moment moment, CloudException.Kind kind) {
    return failNext(verb, moment, state.error(kind, "any", 0, "told to fail: " + kind));
  }

  /** The next call of that verb fails with exactly this. */
  public InMemoryKnobs failNext(Verb verb, Verb.Moment moment, CloudException failure) {
    return set(() -> planned.add(new Planned(verb, moment, failure)));
  }

  /** Sees every call; null for nobody. */
  public InMemoryKnobs hook(Verb.@Nullable Hook watcher) {
    return set(() -> hook = watcher);
  }

  /** After how many reads an effect of unknown outcome shows. */
  public InMemoryKnobs looksUntilLateEffects(int looks) {
    return set(() -> looksUntilLateEffects = looks);
  }

  /** What the console of every running instance says; null for a boot to the login prompt. */
  public InMemoryKnobs console(@Nullable String says) {
    return set(() -> state.console = says);
  }

  /** The next instance goes to ERROR with this fault. */
  public InMemoryKnobs nextBuildFails(String fault) {
    return set(() -> state.nextBuildFails = fault);
  }

  /** The next volume goes to error with this Cinder message. */
  public InMemoryKnobs nextVolumeFails(String message) {
    return set(() -> state.nextVolumeFails = message);
  }

  /** The next volume snapshot goes to error with this Cinder message. */
  public InMemoryKnobs nextVolumeSnapshotFails(String message) {
    return set(() -> state.nextVolumeSnapshotFails = message);
  }

  /** The next createImage of a volume-booted instance is refused after its first snapshot. */
  public InMemoryKnobs nextSetStopsHalfway() {
    return set(() -> state.nextSetStopsHalfway = true);
  }

  /** The next image of an image-booted instance vanishes; only the actions say why. */
  public InMemoryKnobs nextImageVanishes() {
    return set(() -> state.nextImageVanishes = true);
  }

  /** Images stay queued, as a dead upload leaves them. */
  public InMemoryKnobs imagesStayQueued(boolean stay) {
    return set(() -> state.imagesStayQueued = stay);
  }

  /** An instance that is being snapshotted shows no task state. */
  public InMemoryKnobs tasksUntold(boolean untold) {
    return set(() -> state.tasksUntold = untold);
  }

  /** Snapshots with volumes made from them cannot be deleted, as on Ceph. */
  public InMemoryKnobs snapshotsBusyWithVolumes(boolean busy) {
    return set(() -> state.snapshotsBusyWithVolumes = busy);
  }

  /** New instances become ACTIVE and never show an address. */
  public InMemoryKnobs neverAnAddress(boolean never) {
    return set(() -> state.neverAnAddress = never);
  }

  /** A limit of the project; -1 for none. */
  public InMemoryKnobs limit(Quota.Item item, long limit) {
    return set(() -> state.limits.put(item, limit));
  }

  /** Makes a volume one that may be attached more than once. */
  public InMemoryKnobs multiattach(String id) {
    return set(() -> state.volumes.change(id, Altered::multiattach));
  }

  /** What the cloud is too old for. */
  public InMemoryKnobs lacks(Abilities.Ability ability) {
    return set(() -> state.lacking.add(ability));
  }

  /** A limit that the cloud does not tell. */
  public InMemoryKnobs untold(Quota.Item item) {
    return set(() -> state.limits.remove(item));
  }

  /** A limit of the project for one volume type, such as {@code gigabytes_fast}. */
  public InMemoryKnobs limitOfType(String key, long limit) {
    return set(() -> state.typeLimits.put(key, limit));
  }

  /** The bot is another member of the project: no keypair of the demo user is its own. */
  public InMemoryKnobs otherUser() {
    return set(
        () -> {
          state.account = new Account("user-bot", "bot", "project-demo", "demo");
          state.keypairs.clear();
        });
  }

  /** Puts an instance into a state. */
  public InMemoryKnobs state(
      String instanceId, String status, String vmState, @Nullable String task) {
    return set(
        () -> state.instances.change(instanceId, i -> Altered.state(i, status, vmState, task)));
  }

  /** A network more. */
  public InMemoryKnobs network(String id, String name) {
    return set(() -> state.networks.add(new Network(id, name, false, List.of(), true)));
  }

  /** The network is gone, or not for this project any more. */
  public InMemoryKnobs noNetwork(String id) {
    return set(() -> state.networks.removeIf(n -> n.id().equals(id)));
  }

  /** A security group more. */
  public InMemoryKnobs securityGroup(SecurityGroup group) {
    return set(() -> state.groups.add(group));
  }

  /** Whether the network applies security groups to ports made from now on. */
  public InMemoryKnobs portSecurity(String networkId, boolean enabled) {
    return set(
        () ->
            state.networks.replaceAll(
                n ->
                    n.id().equals(networkId)
                        ? new Network(n.id(), n.name(), n.external(), n.subnetIds(), enabled)
                        : n));
  }

  /** The security group is gone. */
  public InMemoryKnobs noSecurityGroup(String id) {
    return set(() -> state.groups.removeIf(g -> g.id().equals(id)));
  }

  /** The flavor is gone. */
  public InMemoryKnobs noFlavor(String id) {
    return set(() -> state.flavors.remove(id));
  }

  /** A keypair of the bot's own user more. */
  public InMemoryKnobs keypair(String name) {
    return set(() -> state.keypairs.add(new Keypair(name, "dd:ee:ff")));
  }

  /** Puts a volume snapshot into a status for good. */
  public InMemoryKnobs volumeSnapshotStatus(String id, String status) {
    return set(
        () -> {
          state.snapshots.change(id, s -> Altered.status(s, status, 0));
          state.snapshots.become(id, List.of());
        });
  }

  /** Puts an image into a status for good. */
  public InMemoryKnobs imageStatus(String id, String status) {
    return set(
        () -> {
          state.images.change(id, i -> Altered.state(i, status, i.sizeBytes()));
          state.images.become(id, List.of());
        });
  }

  private InMemoryKnobs set(Runnable how) {
    synchronized (lock) {
      how.run();
    }
    return this;
  }

  void enter(Verb verb, String about) {
    if (verb != Verb.READ) {
      calls.add(about.isEmpty() ? verb.name() : verb + " " + about);
    }
    if (hook != null) {
      hook.at(verb, Verb.Moment.BEFORE_EFFECT);
    }
    failIfPlanned(verb, Verb.Moment.BEFORE_EFFECT);
  }

  void leave(Verb verb) {
    if (hook != null) {
      hook.at(verb, Verb.Moment.AFTER_EFFECT);
    }
    failIfPlanned(verb, Verb.Moment.AFTER_EFFECT);
  }

  private void failIfPlanned(Verb verb, Verb.Moment moment) {
    for (Planned plan : List.copyOf(planned)) {
      if (plan.verb() == verb && plan.moment() == moment) {
        planned.remove(plan);
        throw plan.failure();
      }
    }
  }

  boolean late(Verb verb, Runnable effect) {
    boolean late = planned.removeIf(p -> p.verb() == verb && p.moment() == Verb.Moment.EFFECT_LATE);
    if (late) {
      lateEffects.add(new LateEffect(effect, looksUntilLateEffects));
    }
    return late;
  }

  void allEffectsArrive() {
    lateEffects.forEach(late -> late.looks = 0);
    effectsArrive();
  }

  void effectsArrive() {
    for (LateEffect late : List.copyOf(lateEffects)) {
      if (--late.looks <= 0) {
        lateEffects.remove(late);
        try {
          late.effect.run();
        } catch (CloudException nobodyHears) {
          calls.add("late and refused: " + nobodyHears.said());
        }
      }
    }
  }
}
