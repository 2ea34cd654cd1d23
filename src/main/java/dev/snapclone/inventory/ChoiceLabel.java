package dev.snapclone.inventory;

import dev.snapclone.command.Shortened;
import dev.snapclone.command.Suggestion;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A suggestion before it is written. A phone shows about 35 characters: where several look alike in
 * them, the name is shortened until what tells it apart stands there too. Other names stay whole.
 *
 * @param name the name, or a placeholder
 * @param value what the option becomes
 * @param seen what must be visible
 * @param more further details, as far as they fit
 */
record ChoiceLabel(String name, String value, String seen, List<String> more) {
  /** Characters that a phone shows. */
  static final int SEEN = 35;

  /** Discord's limit for a choice's name. */
  static final int MOST = 100;

  private static final int LEAST_NAME = 9;

  /** So much of a name leaves room for what is said of it. */
  private static final int MOST_NAME = 60;

  private static final String DOT = " · ";

  ChoiceLabel {
    more = List.copyOf(more);
  }

  /** Writes them; those that would look alike get a part of their value. */
  static List<Suggestion> written(List<ChoiceLabel> all) {
    Map<String, String> whole = new HashMap<>();
    all.forEach(one -> whole.put(one.value, one.text("", MOST)));
    Set<String> alike = Twins.apart(cut(whole)).keySet();
    Map<String, String> shown = new HashMap<>(whole);
    all.stream()
        .filter(one -> alike.contains(one.value))
        .forEach(one -> shown.put(one.value, one.text("", SEEN)));
    Map<String, String> apart = Twins.apart(cut(shown));
    return all.stream()
        .map(
            one -> {
              String id = apart.getOrDefault(one.value, "");
              boolean shortened = alike.contains(one.value) || !id.isEmpty();
              return new Suggestion(one.text(id, shortened ? SEEN : MOST), one.value);
            })
        .toList();
  }

  private static Map<String, String> cut(Map<String, String> labels) {
    Map<String, String> cut = new HashMap<>();
    labels.forEach(
        (value, label) ->
            cut.put(
                value,
                label.substring(
                    0, label.offsetByCodePoints(0, Math.min(SEEN, codePoints(label))))));
    return cut;
  }

  /**
   * @param id a part of the value; empty for none
   * @param within so many characters hold the name and what must be visible
   */
  private String text(String id, int within) {
    String apart = (id.isEmpty() ? "" : DOT + id) + (seen.isEmpty() ? "" : DOT + seen);
    int room = Math.max(LEAST_NAME, Math.min(MOST_NAME, within - codePoints(apart)));
    StringBuilder label = new StringBuilder(Shortened.name(name, room)).append(apart);
    for (String part : more) {
      if (codePoints(label.toString()) + DOT.length() + codePoints(part) <= MOST) {
        label.append(DOT).append(part);
      }
    }
    return label.toString();
  }

  private static int codePoints(String text) {
    return text.codePointCount(0, text.length());
  }
}
