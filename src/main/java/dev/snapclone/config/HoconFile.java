package dev.snapclone.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException.UnresolvedSubstitution;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigResolveOptions;
import com.typesafe.config.ConfigResolver;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds and parses the configuration file, and reference.conf. */
final class HoconFile {
  private static final Pattern RESERVED = Pattern.compile("Reserved character '(.)'");
  private static final Pattern LINE = Pattern.compile("^(?:.*?: )?(\\d+): ");

  private final Environment environment;
  private final Problems problems;

  HoconFile(Environment environment, Problems problems) {
    this.environment = environment;
    this.problems = problems;
  }

  /** The built-in defaults. */
  static Config reference() {
    try (InputStream in = HoconFile.class.getResourceAsStream("/reference.conf")) {
      if (in == null) {
        throw new IllegalStateException("reference.conf is not on the class path");
      }
      try (Reader reader = new InputStreamReader(in, StandardCharsets.UTF_8)) {
        return ConfigFactory.parseReader(
            reader, ConfigParseOptions.defaults().setOriginDescription("reference.conf"));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("reference.conf", e);
    }
  }

  /**
   * The file to read: the named one, or the first that exists.
   *
   * @return null for none, which is fine: the environment may hold everything
   */
  @Nullable Path locate(@Nullable Path named) {
    String origin = "--config";
    Path file = named == null ? null : environment.path(named.toString());
    String variable = environment.variable("SNAPCLONE_CONFIG");
    if (file == null && variable != null) {
      origin = "environment variable SNAPCLONE_CONFIG";
      file = environment.path(variable);
    }
    if (file != null) {
      if (!Files.isRegularFile(file)) {
        problems.add(
            origin,
            file + (Files.exists(file) ? " is not a file" : " does not exist"),
            "Name a file that does; conf/snapclone.conf is one to start from");
        return null;
      }
      return file;
    }
    List<Path> places = new ArrayList<>();
    if (environment.programFolder() != null) {
      places.add(environment.programFolder().resolve("conf/snapclone.conf"));
    }
    places.add(environment.workingFolder().resolve("conf/snapclone.conf"));
    return places.stream().filter(Files::isRegularFile).findFirst().orElse(null);
  }

  /** The file's content with substitutions resolved; empty when it cannot be read. */
  Config parse(@Nullable Path file) {
    if (file == null) {
      return ConfigFactory.empty();
    }
    if (!Files.isReadable(file)) {
      problems.add(
          file.toString(),
          "the file cannot be read",
          "Give the user that runs snapclone the right to read it");
      return ConfigFactory.empty();
    }
    try {
      return ConfigFactory.parseFile(
              file.toFile(), ConfigParseOptions.defaults().setAllowMissing(false))
          .resolve(
              ConfigResolveOptions.defaults()
                  .setUseSystemEnvironment(false)
                  .appendResolver(new FromEnvironment(environment)));
    } catch (UnresolvedSubstitution e) {
      problems.add(
          place(file, e.origin(), e.getMessage()),
          "a ${…} names a value that is neither in the file nor in the environment",
          "Set it, or write ${?…} when it may be missing");
    } catch (com.typesafe.config.ConfigException e) {
      problems.add(place(file, e.origin(), e.getMessage()), "this is not valid HOCON", fix(e));
    }
    return ConfigFactory.empty();
  }

  /** Shows only harmless parser messages; others quote the file, which may hold secrets. */
  private static String fix(com.typesafe.config.ConfigException e) {
    String message = String.valueOf(e.getMessage());
    Matcher reserved = RESERVED.matcher(message);
    if (reserved.find()) {
      return "Put double quotes around a value that contains " + reserved.group(1);
    }
    if (message.contains("end of file")) {
      return "A closing brace or bracket is missing at the end, or an opening one is too much";
    }
    if (message.contains("newline")) {
      return "Close the double quotes on the line where they open";
    }
    if (e instanceof com.typesafe.config.ConfigException.IO) {
      return "Check that every file that it includes is there and may be read";
    }
    return "Look at this line and the one before: a brace, a bracket, an equals sign, a comma or"
        + " double quotes around a value";
  }

  private static String place(Path file, @Nullable ConfigOrigin origin, @Nullable String message) {
    if (origin != null && origin.lineNumber() > 0) {
      return file + ":" + origin.lineNumber();
    }
    Matcher line = LINE.matcher(message == null ? "" : message);
    return line.find() ? file + ":" + line.group(1) : file.toString();
  }

  /** Where a value is: {@code file:line}, or the environment variable. */
  static String origin(ConfigOrigin origin) {
    if (origin.filename() != null && origin.lineNumber() > 0) {
      return origin.filename() + ":" + origin.lineNumber();
    }
    return origin.description();
  }

  /** Resolves {@code ${NAME}} to an environment variable. */
  private record FromEnvironment(Environment environment) implements ConfigResolver {
    @Override
    public @Nullable ConfigValue lookup(String path) {
      String value = environment.variable(path);
      return value == null
          ? null
          : ConfigValueFactory.fromAnyRef(value, "environment variable " + path);
    }

    @Override
    public ConfigResolver withFallback(ConfigResolver fallback) {
      return this;
    }
  }
}
