package dev.snapclone.sandbox.discord.chat;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An embed as people see it; missing parts are empty.
 *
 * @param color 0xRRGGBB, 0 for none
 */
public record SeenEmbed(
    String author,
    String title,
    String url,
    String description,
    List<Field> fields,
    String footer,
    int color) {

  /** A field of an embed. */
  public record Field(String name, String value, boolean inline) {}

  /** Returns everything that can be read, line by line. */
  public String text() {
    Stream<String> table = fields.stream().map(f -> f.name() + ": " + f.value());
    return Stream.of(Stream.of(author, title, description), table, Stream.of(footer))
        .flatMap(lines -> lines)
        .filter(line -> !line.isBlank())
        .collect(Collectors.joining("\n"));
  }
}
