package dev.snapclone.config;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What surrounds the process, so that tests can say it.
 *
 * @param variables environment variables
 * @param workingFolder what relative paths start from
 * @param home the user's home folder
 * @param programFolder the folder of the jar; null when not run from a jar
 */
public record Environment(
    Map<String, String> variables, Path workingFolder, Path home, @Nullable Path programFolder) {
  public Environment {
    variables = Map.copyOf(variables);
  }

  /** This process's own. */
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
      // Run from something that is no file: there is no folder beside it.
      return null;
    }
  }

  /** A variable, null when it is unset or blank: an empty one counts as unset. */
  @Nullable String variable(String name) {
    String value = variables.get(name);
    return value == null || value.isBlank() ? null : value.strip();
  }

  /** A path of the configuration: {@code ~} is the home folder. */
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
