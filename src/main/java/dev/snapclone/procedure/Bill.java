package dev.snapclone.procedure;

import dev.snapclone.cloud.Flavor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a plan makes that a cloud wants money for. */
public record Bill(List<Item> items) {
  public static final Bill NOTHING = new Bill(List.of());

  public Bill {
    items = List.copyOf(items);
  }

  /** A plan that makes such things. */
  public interface Priced {
    /** What it makes, and does not delete itself. */
    Bill bill();

    /** At most how long it stands; null for until somebody deletes it. */
    default @Nullable Duration stands() {
      return null;
    }
  }

  /** The kinds of things. */
  public enum Kind {
    IMAGE_SNAPSHOT,
    VOLUME_SNAPSHOT,
    VOLUME,
    INSTANCE
  }

  /**
   * A thing.
   *
   * @param gb its size, GiB; 0 when unknown; of an instance that counts which its flavor has
   * @param volumeType of a volume, null when unknown
   * @param flavor of an instance, otherwise null
   */
  public record Item(Kind kind, long gb, @Nullable String volumeType, @Nullable Flavor flavor) {}

  public Bill imageSnapshot(long gb) {
    return and(new Item(Kind.IMAGE_SNAPSHOT, gb, null, null));
  }

  public Bill volumeSnapshot(long gb) {
    return and(new Item(Kind.VOLUME_SNAPSHOT, gb, null, null));
  }

  public Bill volume(long gb, @Nullable String type) {
    return and(new Item(Kind.VOLUME, gb, type, null));
  }

  public Bill instance(Flavor flavor) {
    return and(new Item(Kind.INSTANCE, 0, null, flavor));
  }

  private Bill and(Item item) {
    return and(new Bill(List.of(item)));
  }

  /** So many of it. */
  public Bill times(int count) {
    return new Bill(Collections.nCopies(count, items).stream().flatMap(List::stream).toList());
  }

  /** Both. */
  public Bill and(Bill other) {
    List<Item> all = new ArrayList<>(items);
    all.addAll(other.items);
    return new Bill(all);
  }
}
