package dev.snapclone.clone;

import dev.snapclone.i18n.ExplainedFailure;
import dev.snapclone.i18n.Text;
import dev.snapclone.i18n.Text.Arg;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Finds the value of a command's option by id or name.
 *
 * @param <T> the type of the candidates
 */
final class OptionLookup<T> {
  private static final int MOST_SHOWN = 10;
  private final String option;
  private final List<T> all;
  private final Function<T, String> id;
  private final Function<T, String> name;

  /**
   * @param option the option's name, for the refusal
   * @param all the candidates
   */
  OptionLookup(String option, List<T> all, Function<T, String> id, Function<T, String> name) {
    this.option = option;
    this.all = all;
    this.id = id;
    this.name = name;
  }

  /**
   * Finds one word's match by id or name, else by name ignoring case.
   *
   * @throws ExplainedFailure with the candidates, when nothing or more than one matches
   */
  T one(String given) {
    String wanted = given.strip();
    for (Predicate<T> fits :
        List.<Predicate<T>>of(
            t -> id.apply(t).equals(wanted),
            t -> name.apply(t).equals(wanted),
            t -> name.apply(t).equalsIgnoreCase(wanted))) {
      List<T> found = all.stream().filter(fits).toList();
      if (found.size() == 1) {
        return found.get(0);
      }
      if (found.size() > 1) {
        throw refused("clone.option.ambiguous", wanted, found);
      }
    }
    throw refused("clone.option.unknown", wanted, all);
  }

  /** The matches of a comma-separated list, without duplicates. */
  List<T> several(String given) {
    Set<T> found = new LinkedHashSet<>();
    for (String word : given.split(",", -1)) {
      if (!word.isBlank()) {
        found.add(one(word));
      }
    }
    if (found.isEmpty()) {
      throw refused("clone.option.unknown", given.strip(), all);
    }
    return List.copyOf(found);
  }

  private ExplainedFailure refused(String key, String wanted, List<T> candidates) {
    List<Text> next = new ArrayList<>();
    next.add(Text.of(key + "-next", Arg.code(option)));
    for (T candidate : candidates.subList(0, Math.min(MOST_SHOWN, candidates.size()))) {
      String shown = name.apply(candidate);
      String itsId = id.apply(candidate);
      next.add(
          shown.equals(itsId) || shown.isEmpty()
              ? Text.of("clone.option.candidate-unnamed", Arg.code(itsId))
              : Text.of("clone.option.candidate", Arg.name(shown), Arg.code(itsId)));
    }
    if (candidates.size() > MOST_SHOWN) {
      next.add(Text.of("clone.option.more", Arg.number(candidates.size() - (long) MOST_SHOWN)));
    }
    return new ExplainedFailure(Text.of(key, Arg.code(option), Arg.name(wanted)), next);
  }
}
