package dev.snapclone.command;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list, newest first.
 *
 * @param at where it is
 * @param newer the key of its first entry if there are newer ones, else null
 * @param older the key of its last entry if there are older ones, else null
 * @param <T> an entry
 */
public record Page<T>(List<T> entries, PageAt at, @Nullable String newer, @Nullable String older) {
  public Page {
    entries = List.copyOf(entries);
  }

  /**
   * Reads a list in part.
   *
   * @param <T> an entry
   */
  @FunctionalInterface
  public interface Source<T> {
    /**
     * Newest first.
     *
     * @param olderThan the newest of what is older than this entry; null for all
     * @param newerThan the oldest of what is newer than this entry; null for all; at most one of
     *     both is given
     */
    List<T> some(@Nullable String olderThan, @Nullable String newerThan, int most);
  }

  /**
   * Reads a page. Where nothing is older or newer any more, the first one.
   *
   * @param key what a cursor names an entry by; short
   */
  public static <T> Page<T> read(PageAt at, int size, Function<T, String> key, Source<T> source) {
    String olderThan = at.older().orElse(null);
    if (olderThan != null) {
      List<T> found = source.some(olderThan, null, size + 1);
      if (!found.isEmpty()) {
        return of(at, first(found, size), key, true, found.size() > size);
      }
    }
    String newerThan = at.newer().orElse(null);
    if (newerThan != null) {
      List<T> found = source.some(null, newerThan, size + 1);
      if (found.size() > size) {
        return of(at, found.subList(found.size() - size, found.size()), key, true, true);
      }
    }
    List<T> found = source.some(null, null, size + 1);
    return of(new PageAt(at.draft(), ""), first(found, size), key, false, found.size() > size);
  }

  private static <T> List<T> first(List<T> found, int size) {
    return found.subList(0, Math.min(size, found.size()));
  }

  private static <T> Page<T> of(
      PageAt at, List<T> entries, Function<T, String> key, boolean newer, boolean older) {
    return new Page<>(
        entries,
        at,
        newer ? key.apply(entries.get(0)) : null,
        older ? key.apply(entries.get(entries.size() - 1)) : null);
  }

  /** The same page of a command that is kept now. */
  public Page<T> keptAs(String draft) {
    return new Page<>(entries, at.keptAs(draft), newer, older);
  }

  /** {@code Newer} and {@code Older}, where there is something. */
  public List<Button> buttons() {
    List<Button> buttons = new ArrayList<>();
    if (newer != null) {
      buttons.add(PagePress.button(PagePress.NEWER, at.newerThan(newer)));
    }
    if (older != null) {
      buttons.add(PagePress.button(PagePress.OLDER, at.olderThan(older)));
    }
    return buttons;
  }
}
