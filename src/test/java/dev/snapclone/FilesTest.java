package dev.snapclone;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * How the files of one package refer to each other. Read from the source, since the compiler leaves
 * no trace of a constant that another file uses; and from the classes, since the source does not
 * show what stands behind a qualified name or a call.
 */
class FilesTest {
  private static final Path SOURCE = Path.of("src/main/java");
  private static final Path TESTS = Path.of("src/test/java");
  private static final Pattern NO_CODE =
      Pattern.compile(
          "\"\"\".*?\"\"\"|\"(?:\\\\.|[^\"\\\\\\n])*\"|'(?:\\\\.|[^'\\\\])+'|//[^\\n]*|/\\*.*?\\*/",
          Pattern.DOTALL);
  private static final Pattern NAME = Pattern.compile("(?<![\\w.$])[A-Z]\\w*");
  private static final Pattern TYPE =
      Pattern.compile("\\b(?:class|interface|record|enum)\\s+([A-Z]\\w*)");

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.snapclone");

  @Test
  void noFilesOfOnePackageReferToEachOtherInARing() throws IOException {
    Set<String> rings = new TreeSet<>();
    for (List<Path> folder : byFolder(SOURCE).values()) {
      Map<String, Set<String>> uses = uses(folder);
      for (String file : uses.keySet()) {
        Set<String> ring = reachable(file, uses);
        ring.removeIf(other -> !reachable(other, uses).contains(file));
        if (!ring.isEmpty()) {
          rings.add(folder.get(0).getParent() + " " + new TreeSet<>(ring));
        }
      }
    }
    assertEquals(Set.of(), rings);
  }

  @Test
  void noTwoClassesHaveTheSameName() throws IOException {
    List<String> names =
        Stream.of(byFolder(SOURCE), byFolder(TESTS))
            .flatMap(folders -> folders.values().stream())
            .flatMap(List::stream)
            .map(FilesTest::name)
            .toList();
    Set<String> once = new HashSet<>();
    assertEquals(
        Set.of(), names.stream().filter(name -> !once.add(name)).collect(Collectors.toSet()));
  }

  /** What each file names of the others, except what it calls by that name itself. */
  private static Map<String, Set<String>> uses(List<Path> folder) throws IOException {
    Set<String> all = folder.stream().map(FilesTest::name).collect(Collectors.toSet());
    Map<String, Set<String>> uses = new HashMap<>();
    for (Path file : folder) {
      String code = NO_CODE.matcher(Files.readString(file)).replaceAll(" ");
      Set<String> used = found(NAME, 0, code);
      used.retainAll(all);
      used.removeAll(found(TYPE, 1, code));
      uses.put(name(file), used);
    }
    String folderName = folder.get(0).getParent().toString().replace('/', '.');
    CLASSES.stream()
        .filter(type -> folderName.endsWith("." + type.getPackageName()))
        .filter(type -> uses.containsKey(file(type)))
        .forEach(type -> uses.get(file(type)).addAll(uses(type)));
    return uses;
  }

  private static Set<String> uses(JavaClass type) {
    return type.getDirectDependenciesFromSelf().stream()
        .map(Dependency::getTargetClass)
        .filter(other -> other.getPackageName().equals(type.getPackageName()))
        .map(FilesTest::file)
        .filter(other -> !other.equals(file(type)))
        .collect(Collectors.toSet());
  }

  /** The file of a class, of a nested one too. */
  private static String file(JavaClass type) {
    String name = type.getBaseComponentType().getName();
    return name.substring(name.lastIndexOf('.') + 1).replaceFirst("\\$.*", "");
  }

  private static Set<String> found(Pattern pattern, int group, String code) {
    Set<String> found = new HashSet<>();
    Matcher matcher = pattern.matcher(code);
    while (matcher.find()) {
      found.add(matcher.group(group));
    }
    return found;
  }

  private static Set<String> reachable(String from, Map<String, Set<String>> uses) {
    Set<String> reached = new HashSet<>();
    List<String> open = new ArrayList<>(List.of(from));
    while (!open.isEmpty()) {
      for (String next : uses.getOrDefault(open.remove(open.size() - 1), Set.of())) {
        if (reached.add(next)) {
          open.add(next);
        }
      }
    }
    return reached;
  }

  private static Map<Path, List<Path>> byFolder(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .filter(file -> !file.endsWith("package-info.java"))
          .collect(Collectors.groupingBy(Path::getParent, TreeMap::new, Collectors.toList()));
    }
  }

  private static String name(Path file) {
    return file.getFileName().toString().replace(".java", "");
  }
}
