package dev.snapclone.config;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;

/**
 * Finds and merges clouds.yaml, secure.yaml and clouds-public.yaml as openstacksdk does ({@code
 * openstack/config/loader.py}). Each is searched for separately, and the first match wins.
 * secure.yaml overrides clouds.yaml; an entry overrides its profile.
 */
final class CloudsYaml {
  private static final List<String> SUFFIXES = List.of(".yaml", ".yml", ".json");
  private static final Pattern QUOTES_THE_FILE = Pattern.compile("alias|tag|anchor");

  private final Environment environment;
  private final Problems problems;
  private final @Nullable Path file;
  private final Map<String, Object> clouds;
  private final Map<String, Integer> lines = new LinkedHashMap<>();
  private final Map<String, Object> profiles;

  CloudsYaml(Environment environment, Problems problems) {
    this.environment = environment;
    this.problems = problems;
    this.file = find("clouds", environment.variable("OS_CLIENT_CONFIG_FILE"), null);
    Path secure = find("secure", environment.variable("OS_CLIENT_SECURE_FILE"), file);
    Path shared = find("clouds-public", null, file);
    Map<String, Object> merged = new LinkedHashMap<>();
    if (file != null) {
      merged.putAll(section(file, "clouds", true));
    }
    if (secure != null) {
      merged = merge(merged, section(secure, "clouds", false));
    }
    this.clouds = merged;
    this.profiles = shared == null ? Map.of() : section(shared, "public-clouds", false);
  }

  /** The clouds.yaml that was found, null for none. */
  @Nullable Path file() {
    return file;
  }

  Set<String> names() {
    return clouds.keySet();
  }

  String origin(String entry) {
    Integer line = lines.get(entry);
    return (file == null ? "clouds.yaml" : file.toString()) + (line == null ? "" : ":" + line);
  }

  String searched() {
    List<String> places = new ArrayList<>();
    String named = environment.variable("OS_CLIENT_CONFIG_FILE");
    if (named != null) {
      places.add("OS_CLIENT_CONFIG_FILE (" + named + " does not exist)");
    }
    places.add("the working folder");
    places.add("~/.config/openstack");
    places.add("/etc/openstack");
    return String.join(", ", places);
  }

  /** An entry over its profile, keys with underscores; null when it is not a block. */
  @Nullable Map<String, Object> entry(String name) {
    if (!(clouds.get(name) instanceof Map<?, ?> raw)) {
      problems.add(
          origin(name),
          "cloud entry \"" + name + "\" is not a block",
          "Indent auth_url and the rest below it, under auth:");
      return null;
    }
    Map<String, Object> entry = normalized(raw);
    Object profile = entry.getOrDefault("profile", entry.get("cloud"));
    if (profile == null) {
      return entry;
    }
    Map<String, Object> merged = new LinkedHashMap<>();
    if (profiles.get(String.valueOf(profile)) instanceof Map<?, ?> shared) {
      merged.putAll(normalized(shared));
    }
    return over(merged, entry);
  }

  /** Like openstacksdk's {@code _auth_update}: replaces values, but merges {@code auth}. */
  static Map<String, Object> over(Map<String, Object> below, Map<String, Object> above) {
    Map<String, Object> result = new LinkedHashMap<>(below);
    above.forEach(
        (key, value) -> {
          if (key.equals("auth")
              && value instanceof Map<?, ?> auth
              && result.get("auth") instanceof Map<?, ?> old) {
            Map<String, Object> both = normalized(old);
            both.putAll(normalized(auth));
            result.put("auth", both);
          } else {
            result.put(key, value);
          }
        });
    return result;
  }

  /** Keys as texts with underscores for dashes, at every level. */
  static Map<String, Object> normalized(Map<?, ?> raw) {
    Map<String, Object> result = new LinkedHashMap<>();
    raw.forEach(
        (key, value) -> {
          if (value != null) {
            Object kept = value instanceof Map<?, ?> inner ? normalized(inner) : value;
            result.put(String.valueOf(key).replace('-', '_'), kept);
          }
        });
    return result;
  }

  private static Map<String, Object> merge(Map<String, Object> below, Map<?, ?> above) {
    Map<String, Object> result = new LinkedHashMap<>(below);
    above.forEach(
        (key, value) -> {
          String name = String.valueOf(key);
          if (value instanceof Map<?, ?> inner && result.get(name) instanceof Map<?, ?> old) {
            Map<String, Object> copy = new LinkedHashMap<>();
            old.forEach((k, v) -> copy.put(String.valueOf(k), v));
            result.put(name, merge(copy, inner));
          } else if (value != null) {
            result.put(name, value);
          }
        });
    return result;
  }

  /**
   * @param beside searched last; openstacksdk does not, but a secure.yaml there is intended
   */
  private @Nullable Path find(String name, @Nullable String override, @Nullable Path beside) {
    List<Path> places = new ArrayList<>();
    if (override != null) {
      places.add(environment.path(override));
    }
    List<Path> folders = new ArrayList<>(List.of(environment.workingFolder()));
    String xdg = environment.variable("XDG_CONFIG_HOME");
    if (xdg != null) {
      folders.add(Path.of(xdg).resolve("openstack"));
    }
    folders.add(environment.home().resolve(".config/openstack"));
    folders.add(Path.of("/etc/openstack"));
    if (beside != null && beside.getParent() != null) {
      folders.add(beside.getParent());
    }
    for (Path folder : folders) {
      SUFFIXES.forEach(suffix -> places.add(folder.resolve(name + suffix)));
    }
    return places.stream().filter(Files::isRegularFile).findFirst().orElse(null);
  }

  private Map<String, Object> section(Path path, String section, boolean rememberLines) {
    try {
      String text = Files.readString(path, StandardCharsets.UTF_8);
      if (path.toString().endsWith(".json")) {
        // YAML accepts JSON except tabs, which JSON has only between values.
        text = text.replace('\t', ' ');
      }
      Yaml yaml = new Yaml(new UnquotedConstructor(path));
      Object document = yaml.load(text);
      if (document instanceof Map<?, ?> map && map.get(section) instanceof Map<?, ?> entries) {
        if (rememberLines) {
          rememberLines(yaml.compose(new StringReader(text)), section);
        }
        Map<String, Object> result = new LinkedHashMap<>();
        entries.forEach((key, value) -> result.put(String.valueOf(key), value));
        return result;
      }
      problems.add(
          path.toString(),
          "there is no block \"" + section + "\" at the top",
          "Begin the file with " + section + ": and indent the entries below it");
    } catch (MarkedYAMLException e) {
      int line = e.getProblemMark() == null ? 0 : e.getProblemMark().getLine() + 1;
      problems.add(
          path + (line == 0 ? "" : ":" + line),
          "this is not valid YAML: " + message(e),
          mendYaml());
    } catch (YAMLException e) {
      problems.add(path.toString(), "this is not valid YAML", mendYaml());
    } catch (IOException e) {
      problems.add(
          path.toString(),
          "the file cannot be read",
          "Give the user that runs snapclone the right to read it, as UTF-8 text");
    }
    return Map.of();
  }

  private static String mendYaml() {
    return "Indent with spaces, write key: value, and put quotes around values with special"
        + " characters";
  }

  /** The parser's message, unless it would quote a value, which may be a password. */
  private static String message(MarkedYAMLException e) {
    String problem = e.getProblem();
    return problem == null || QUOTES_THE_FILE.matcher(problem).find()
        ? "a value begins with a special character"
        : problem;
  }

  private void rememberLines(@Nullable Node root, String section) {
    if (!(root instanceof MappingNode top)) {
      return;
    }
    for (NodeTuple tuple : top.getValue()) {
      if (tuple.getKeyNode() instanceof ScalarNode key
          && key.getValue().equals(section)
          && tuple.getValueNode() instanceof MappingNode entries) {
        for (NodeTuple entry : entries.getValue()) {
          if (entry.getKeyNode() instanceof ScalarNode name) {
            lines.put(name.getValue(), name.getStartMark().getLine() + 1);
          }
        }
      }
    }
  }
}
