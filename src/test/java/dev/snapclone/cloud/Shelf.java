package dev.snapclone.cloud;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The resources of one kind in an {@link InMemoryCloud}, each with what it will become: a look
 * sometimes moves it on, and a fresh one is missing from the first lists. Guarded by the cloud's
 * lock.
 *
 * @param <T> an immutable resource
 */
final class Shelf<T> {
  private final Map<String, Thing<T>> things = new LinkedHashMap<>();

  /** What a resource becomes next; null when it goes away. */
  interface Change<T> {
    @Nullable T of(T before);
  }

  private static final class Thing<T> {
    private T value;
    private final Deque<Change<T>> future = new ArrayDeque<>();
    private int looks;
    private int hiddenFromLists;

    Thing(T value) {
      this.value = value;
    }
  }

  void put(String id, T value, int hiddenFromLists, List<Change<T>> future) {
    Thing<T> thing = new Thing<>(value);
    thing.hiddenFromLists = hiddenFromLists;
    thing.future.addAll(future);
    things.put(id, thing);
  }

  void put(String id, T value) {
    put(id, value, 0, List.of());
  }

  /** What happens to the resource from now on instead of what was planned. */
  void become(String id, List<Change<T>> future) {
    Thing<T> thing = things.get(id);
    if (thing != null) {
      thing.future.clear();
      thing.future.addAll(future);
      thing.looks = 0;
    }
  }

  /** Changes the resource now, leaving its future alone. */
  void change(String id, UnaryOperator<T> how) {
    Thing<T> thing = things.get(id);
    if (thing != null) {
      thing.value = how.apply(thing.value);
    }
  }

  void remove(String id) {
    things.remove(id);
  }

  /** The resource, without a look. */
  Optional<T> peek(String id) {
    return Optional.ofNullable(things.get(id)).map(t -> t.value);
  }

  /** All of them, without a look. */
  List<T> peekAll() {
    List<T> all = new ArrayList<>();
    things.values().forEach(t -> all.add(t.value));
    return all;
  }

  boolean any(Predicate<T> what) {
    return peekAll().stream().anyMatch(what);
  }

  /** A GET: shows the resource as it is, then may move it on. */
  Optional<T> look(String id, int looksPerState) {
    Optional<T> seen = peek(id);
    seen.ifPresent(s -> looked(id, looksPerState));
    return seen;
  }

  /** A list: fresh resources are missing from it. */
  List<T> list(int looksPerState) {
    List<T> seen = new ArrayList<>();
    for (String id : List.copyOf(things.keySet())) {
      Thing<T> thing = things.get(id);
      if (thing != null && thing.hiddenFromLists > 0) {
        thing.hiddenFromLists--;
      } else if (thing != null) {
        seen.add(thing.value);
        looked(id, looksPerState);
      }
    }
    return seen;
  }

  private void looked(String id, int looksPerState) {
    Thing<T> thing = things.get(id);
    if (looksPerState > 0 && thing != null && ++thing.looks >= looksPerState) {
      advance(id);
    }
  }

  /** From now on nothing is missing from lists. */
  void showAll() {
    things.values().forEach(thing -> thing.hiddenFromLists = 0);
  }

  /** Moves one resource to its next state; whether there was one. */
  boolean advance(String id) {
    Thing<T> thing = things.get(id);
    if (thing == null || thing.future.isEmpty()) {
      return false;
    }
    thing.looks = 0;
    T next = thing.future.removeFirst().of(thing.value);
    if (next == null) {
      things.remove(id);
    } else {
      thing.value = next;
    }
    return true;
  }

  /** Moves every resource one state on; whether any had one left. */
  boolean advanceAll() {
    boolean moved = false;
    for (String id : List.copyOf(things.keySet())) {
      moved |= advance(id);
    }
    return moved;
  }
}
