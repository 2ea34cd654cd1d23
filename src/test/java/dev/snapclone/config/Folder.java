package dev.snapclone.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A working folder with files and environment variables; paths in problems are relative to it. */
final class Folder {
  static final String TOKEN = "MTE.secret-bot-token.x";
  static final String PASSWORD = "correct-horse-battery";

  private final Path root;
  private final Map<String, String> variables = new HashMap<>();

  Folder(Path root) {
    this.root = root;
  }

  Folder file(String name, String content) {
    try {
      Path file = root.resolve(name);
      Files.createDirectories(file.getParent());
      Files.writeString(file, content, StandardCharsets.UTF_8);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Folder variable(String name, String value) {
    variables.put(name, value);
    return this;
  }

  /** A valid configuration, which a test changes. */
  Folder usable() {
    return file(
            "clouds.yaml",
            """
            clouds:
              demo:
                region_name: sto1
                auth:
                  auth_url: https://cloud.example:5000/v3
                  username: bot
                  password: %s
                  project_name: demo
            """
                .formatted(PASSWORD))
        .variable("DISCORD_TOKEN", TOKEN)
        .variable("DISCORD_GUILDS", "41771983423143937")
        .variable("OS_CLOUD", "demo");
  }

  Path root() {
    return root;
  }

  SettingsReader reader() {
    return new SettingsReader(new Environment(variables, root, root.resolve("home"), null));
  }

  Settings read() {
    return reader().read(null, SettingsReader.Purpose.BOT);
  }

  /** All problems, as people see them. */
  List<String> problems() {
    try {
      Settings settings = read();
      throw new AssertionError("no problem was found in " + settings);
    } catch (ConfigException e) {
      return e.problems().stream().map(p -> p.toString().replace(root + "/", "")).toList();
    }
  }
}
