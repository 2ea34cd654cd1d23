package dev.snapclone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The README and the pages behind it. */
class DocumentsTest {
  private static final Path README = Path.of("README.md");
  private static final Path PAGES = Path.of("src/site/markdown");
  private static final Path SOURCE = Path.of("src/main/java/dev/snapclone");
  private static final Path TEXTS = Path.of("src/main/resources/dev/snapclone/i18n");
  private static final Pattern FILE = Pattern.compile("`([\\w/-]+\\.(?:java|properties))`");
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#\\s]+)(#[^)]*)?\\)");

  @Test
  void everyLinkLeadsToAFile() throws IOException {
    List<String> broken = new ArrayList<>();
    List<Path> pages = pages();
    pages.add(README);
    for (Path page : pages) {
      Matcher link = LINK.matcher(Files.readString(page));
      while (link.find()) {
        String to = link.group(1);
        if (!to.contains("://")
            && !Files.exists(page.toAbsolutePath().getParent().resolve(to).normalize())) {
          broken.add(page + " -> " + to);
        }
      }
    }
    assertEquals(List.of(), broken);
  }

  @Test
  void everyPageIsInTheReadmeAndInTheIndex() throws IOException {
    String readme = Files.readString(README);
    String index = Files.readString(PAGES.resolve("index.md"));
    for (Path page : pages()) {
      String name = page.getFileName().toString();
      if (!name.equals("index.md")) {
        assertTrue(readme.contains("(src/site/markdown/" + name + ")"), name);
        assertTrue(index.contains("(" + name + ")"), name);
      }
    }
  }

  @Test
  void filesThatShowHowToAddSomethingExist() throws IOException {
    List<String> missing = new ArrayList<>();
    Matcher named = FILE.matcher(Files.readString(PAGES.resolve("contributing.md")));
    while (named.find()) {
      String file = named.group(1);
      if (!Files.exists(SOURCE.resolve(file)) && !Files.exists(TEXTS.resolve(file))) {
        missing.add(file);
      }
    }
    assertEquals(List.of(), missing);
  }

  @Test
  void everyPackageIsARoomOfTheArchitecture() throws IOException {
    String rooms = Files.readString(PAGES.resolve("architecture.md"));
    try (Stream<Path> packages = Files.list(SOURCE)) {
      assertEquals(
          List.of(),
          packages
              .filter(Files::isDirectory)
              .map(folder -> "`" + folder.getFileName() + "`")
              .filter(room -> !rooms.contains(room))
              .toList());
    }
  }

  @Test
  void theReadmeIsReadInAFewMinutes() throws IOException {
    assertTrue(Files.size(README) <= 14 * 1024, () -> "README.md is longer than 14 KB");
  }

  private static List<Path> pages() throws IOException {
    try (Stream<Path> files = Files.list(PAGES)) {
      return new ArrayList<>(files.filter(file -> file.toString().endsWith(".md")).toList());
    }
  }
}
