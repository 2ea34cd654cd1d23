package dev.snapclone.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides which clouds there are, and reads each: the block {@code clouds}, else OS_CLOUD, else the
 * OS_* variables.
 *
 * <p>OS_* variables override a single entry named in OS_CLOUD, as with the {@code openstack}
 * command. They do not change entries named in the block, or several in OS_CLOUD (openstacksdk's
 * rule).
 */
final class CloudsReader {
  /** Prefixes of variables that describe a cloud; others choose or locate one, or are not ours. */
  private static final List<String> DESCRIBING =
      List.of(
          "OS_AUTH",
          "OS_USER",
          "OS_PASSWORD",
          "OS_PROJECT",
          "OS_TENANT",
          "OS_TOKEN",
          "OS_APPLICATION_CREDENTIAL");

  private final Environment environment;
  private final Problems problems;

  CloudsReader(Environment environment, Problems problems) {
    this.environment = environment;
    this.problems = problems;
  }

  /**
   * A cloud to read.
   *
   * @param name the bot's name
   * @param entry in clouds.yaml
   * @param region null for the entry's
   * @param origin where it was configured
   * @param overlaid whether OS_* variables override the entry
   */
  private record Wanted(
      String name, String entry, @Nullable String region, String origin, boolean overlaid) {}

  List<CloudSettings> read(Config config) {
    int before = problems.count();
    List<Wanted> wanted = wanted(config);
    if (wanted.isEmpty()) {
      if (problems.count() == before) {
        reportNoCloud();
      }
      return List.of();
    }
    checkNames(wanted);
    String own = ownEntryName();
    CloudsYaml yaml =
        wanted.stream().allMatch(w -> w.entry.equals(own) && !variables().isEmpty())
            ? null
            : new CloudsYaml(environment, problems);
    boolean fileUsable = problems.count() == before;
    List<CloudSettings> clouds = new ArrayList<>();
    for (Wanted cloud : wanted) {
      CloudSettings settings =
          cloud.entry.equals(own) && !variables().isEmpty()
              ? fromVariables(cloud)
              : yaml == null ? null : fromEntry(cloud, yaml, fileUsable);
      if (settings != null) {
        clouds.add(settings);
      }
    }
    return clouds;
  }

  private void checkNames(List<Wanted> wanted) {
    Set<String> names = new HashSet<>();
    for (Wanted cloud : wanted) {
      if (cloud.name.isBlank() || cloud.name.length() > 100) {
        problems.add(
            cloud.origin,
            "the cloud name \"" + cloud.name + "\" must have 1 to 100 characters",
            "People type it in Discord: give it a short one");
      }
      if (!names.add(cloud.name)) {
        problems.add(
            cloud.origin,
            "the cloud \"" + cloud.name + "\" is named twice",
            "Name each cloud once");
      }
    }
  }

  private void reportNoCloud() {
    CloudsYaml yaml = new CloudsYaml(environment, problems);
    problems.add(
        "configuration",
        "no cloud is named",
        yaml.file() == null || yaml.names().isEmpty()
            ? "Set the OS_* variables, or write a clouds.yaml and name its entries in OS_CLOUD or"
                + " in the block clouds { name = entry }"
            : "Set OS_CLOUD, or write clouds { name = entry }; "
                + yaml.file()
                + " has "
                + String.join(", ", yaml.names()));
  }

  private String ownEntryName() {
    return Objects.requireNonNullElse(environment.variable("OS_CLOUD_NAME"), "envvars");
  }

  private List<Wanted> wanted(Config config) {
    ConfigValue block = config.hasPath("clouds") ? config.getValue("clouds") : null;
    if (block instanceof ConfigObject object && !object.isEmpty()) {
      return fromBlock(object);
    }
    if (block instanceof ConfigList list && !list.isEmpty()) {
      return fromList(list);
    }
    if (block != null
        && block.valueType() != ConfigValueType.OBJECT
        && block.valueType() != ConfigValueType.LIST) {
      problems.add(
          HoconFile.origin(block.origin()),
          "clouds must be a block in braces",
          "Write clouds { " + block.unwrapped() + " = " + block.unwrapped() + " }");
      return List.of();
    }
    String chosen = environment.variable("OS_CLOUD");
    if (chosen != null) {
      List<String> entries =
          Arrays.stream(chosen.split(",", -1))
              .map(String::strip)
              .filter(e -> !e.isEmpty())
              .toList();
      return entries.stream()
          .map(e -> new Wanted(e, e, null, "environment variable OS_CLOUD", entries.size() == 1))
          .toList();
    }
    return variables().isEmpty()
        ? List.of()
        : List.of(
            new Wanted(ownEntryName(), ownEntryName(), null, "environment variables OS_*", false));
  }

  private List<Wanted> fromList(ConfigList list) {
    List<Wanted> wanted = new ArrayList<>();
    for (ConfigValue item : list) {
      String origin = HoconFile.origin(item.origin());
      if (item.unwrapped() instanceof String entry) {
        wanted.add(new Wanted(entry, entry, null, origin, false));
      } else {
        problems.add(origin, "clouds must hold names of entries", "Write clouds = [one, two]");
      }
    }
    return wanted;
  }

  private List<Wanted> fromBlock(ConfigObject block) {
    List<Wanted> wanted = new ArrayList<>();
    block.entrySet().stream()
        .sorted(
            Comparator.comparingInt(
                    (Map.Entry<String, ConfigValue> e) -> e.getValue().origin().lineNumber())
                .thenComparingInt(e -> column(e.getKey(), e.getValue().origin())))
        .forEach(
            e -> {
              String origin = HoconFile.origin(e.getValue().origin());
              Object value = e.getValue().unwrapped();
              if (value instanceof String entry && !entry.isBlank()) {
                wanted.add(new Wanted(e.getKey(), entry.strip(), null, origin, false));
              } else if (value instanceof Map<?, ?> map
                  && map.get("entry") instanceof String entry
                  && Set.of("entry", "region").containsAll(map.keySet())) {
                Object region = map.get("region");
                wanted.add(
                    new Wanted(
                        e.getKey(),
                        entry,
                        region == null ? null : String.valueOf(region),
                        origin,
                        false));
              } else {
                problems.add(
                    origin,
                    "clouds." + e.getKey() + " must name an entry of clouds.yaml",
                    "Write " + e.getKey() + " = entry, or { entry = …, region = … }");
              }
            });
    return wanted;
  }

  /** HOCON loses the order of keys on one line, and the first cloud is the default. */
  private static int column(String key, ConfigOrigin origin) {
    if (origin.filename() == null) {
      return 0;
    }
    try {
      List<String> lines = Files.readAllLines(Path.of(origin.filename()), StandardCharsets.UTF_8);
      return origin.lineNumber() <= lines.size()
          ? lines.get(origin.lineNumber() - 1).indexOf(key)
          : 0;
    } catch (IOException e) {
      // It was just read; failing now only loses the order of clouds on that line.
      return 0;
    }
  }

  private @Nullable CloudSettings fromEntry(Wanted cloud, CloudsYaml yaml, boolean fileUsable) {
    if (!yaml.names().contains(cloud.entry)) {
      if (fileUsable) {
        missing(cloud, yaml);
      }
      return null;
    }
    Map<String, Object> entry = yaml.entry(cloud.entry);
    if (entry == null) {
      return null;
    }
    return new CloudEntry(
            environment,
            problems,
            yaml.origin(cloud.entry),
            "cloud entry \"" + cloud.entry + "\"",
            cloud.overlaid ? variables() : Map.of())
        .settings(
            cloud.name,
            entry,
            cloud.region,
            e -> new LoginReader(e).login(),
            e -> new EndpointOverrides(e).read());
  }

  private void missing(Wanted cloud, CloudsYaml yaml) {
    if (yaml.file() == null) {
      problems.add(
          cloud.origin,
          "there is no clouds.yaml with the entry \""
              + cloud.entry
              + "\"; looked in "
              + yaml.searched(),
          "Put a clouds.yaml there, or name it in OS_CLIENT_CONFIG_FILE");
      return;
    }
    String has = "It has " + String.join(", ", yaml.names());
    problems.add(
        cloud.origin,
        yaml.file() + " has no entry \"" + cloud.entry + "\"",
        Nearest.to(cloud.entry, yaml.names())
            .map(n -> "Did you mean " + n + "? " + has)
            .orElse(has));
  }

  private @Nullable CloudSettings fromVariables(Wanted cloud) {
    return new CloudEntry(
            environment,
            problems,
            "environment variables OS_*",
            "the cloud of the OS_* variables",
            Map.of())
        .settings(
            cloud.name,
            new LinkedHashMap<>(variables()),
            cloud.region,
            e -> new LoginReader(e).login(),
            e -> new EndpointOverrides(e).read());
  }

  /** The OS_* variables as an entry; empty when none describes a cloud. */
  private Map<String, Object> variables() {
    Map<String, Object> entry = new LinkedHashMap<>();
    boolean any = false;
    for (String name : environment.variables().keySet()) {
      String value = environment.variable(name);
      if (name.startsWith("OS_") && value != null && !name.equals("OS_CLOUD")) {
        entry.put(name.substring(3).toLowerCase(Locale.ROOT), value);
        any |= DESCRIBING.stream().anyMatch(name::startsWith);
      }
    }
    return any ? entry : Map.of();
  }
}
