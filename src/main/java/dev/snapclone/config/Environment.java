package dev.snapclone.config;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The process's environment, replaceable in tests.
 *
 * @param workingFolder where relative paths start
 * @param programFolder the folder of the jar; null when not run from a jar
 */
public record Environment(
    Map<String, String> variables, Path workingFolder, Path home, @Nullable Path programFolder) {
  public Environment {
    variables = Map.copyOf(variables);
  }

  public static Environment ofProcess() {
    return new Environment(
        System.getenv(),
        Path.of(""),
        Path.of(System.getProperty("user.home", ".")),
        folderOfJar(Environment.class.getProtectionDomain().getCodeSource()));
  }

  private static @Nullable Path folderOfJar(@Nullable CodeSource source) {
    if (source == null || source.getLocation() == null) {
      return null;
    }
    try {
      Path jar = Path.of(source.getLocation().toURI());
      return Files.isRegularFile(jar) ? jar.getParent() : null;
    } catch (URISyntaxException | IllegalArgumentException e) {
      // Not run from a file, so there is no folder beside it.
      return null;
    }
  }

  /** A variable; null when it is unset or blank. */
  @Nullable String variable(String name) {
    String value = variables.get(name);
    return value == null || value.isBlank() ? null : value.strip();
  }

  /** A path of the configuration, with {@code ~} as the home folder. */
  Path path(String path) {
    if (path.equals("~")) {
      return home;
    }
    if (path.startsWith("~/")) {
      return home.resolve(path.substring(2));
    }
    return workingFolder.resolve(path);
  }

  @Override
  public String toString() {
    // The variables hold secrets.
    return "Environment[workingFolder=" + workingFolder + "]";
  }
}
