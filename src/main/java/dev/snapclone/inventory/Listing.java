package dev.snapclone.inventory;

import dev.snapclone.command.Choice;
import dev.snapclone.command.Shortened;
import dev.snapclone.i18n.Text;
import dev.snapclone.i18n.Text.Arg;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An instance or a snapshot as an entry of a list.
 *
 * @param name untrusted; may be empty
 * @param created orders the list
 * @param searched what else it is found by
 * @param said what is said of it, what tells most first
 * @param further what is said only where there is room
 */
record Listing(
    String id,
    String name,
    Instant created,
    List<String> searched,
    List<Text> said,
    List<Text> further) {
  /** The newest first; the ids make the order certain. */
  static final Comparator<Listing> NEWEST_FIRST =
      Comparator.comparingLong(Listing::millis).reversed().thenComparing(Listing::shortId);

  /** A snapshot's name with its day and minute is whole, and an entry is two lines of a phone. */
  private static final int NAME = 36;

  private static final Pattern KEY = Pattern.compile("(-?\\d{1,18})\\.(\\S{1,40})");

  Listing {
    searched = List.copyOf(searched);
    said = List.copyOf(said);
    further = List.copyOf(further);
  }

  /** What a cursor names it by. */
  String key() {
    return millis() + "." + shortId();
  }

  private long millis() {
    return created.toEpochMilli();
  }

  /** A cursor must fit a button. */
  private String shortId() {
    return Twins.start(id, 40);
  }

  /** An entry that stands where the one of a key stands or stood; the newest for no key. */
  static Listing at(String key) {
    Matcher parts = KEY.matcher(key);
    long millis = parts.matches() ? Long.parseLong(parts.group(1)) : Long.MAX_VALUE;
    return new Listing(
        parts.matches() ? parts.group(2) : "",
        "",
        Instant.ofEpochMilli(millis),
        List.of(),
        List.of(),
        List.of());
  }

  /** The same, with when it is deleted; null when it stays. */
  Listing until(@Nullable Instant ends) {
    if (ends == null) {
      return this;
    }
    List<Text> more = new ArrayList<>(said);
    more.add(Text.of("lists.until", Arg.date(ends)));
    return new Listing(id, name, created, searched, more, further);
  }

  boolean fits(String typed) {
    return Typed.in(name, typed) || searched.stream().anyMatch(one -> Typed.in(one, typed));
  }

  /** The name as it is shown, which several entries may share. */
  private String shown() {
    return Shortened.name(name, NAME);
  }

  /** What tells apart those whose names look alike. */
  static Map<String, String> apart(List<Listing> all) {
    Map<String, String> shown = new HashMap<>();
    all.forEach(entry -> shown.put(entry.id(), entry.shown()));
    return Twins.apart(shown);
  }

  /**
   * The entry in one line, which a phone shows in one or two.
   *
   * @param apart of all entries
   * @param now tells how much of the date is needed
   */
  Text line(Map<String, String> apart, Instant now) {
    Text line =
        name.isBlank()
            ? Text.of("lists.unnamed", Arg.code(Twins.start(id, 8)))
            : Text.of("lists.named", Arg.name(shown()));
    String start = apart.getOrDefault(id, "");
    if (!start.isEmpty() && !name.isBlank()) {
      line = Text.of("lists.and-code", Arg.text(line), Arg.code(start));
    }
    List<Text> facts = new ArrayList<>(said);
    if (!SuggestedWords.bearsDate(name, created)) {
      facts.add(Text.of("lists.date", Arg.shortDate(created, now)));
    }
    return Text.of("lists.and", Arg.text(line), Arg.text(joined(facts)));
  }

  /** The entry as something to choose; {@code apart} as above. */
  Choice.Candidate candidate(Map<String, String> apart) {
    return new Choice.Candidate(
        id,
        Shortened.name(name.isBlank() ? id : name, 60)
            + " · "
            + apart.getOrDefault(id, Twins.start(id, Twins.SHORT_ID)),
        Text.of(
            "lists.and",
            Arg.text(joined(said)),
            Arg.text(Text.of("lists.date", Arg.date(created)))));
  }

  private static Text joined(List<Text> parts) {
    return parts.stream()
        .reduce((one, other) -> Text.of("lists.and", Arg.text(one), Arg.text(other)))
        .orElseThrow();
  }

  /** What is said when it was chosen. */
  List<Text> details() {
    List<Text> all = new ArrayList<>(said);
    all.addAll(further);
    return List.of(
        joined(all),
        Text.of("lists.created", Arg.date(created)),
        Text.of("lists.id", Arg.code(id)));
  }

  /** Its name, or its id where it has none. */
  Text title() {
    return name.isBlank()
        ? Text.of("lists.unnamed", Arg.code(id))
        : Text.of("lists.title", Arg.name(name));
  }
}
