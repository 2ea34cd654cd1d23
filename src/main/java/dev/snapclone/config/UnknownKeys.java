package dev.snapclone.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Reports unknown keys: usually misspelt, they would silently do nothing. */
final class UnknownKeys {
  private final Set<String> known = new TreeSet<>();
  private final Set<String> blocks = new TreeSet<>();
  private final Set<String> misplaced = new TreeSet<>();
  private final Problems problems;

  /**
   * @param reference has every key, those without a default as null; the user's own names in {@code
   *     clouds} and {@code console.hints} are checked by their readers
   */
  UnknownKeys(Config reference, Problems problems) {
    this.problems = problems;
    collect("", reference.root());
    // Their keys are the user's own names, and their readers report problems.
    for (String own :
        List.of(
            "clouds",
            ScopesReader.GUILDS,
            ScopesReader.CHANNELS,
            ScopesReader.CLOUDS,
            ConsolesReader.KEY,
            CostsReader.KEY)) {
      known.add(own);
      blocks.remove(own);
    }
  }

  private void collect(String prefix, ConfigObject object) {
    for (Map.Entry<String, ConfigValue> entry : object.entrySet()) {
      String key = prefix + entry.getKey();
      if (entry.getValue() instanceof ConfigObject inner) {
        blocks.add(key);
        collect(key + ".", inner);
      } else {
        known.add(key);
      }
    }
  }

  /**
   * Checks a file's content.
   *
   * @return the content without values in the place of blocks, which could not be read
   */
  Config report(Config file) {
    misplaced.clear();
    report("", file.root());
    Config readable = file;
    for (String key : misplaced) {
      readable = readable.withoutPath(key);
    }
    return readable;
  }

  private void report(String prefix, ConfigObject object) {
    for (Map.Entry<String, ConfigValue> entry : object.entrySet()) {
      String key = prefix + entry.getKey();
      if (known.contains(key)) {
        continue;
      }
      if (blocks.contains(key)) {
        if (entry.getValue() instanceof ConfigObject inner) {
          report(key + ".", inner);
        } else {
          misplaced.add(key);
          problems.add(
              HoconFile.origin(entry.getValue().origin()),
              key + " must be a block in braces",
              "Write " + key + " { … }; it may hold " + inside(key));
        }
        continue;
      }
      unknown(prefix, key, entry.getValue());
    }
  }

  private void unknown(String prefix, String key, ConfigValue value) {
    Set<String> candidates = new TreeSet<>(known);
    candidates.addAll(blocks);
    Optional<String> near =
        Nearest.to(key, candidates, lastWord(key).length())
            .or(
                () ->
                    candidates.stream().filter(c -> lastWord(c).equals(lastWord(key))).findFirst());
    problems.add(
        HoconFile.origin(value.origin()),
        key + " is not a key of snapclone",
        near.map(n -> "Did you mean " + n + "?")
            .orElseGet(
                () ->
                    prefix.isEmpty()
                        ? "Remove it; the keys stand in conf/snapclone.conf"
                        : "Remove it; here may stand "
                            + inside(prefix.substring(0, prefix.length() - 1))));
  }

  private static String lastWord(String key) {
    return key.substring(key.lastIndexOf('.') + 1);
  }

  private String inside(String block) {
    Set<String> words = new TreeSet<>();
    for (String key : known) {
      if (key.startsWith(block + ".")) {
        String rest = key.substring(block.length() + 1);
        int dot = rest.indexOf('.');
        words.add(dot < 0 ? rest : rest.substring(0, dot));
      }
    }
    return String.join(", ", words);
  }
}
