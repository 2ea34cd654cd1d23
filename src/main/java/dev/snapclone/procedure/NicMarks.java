package dev.snapclone.procedure;

import dev.snapclone.cloud.Marks;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Stores NICs as words of a mark; {@link Marks#NICS} describes the format. */
final class NicMarks {
  private static final String VERSION = "1";
  private static final Pattern WORD =
      Pattern.compile("[0-9]|[ngo]:[A-Za-z0-9._-]{1,250}|x:[a-z]{1,8}");

  private NicMarks() {}

  static void write(Map<String, String> marks, List<Nic> nics) {
    List<String> words = new ArrayList<>();
    for (Nic nic : nics) {
      words.add((nic.portSecurity() ? "n:" : "o:") + nic.networkId());
      nic.securityGroupIds().forEach(id -> words.add("g:" + id));
      if (!nic.extras().isEmpty()) {
        StringBuilder letters = new StringBuilder("x:");
        nic.extras().forEach(extra -> letters.append(extra.letter()));
        words.add(letters.toString());
      }
    }
    if (!words.isEmpty()) {
      words.add(0, VERSION);
    }
    MarkList.write(marks, Marks.NICS, words, WORD);
  }

  /** Empty when they are missing, invalid or of another version. */
  static List<Nic> read(Map<String, String> marks) {
    List<String> words = MarkList.read(marks, Marks.NICS, WORD);
    if (words.isEmpty() || !words.get(0).equals(VERSION)) {
      return List.of();
    }
    List<Nic> nics = new ArrayList<>();
    int at = 1;
    while (at < words.size()) {
      int end = at + 1;
      while (end < words.size() && !isNic(words.get(end))) {
        end++;
      }
      if (!isNic(words.get(at))) {
        return List.of();
      }
      nics.add(nic(words.subList(at, end)));
      at = end;
    }
    return nics;
  }

  private static boolean isNic(String word) {
    return word.startsWith("n:") || word.startsWith("o:");
  }

  private static Nic nic(List<String> words) {
    List<String> groups = new ArrayList<>();
    List<Nic.Extra> extras = new ArrayList<>();
    for (String word : words.subList(1, words.size())) {
      String value = word.substring(Math.min(2, word.length()));
      if (word.startsWith("g:")) {
        groups.add(value);
      } else {
        Arrays.stream(Nic.Extra.values())
            .filter(extra -> value.indexOf(extra.letter()) >= 0)
            .forEach(extras::add);
      }
    }
    String first = words.get(0);
    return new Nic(first.substring(2), groups, first.startsWith("n:"), extras);
  }
}
