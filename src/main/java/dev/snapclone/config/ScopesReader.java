package dev.snapclone.config;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import dev.snapclone.access.Scopes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads settings that differ by guild, channel or cloud. */
final class ScopesReader {
  static final String GUILDS = "access.per-guild";
  static final String CHANNELS = "access.per-channel";
  static final String CLOUDS = "access.per-cloud";

  private final Values values;
  private final Problems problems;
  private final List<String> guilds;
  private final List<String> clouds;

  /**
   * @param clouds the configured clouds' names; empty when they could not be read
   */
  ScopesReader(Values values, Problems problems, List<String> guilds, List<String> clouds) {
    this.values = values;
    this.problems = problems;
    this.guilds = guilds;
    this.clouds = clouds;
  }

  Scopes read() {
    return new Scopes(
        each(GUILDS, guilds, "is not in discord.guilds", this::guild),
        each(CHANNELS, List.of(), "", this::channel),
        each(CLOUDS, clouds, "is no configured cloud", ScopesReader::roles),
        clouds);
  }

  private <T> Map<String, T> each(
      String key, List<String> allowed, String otherwise, Function<Block, T> read) {
    Map<String, T> all = new LinkedHashMap<>();
    if (!(values.value(key) instanceof ConfigObject object)) {
      values.wrong(key, "must be a block in braces", "Write " + key + " { … }");
      return all;
    }
    for (Map.Entry<String, ConfigValue> entry : object.entrySet()) {
      String name = entry.getKey().startsWith("#") ? entry.getKey().substring(1) : entry.getKey();
      String path = key + "." + name;
      if (!allowed.isEmpty() && !allowed.contains(name)) {
        problems.add(
            HoconFile.origin(entry.getValue().origin()),
            path + ": " + name + " " + otherwise,
            "There is " + String.join(", ", allowed));
      }
      Block.at(path, entry.getValue(), problems)
          .ifPresent(
              block -> {
                all.put(name, read.apply(block));
                block.reportUnknown();
              });
    }
    return all;
  }

  private Scopes.Guild guild(Block block) {
    List<String> only = block.texts("clouds");
    if (only != null) {
      only.forEach(cloud -> known(block, "clouds", cloud));
    }
    return new Scopes.Guild(roles(block), only);
  }

  private Scopes.Channel channel(Block block) {
    String cloud = block.text("cloud");
    if (cloud != null) {
      known(block, "cloud", cloud);
    }
    return new Scopes.Channel(roles(block), cloud);
  }

  private void known(Block block, String key, @Nullable String cloud) {
    if (!clouds.isEmpty() && !clouds.contains(cloud)) {
      block.wrong(
          key,
          "names \"" + cloud + "\", which is no configured cloud",
          "There is " + String.join(", ", clouds));
    }
  }

  private static Scopes.Roles roles(Block block) {
    return block
        .block("roles")
        .map(
            roles -> {
              Scopes.Roles read =
                  new Scopes.Roles(
                      roles.names("operator"), roles.names("approver"), roles.names("admin"));
              roles.reportUnknown();
              return read;
            })
        .orElse(Scopes.Roles.SILENT);
  }
}
