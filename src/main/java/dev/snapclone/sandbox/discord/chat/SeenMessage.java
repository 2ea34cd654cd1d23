package dev.snapclone.sandbox.discord.chat;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A message as people see it at one moment.
 *
 * @param pinged the names of the people that the message pinged
 * @param edits how often it was edited
 * @param onlyFor the name of the only person who sees it; null for everybody
 * @param loading whether it is a deferred answer that still shows "thinking"
 * @param replyTo the id of the message to which it replies
 */
public record SeenMessage(
    String id,
    String author,
    boolean fromBot,
    Shown shown,
    Set<String> pinged,
    int edits,
    @Nullable String onlyFor,
    boolean loading,
    @Nullable String replyTo,
    Instant at) {

  /**
   * What there is to see.
   *
   * @param content the text, text displays of components v2 included
   * @param pictures what is shown of each picture: its description, or the name of its file
   * @param files the names of the attached files
   */
  public record Shown(
      String content,
      List<SeenEmbed> embeds,
      List<Control> controls,
      List<String> pictures,
      List<String> files) {}

  /** Whether only one person sees it. */
  public boolean ephemeral() {
    return onlyFor != null;
  }

  /** Returns everything that can be read in the message, line by line, labels included. */
  public String text() {
    Stream<String> above =
        Stream.concat(Stream.of(shown.content()), shown.embeds().stream().map(SeenEmbed::text));
    Stream<String> below =
        Stream.concat(shown.controls().stream().map(Control::text), shown.files().stream());
    return Stream.concat(above, below)
        .filter(line -> !line.isBlank())
        .collect(Collectors.joining("\n"));
  }

  /** Returns the labels of the enabled buttons, in order. */
  public List<String> buttons() {
    return shown.controls().stream()
        .filter(c -> c.kind() == Control.Kind.BUTTON && !c.disabled())
        .map(Control::label)
        .toList();
  }
}
