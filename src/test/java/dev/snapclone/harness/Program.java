package dev.snapclone.harness;

import dev.snapclone.Main;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * The command line of the program: the packaged jar if the system property {@link #JAR} names one,
 * else the compiled classes in a jar, since the JVM only archives classes of jars.
 */
final class Program {
  static final String JAR = "snapclone.harness.jar";

  private static final List<String> CHEAP =
      List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx256m");

  private final List<String> what;
  private final Path archive;

  private Program(List<String> what, Path archive) {
    this.what = what;
    this.archive = archive;
  }

  /**
   * Finds the program.
   *
   * @param folder for the packed classes and the archive
   */
  static Program in(Path folder) throws IOException {
    Files.createDirectories(folder);
    Path archive = folder.resolve("classes.jsa");
    Files.deleteIfExists(archive);
    String jar = System.getProperty(JAR, "");
    if (!jar.isEmpty()) {
      Path packaged = Path.of(jar).toAbsolutePath();
      if (!Files.isRegularFile(packaged)) {
        throw new IOException("there is no " + packaged + ": package the program first");
      }
      return new Program(List.of("-jar", packaged.toString()), archive);
    }
    Path packed = pack(folder.resolve("program.jar"));
    List<String> path = new ArrayList<>(List.of(packed.toString()));
    libraries().map(Path::toString).forEach(path::add);
    return new Program(
        List.of("-cp", String.join(File.pathSeparator, path), Main.class.getName()), archive);
  }

  /** The command line of a process. */
  List<String> command(String... arguments) {
    List<String> flags =
        Files.exists(archive)
            ? List.of("-Xshare:auto", "-XX:SharedArchiveFile=" + archive, "-Xlog:disable")
            : List.of();
    return command(flags, arguments);
  }

  /** The command line of a process that archives its classes for the quick start of others. */
  List<String> archiving(String... arguments) {
    return command(
        List.of("-XX:ArchiveClassesAtExit=" + archive, "-Xlog:disable", "-Xlog:cds=off"),
        arguments);
  }

  /** The command line of a main class of the tests, on their class path. */
  static List<String> ofTests(Class<?> main, String... arguments) {
    List<String> command = java();
    command.addAll(
        List.of(
            "-cp",
            classPath().map(Path::toString).collect(Collectors.joining(File.pathSeparator)),
            main.getName()));
    command.addAll(Arrays.asList(arguments));
    return command;
  }

  private static List<String> java() {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(CHEAP);
    return command;
  }

  private List<String> command(List<String> flags, String... arguments) {
    List<String> command = java();
    command.addAll(flags);
    command.addAll(what);
    command.addAll(Arrays.asList(arguments));
    return command;
  }

  private static Path pack(Path jar) throws IOException {
    Path classes = codeOf(Main.class);
    if (Files.isRegularFile(classes)) {
      return classes;
    }
    try (OutputStream out = Files.newOutputStream(jar);
        ZipOutputStream zip = new ZipOutputStream(out);
        Stream<Path> files = Files.walk(classes)) {
      for (Path file : files.filter(f -> !f.equals(classes)).sorted().toList()) {
        boolean folder = Files.isDirectory(file);
        // Includes folders: without their entries, the files in them are not found, for example
        // migrations.
        String name = classes.relativize(file).toString().replace(File.separatorChar, '/');
        zip.putNextEntry(new ZipEntry(folder ? name + "/" : name));
        if (!folder) {
          Files.copy(file, zip);
        }
        zip.closeEntry();
      }
    }
    return jar;
  }

  private static Path codeOf(Class<?> type) throws IOException {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IOException(e);
    }
  }

  private static Stream<Path> libraries() {
    return classPath().filter(p -> p.toString().endsWith(".jar")).filter(Files::isRegularFile);
  }

  /** The class path of the tests. */
  private static Stream<Path> classPath() {
    String booter = System.getProperty("surefire.test.class.path", "");
    Stream<String> all =
        Main.class.getClassLoader() instanceof URLClassLoader loader
            ? Arrays.stream(loader.getURLs()).map(URL::getPath)
            : Arrays.stream(
                (booter.isEmpty() ? System.getProperty("java.class.path") : booter)
                    .split(File.pathSeparator));
    return all.map(entry -> Path.of(entry).toAbsolutePath());
  }
}
