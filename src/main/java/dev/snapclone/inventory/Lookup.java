package dev.snapclone.inventory;

import dev.snapclone.access.InstanceNames;
import dev.snapclone.access.RequestedAction;
import dev.snapclone.access.RuleBook;
import dev.snapclone.cloud.Address;
import dev.snapclone.cloud.Flavor;
import dev.snapclone.cloud.Instance;
import dev.snapclone.cloud.Keypair;
import dev.snapclone.cloud.Marks;
import dev.snapclone.cloud.Network;
import dev.snapclone.cloud.SecurityGroup;
import dev.snapclone.cloud.ServerGroup;
import dev.snapclone.cloud.VolumeType;
import dev.snapclone.command.Invocation;
import dev.snapclone.command.Shortened;
import dev.snapclone.command.Suggestion;
import dev.snapclone.i18n.Messages;
import dev.snapclone.i18n.Text.Arg;
import dev.snapclone.job.Job;
import dev.snapclone.procedure.Verified;
import dev.snapclone.request.StateWords;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Suggestions while somebody types, from known data, best first. Waits briefly only for a list that
 * was never read, as after a start.
 */
public final class Lookup {
  /** Discord's limit. */
  public static final int MOST = 25;

  /** Nothing can be done with an instance in such a state. */
  private static final Set<String> UNUSABLE = Set.of("ERROR", "BUILD", "DELETED", "UNKNOWN");

  private final Inventory inventory;
  private final Messages messages;
  private final ZoneId zone;
  private final @Nullable RuleBook rules;
  private final Lately lately;
  private final SuggestedWords words;
  private final @Nullable Invocation asked;

  /**
   * For nobody in particular, without rules, with times in UTC.
   *
   * @param messages the words beside the names
   */
  public Lookup(Inventory inventory, Messages messages) {
    this(inventory, messages, ZoneOffset.UTC, null, new Lately(), null);
  }

  private Lookup(
      Inventory inventory,
      Messages messages,
      ZoneId zone,
      @Nullable RuleBook rules,
      Lately lately,
      @Nullable Invocation asked) {
    this.inventory = inventory;
    this.messages = messages;
    this.zone = zone;
    this.rules = rules;
    this.lately = lately;
    this.asked = asked;
    Locale locale = asked == null ? Locale.ENGLISH : Messages.locale(asked.locale());
    this.words = new SuggestedWords(messages, locale, zone, inventory.now());
  }

  /**
   * The same with times in a zone, marking what rules forbid.
   *
   * @param rules judged by names alone: the plan's own check is stricter
   */
  public Lookup with(ZoneId here, RuleBook policy) {
    return new Lookup(inventory, messages, here, policy, lately, asked);
  }

  /** The same for one person and command: in their language, what they used lately first. */
  public Lookup to(Invocation person) {
    return new Lookup(inventory, messages, zone, rules, lately, person);
  }

  /** Remembers what a person's command is about. */
  public void used(Invocation person, String id) {
    lately.use(person.place().guild(), person.actor().id(), id);
  }

  private long lately(String id) {
    return asked == null ? 0 : lately.when(asked.place().guild(), asked.actor().id(), id);
  }

  private String named(String name) {
    return name.isBlank() ? words.say("lists.suggest.no-name") : name;
  }

  /**
   * The named cloud, or the default.
   *
   * @param given what the {@code cloud} option says so far
   */
  public String cloud(Optional<String> given) {
    return inventory.cloudNames().stream()
        .filter(n -> n.equalsIgnoreCase(given.orElse("")))
        .findFirst()
        .orElseGet(() -> given.isEmpty() ? inventory.defaultCloud() : "");
  }

  public List<Suggestion> clouds(String typed) {
    return clouds(inventory, typed);
  }

  public static List<Suggestion> clouds(Inventory inventory, String typed) {
    return new Ranking<String>(n -> n, n -> List.of())
        .best(inventory.cloudNames(), typed, MOST).stream().map(n -> new Suggestion(n, n)).toList();
  }

  /** Instances by name, id or address; the value is the id. */
  public List<Suggestion> instances(String cloud, String typed) {
    return instances(List.of(cloud), typed);
  }

  /** The same for several clouds, one after the other. */
  public List<Suggestion> instances(List<String> clouds, String typed) {
    inventory.awaitFirst(clouds, List.of(View.INSTANCES));
    return clouds.stream().flatMap(cloud -> known(cloud, typed, i -> true).stream()).toList();
  }

  /** The instances that bear the bot's mark, as above. */
  public List<Suggestion> clones(String cloud, String typed) {
    inventory.awaitFirst(List.of(cloud), List.of(View.INSTANCES));
    return known(cloud, typed, i -> i.metadata().containsKey(Marks.JOB));
  }

  private List<Suggestion> known(String cloud, String typed, Predicate<Instance> some) {
    List<Instance> sorted =
        inventory.look(cloud, View.INSTANCES).items().stream()
            .filter(some)
            .sorted(Comparator.comparing((Instance i) -> i.name().toLowerCase(Locale.ROOT)))
            .toList();
    Map<String, Flavor> flavors = rules == null ? Map.of() : flavors(inventory, cloud);
    List<Instance> best =
        new Ranking<>(
                Instance::name,
                Lookup::otherFacts,
                i -> lately(i.id()),
                i -> !UNUSABLE.contains(i.state().status()) && !denied(cloud, i, flavors))
            .best(sorted, typed, MOST);
    return ChoiceLabel.written(
        best.stream().map(i -> label(i, denied(cloud, i, flavors))).toList());
  }

  private static List<String> otherFacts(Instance instance) {
    return Stream.concat(Stream.of(instance.id()), instance.addresses().stream().map(Address::ip))
        .toList();
  }

  private ChoiceLabel label(Instance instance, boolean denied) {
    List<String> more = new ArrayList<>();
    instance.addresses().stream().map(Address::ip).findFirst().ifPresent(more::add);
    more.add(words.say(instance.imageBooted() ? "lists.image-booted" : "lists.volume-booted"));
    String state = denied ? words.say("lists.suggest.denied") : instance.state().status();
    return new ChoiceLabel(named(instance.name()), instance.id(), state, more);
  }

  /** Whether a rule certainly forbids the command, whatever it turns out to be about. */
  private boolean denied(String cloud, Instance instance, Map<String, Flavor> flavors) {
    return denied(cloud, instance.name(), flavors.get(instance.launched().flavorId()));
  }

  private boolean denied(String cloud, String name, @Nullable Flavor flavor) {
    RuleBook book = rules;
    Invocation by = asked;
    if (book == null || by == null || !RequestedAction.COMMANDS.contains(by.name())) {
      return false;
    }
    return Stream.of("linux", "windows")
        .map(
            os ->
                new RequestedAction(
                    by.name(),
                    cloud,
                    Set.of(),
                    List.of(),
                    InstanceNames.only(name),
                    flavor == null ? 0 : flavor.vcpus(),
                    flavor == null ? 0 : flavor.ramMb(),
                    flavor == null ? 0 : flavor.diskGb(),
                    os))
        .noneMatch(
            action ->
                book.judge(action, by.actor(), by.place()).answer() == RuleBook.Answer.ALLOWED);
  }

  /** Snapshots of both kinds by name, id or original's name, newest first; the value is the id. */
  public List<Suggestion> snapshots(String cloud, String typed) {
    inventory.awaitFirst(
        List.of(cloud), List.of(View.IMAGE_SNAPSHOTS, View.VOLUME_SNAPSHOTS, View.INSTANCES));
    Map<String, String> names = instanceNames(inventory, cloud);
    Function<SnapshotEntry, String> original = s -> originalName(s, names).orElse("");
    List<SnapshotEntry> all =
        new ArrayList<>(
            SnapshotEntry.all(
                inventory.look(cloud, View.IMAGE_SNAPSHOTS).items(),
                inventory.look(cloud, View.VOLUME_SNAPSHOTS).items()));
    all.sort(Comparator.comparing(SnapshotEntry::created).reversed());
    List<SnapshotEntry> best =
        new Ranking<>(
                SnapshotEntry::name,
                s -> List.of(s.id(), original.apply(s)),
                s -> lately(s.id()),
                s -> s.ready() && !denied(cloud, s, original.apply(s)))
            .best(all, typed, MOST);
    return ChoiceLabel.written(
        best.stream()
            .map(s -> label(s, original.apply(s), denied(cloud, s, original.apply(s))))
            .toList());
  }

  private boolean denied(String cloud, SnapshotEntry snapshot, String original) {
    return denied(cloud, original.isEmpty() ? snapshot.name() : original, (Flavor) null);
  }

  private ChoiceLabel label(SnapshotEntry snapshot, String original, boolean denied) {
    String name = SuggestedWords.withoutDate(snapshot.name(), snapshot.created());
    String when = words.when(snapshot.created());
    String kind = words.kind(snapshot);
    List<String> more = new ArrayList<>();
    String seen = when;
    if (denied || !snapshot.ready()) {
      seen = denied ? words.say("lists.suggest.denied") : snapshot.status();
      more.add(when);
    }
    more.add(kind);
    Verified verified = snapshot.verified();
    if (verified != null) {
      more.add(words.plain(verified.words(Arg.plain(words.when(verified.at())))));
    }
    if (!original.isEmpty() && !name.startsWith(original)) {
      more.add(words.say("lists.suggest.of", Arg.name(Shortened.name(original, 24))));
    }
    return new ChoiceLabel(named(name), snapshot.id(), seen, more);
  }

  /**
   * Jobs by id, by the names they are about or by who asked: the one of the typed id first, then
   * those whose id begins so, otherwise in the given order.
   */
  public List<Suggestion> jobs(List<Job> recent, String typed) {
    return ChoiceLabel.written(
        recent.stream()
            .filter(
                job ->
                    Typed.in(job.id(), typed)
                        || Typed.in(job.requester().name(), typed)
                        || Typed.in(job.title(), typed))
            .sorted(Comparator.comparingInt(job -> byId(job, Typed.folded(typed))))
            .limit(MOST)
            .map(
                job ->
                    new ChoiceLabel(
                        job.id(),
                        job.id(),
                        "",
                        List.of(
                            words.plain(Shortened.names(job.title(), 24)),
                            words.plain(StateWords.of(job)),
                            words.when(job.created()),
                            Shortened.name(job.requester().name(), 24))))
            .toList());
  }

  private static int byId(Job job, String wanted) {
    String id = Typed.folded(job.id());
    return id.equals(wanted) ? 0 : id.startsWith(wanted) ? 1 : 2;
  }

  static Map<String, String> instanceNames(Inventory inventory, String cloud) {
    return inventory.look(cloud, View.INSTANCES).items().stream()
        .collect(Collectors.toMap(Instance::id, Instance::name, (one, two) -> one));
  }

  static Map<String, Flavor> flavors(Inventory inventory, String cloud) {
    return inventory.look(cloud, View.FLAVORS).items().stream()
        .collect(Collectors.toMap(Flavor::id, Function.identity(), (one, two) -> one));
  }

  /** The name of a snapshot's original, if known. */
  static Optional<String> originalName(SnapshotEntry snapshot, Map<String, String> instanceNames) {
    return Optional.ofNullable(snapshot.originalId()).map(instanceNames::get);
  }

  /** Which flavors can be used, as far as is known here. */
  public FittingFlavors fitting(String cloud) {
    return new FittingFlavors(inventory, cloud, flavors(inventory, cloud));
  }

  /**
   * Flavors by name or id, smallest first; the value is the id.
   *
   * @param fits leaves out those that cannot be used
   */
  public List<Suggestion> flavors(String cloud, String typed, Predicate<Flavor> fits) {
    return simple(
        cloud,
        View.FLAVORS,
        fits,
        typed,
        Comparator.comparingInt(Flavor::ramMb).thenComparingInt(Flavor::vcpus),
        Flavor::name,
        Flavor::id,
        f ->
            f.vcpus()
                + " CPU · "
                + SuggestedWords.memory(f.ramMb())
                + " · "
                + words.say("lists.suggest.disk", Arg.number(f.diskGb())));
  }

  /** Networks by name or id; the value is the id. */
  public List<Suggestion> networks(String cloud, String typed) {
    return simple(
        cloud,
        View.NETWORKS,
        typed,
        Comparator.comparing(Network::name),
        Network::name,
        Network::id,
        n -> n.external() ? words.say("lists.suggest.external") : "");
  }

  /** The bot's keypairs by name; the value is the name. */
  public List<Suggestion> keypairs(String cloud, String typed) {
    return simple(
            cloud,
            View.KEYPAIRS,
            typed,
            Comparator.comparing(Keypair::name),
            Keypair::name,
            Keypair::name,
            k -> Shortened.name(k.fingerprint(), 47))
        .stream()
        // A longer value exceeds the chat's limit; such a keypair must be typed.
        .filter(m -> m.value().length() <= ChoiceLabel.MOST)
        .toList();
  }

  /** Security groups by name or id; the value is the id, since names can be ambiguous. */
  public List<Suggestion> securityGroups(String cloud, String typed) {
    return simple(
        cloud,
        View.SECURITY_GROUPS,
        typed,
        Comparator.comparing(SecurityGroup::name),
        SecurityGroup::name,
        SecurityGroup::id,
        g -> words.say("lists.suggest.rules", Arg.number(g.rules().size())));
  }

  /** The zones that are up. */
  public List<Suggestion> availabilityZones(String cloud, String typed) {
    return simple(
        cloud,
        View.AVAILABILITY_ZONES,
        typed,
        Comparator.naturalOrder(),
        Function.identity(),
        Function.identity(),
        zone -> "");
  }

  /** Volume types by name; the value is the id, since a name may exceed the chat's limit. */
  public List<Suggestion> volumeTypes(String cloud, String typed) {
    return simple(
        cloud,
        View.VOLUME_TYPES,
        typed,
        Comparator.comparing(VolumeType::name),
        VolumeType::name,
        VolumeType::id,
        type -> "");
  }

  /** Server groups by name; the value is the id, since names can be ambiguous. */
  public List<Suggestion> serverGroups(String cloud, String typed) {
    return simple(
        cloud,
        View.SERVER_GROUPS,
        typed,
        Comparator.comparing(ServerGroup::name),
        ServerGroup::name,
        ServerGroup::id,
        g ->
            g.policy()
                + " · "
                + words.say("lists.suggest.members", Arg.number(g.memberIds().size())));
  }

  private <T> List<Suggestion> simple(
      String cloud,
      View<T> view,
      String typed,
      Comparator<T> order,
      Function<T, String> name,
      Function<T, String> value,
      Function<T, String> seen) {
    return simple(cloud, view, any -> true, typed, order, name, value, seen);
  }

  private <T> List<Suggestion> simple(
      String cloud,
      View<T> view,
      Predicate<T> fits,
      String typed,
      Comparator<T> order,
      Function<T, String> name,
      Function<T, String> value,
      Function<T, String> seen) {
    inventory.awaitFirst(List.of(cloud), List.of(view));
    List<T> sorted =
        inventory.look(cloud, view).items().stream().filter(fits).sorted(order).toList();
    return ChoiceLabel.written(
        new Ranking<>(name, (T i) -> List.of(value.apply(i)))
            .best(sorted, typed, MOST).stream()
                .map(
                    i ->
                        new ChoiceLabel(
                            named(name.apply(i)), value.apply(i), seen.apply(i), List.of()))
                .toList());
  }
}
