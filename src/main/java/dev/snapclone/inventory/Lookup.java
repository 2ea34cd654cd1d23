package dev.snapclone.inventory;

import dev.snapclone.cloud.Address;
import dev.snapclone.cloud.Flavor;
import dev.snapclone.cloud.Instance;
import dev.snapclone.cloud.Keypair;
import dev.snapclone.cloud.Network;
import dev.snapclone.cloud.SecurityGroup;
import dev.snapclone.command.Suggestion;
import dev.snapclone.i18n.Messages;
import dev.snapclone.i18n.Text;
import dev.snapclone.i18n.Text.Arg;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Suggestions while somebody types, from known data, best first. Waits briefly only for a list that
 * was never read, as after a start.
 */
public final class Lookup {
  /** Discord's limit. */
  public static final int MOST = 25;

  private final Inventory inventory;
  private final Messages messages;
  private final Locale locale;

  /**
   * @param messages the words beside the names, English until {@link #in} changes that
   */
  public Lookup(Inventory inventory, Messages messages) {
    this(inventory, messages, Locale.ENGLISH);
  }

  private Lookup(Inventory inventory, Messages messages, Locale locale) {
    this.inventory = inventory;
    this.messages = messages;
    this.locale = locale;
  }

  /**
   * The same in another language.
   *
   * @param tag a BCP 47 tag
   */
  public Lookup in(String tag) {
    return new Lookup(inventory, messages, Messages.locale(tag));
  }

  private String word(String key, Arg... args) {
    return messages.render(locale, Text.of(key, args), Arg::value);
  }

  private String label(String name, List<String> seen, List<String> more) {
    return ChoiceLabel.of(name.isBlank() ? word("lists.suggest.no-name") : name, seen, more);
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
    return Ranking.best(inventory.cloudNames(), typed, n -> n, n -> List.of(), MOST).stream()
        .map(n -> new Suggestion(n, n))
        .toList();
  }

  /** Instances by name, id or address; the value is the id. */
  public List<Suggestion> instances(String cloud, String typed) {
    return instances(List.of(cloud), typed);
  }

  /** The same for several clouds, one after the other. */
  public List<Suggestion> instances(List<String> clouds, String typed) {
    inventory.awaitFirst(clouds, List.of(View.INSTANCES));
    return clouds.stream().flatMap(cloud -> known(cloud, typed).stream()).toList();
  }

  private List<Suggestion> known(String cloud, String typed) {
    List<Instance> sorted =
        inventory.look(cloud, View.INSTANCES).items().stream()
            .sorted(Comparator.comparing((Instance i) -> i.name().toLowerCase(Locale.ROOT)))
            .toList();
    return Ranking.best(sorted, typed, Instance::name, Lookup::otherFacts, MOST).stream()
        .map(this::suggestion)
        .toList();
  }

  private static List<String> otherFacts(Instance instance) {
    List<String> facts = new ArrayList<>();
    facts.add(instance.id());
    instance.addresses().stream().map(Address::ip).forEach(facts::add);
    return facts;
  }

  private Suggestion suggestion(Instance instance) {
    List<String> more = new ArrayList<>();
    more.add(word(instance.imageBooted() ? "lists.image-booted" : "lists.volume-booted"));
    instance.addresses().stream().map(Address::ip).findFirst().ifPresent(more::add);
    String id = instance.id();
    return new Suggestion(
        label(instance.name(), List.of(instance.state().status(), shortId(id)), more), id);
  }

  /** Snapshots of both kinds by name, id or original's name, newest first; the value is the id. */
  public List<Suggestion> snapshots(String cloud, String typed) {
    inventory.awaitFirst(
        List.of(cloud), List.of(View.IMAGE_SNAPSHOTS, View.VOLUME_SNAPSHOTS, View.INSTANCES));
    Map<String, String> names = instanceNames(cloud);
    List<SnapshotEntry> all = new ArrayList<>();
    all.addAll(inventory.look(cloud, View.IMAGE_SNAPSHOTS).items());
    all.addAll(inventory.look(cloud, View.VOLUME_SNAPSHOTS).items());
    all.sort(
        Comparator.comparing(SnapshotEntry::ready)
            .thenComparing(SnapshotEntry::created)
            .reversed());
    return Ranking.best(
            all,
            typed,
            SnapshotEntry::name,
            s -> List.of(s.id(), originalName(s, names).orElse("\u0000")),
            MOST)
        .stream()
        .map(s -> suggestion(s, originalName(s, names)))
        .toList();
  }

  private Suggestion suggestion(SnapshotEntry snapshot, Optional<String> original) {
    String kind =
        word(
            snapshot.kind() == SnapshotEntry.Kind.IMAGE
                ? "lists.suggest.image"
                : "lists.suggest.volume");
    String telling =
        snapshot.ready()
            ? kind + (snapshot.sizeGb() > 0 ? " " + snapshot.sizeGb() + "G" : "")
            : snapshot.status();
    List<String> more = new ArrayList<>();
    more.add(day(snapshot.created()));
    original.ifPresent(
        o -> more.add(word("lists.suggest.of", Arg.name(ChoiceLabel.shorten(o, 24)))));
    String id = snapshot.id();
    return new Suggestion(label(snapshot.name(), List.of(telling, shortId(id)), more), id);
  }

  public Map<String, String> instanceNames(String cloud) {
    return instanceNames(inventory, cloud);
  }

  public static Map<String, String> instanceNames(Inventory inventory, String cloud) {
    return inventory.look(cloud, View.INSTANCES).items().stream()
        .collect(Collectors.toMap(Instance::id, Instance::name, (one, two) -> one));
  }

  /** The name of a snapshot's original, if known. */
  public static Optional<String> originalName(
      SnapshotEntry snapshot, Map<String, String> instanceNames) {
    return Optional.ofNullable(snapshot.originalId()).map(instanceNames::get);
  }

  /** Flavors by name or id, smallest first; the value is the id. */
  public List<Suggestion> flavors(String cloud, String typed) {
    return simple(
        cloud,
        View.FLAVORS,
        typed,
        Comparator.comparingInt(Flavor::ramMb).thenComparingInt(Flavor::vcpus),
        Flavor::name,
        Flavor::id,
        f ->
            List.of(
                f.vcpus() + " CPU",
                f.ramMb() / 1024 + "G",
                word("lists.suggest.disk", Arg.number(f.diskGb()))));
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
        n ->
            n.external()
                ? List.of(word("lists.suggest.external"), shortId(n.id()))
                : List.of(shortId(n.id())));
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
            k -> List.of(ChoiceLabel.shorten(k.fingerprint(), 8)))
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
        g -> List.of(word("lists.suggest.rules", Arg.number(g.rules().size())), shortId(g.id())));
  }

  private <T> List<Suggestion> simple(
      String cloud,
      View<T> view,
      String typed,
      Comparator<T> order,
      Function<T, String> name,
      Function<T, String> value,
      Function<T, List<String>> seen) {
    inventory.awaitFirst(List.of(cloud), List.of(view));
    List<T> sorted = inventory.look(cloud, view).items().stream().sorted(order).toList();
    return Ranking.best(sorted, typed, name, i -> List.of(value.apply(i)), MOST).stream()
        .map(i -> new Suggestion(label(name.apply(i), seen.apply(i), List.of()), value.apply(i)))
        .toList();
  }

  private static String shortId(String id) {
    return id.substring(0, Math.min(6, id.length()));
  }

  private static String day(Instant created) {
    return created.toString().substring(0, 10);
  }
}
