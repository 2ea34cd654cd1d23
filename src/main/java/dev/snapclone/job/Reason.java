package dev.snapclone.job;

import dev.snapclone.access.NamePattern;
import dev.snapclone.i18n.Text;
import dev.snapclone.i18n.Text.Arg;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Why somebody asks for a job, in their words. Survives JSON.
 *
 * @param text untrusted
 * @param link the address of the ticket that it names, null for none
 */
public record Reason(String text, @Nullable String link) {
  /** The most characters that a reason may have. */
  public static final int LONGEST = 200;

  public Reason {
    Objects.requireNonNull(text, "text");
  }

  /** What was given as a reason; null when there is nothing to see in it. */
  public static @Nullable Reason of(@Nullable String given) {
    return given == null || !NamePattern.hasVisibleText(given)
        ? null
        : new Reason(given.strip(), null);
  }

  /** The same, naming a ticket. */
  public Reason at(@Nullable String ticket) {
    return new Reason(text, ticket);
  }

  /** The reason within a text, as a link where it names a ticket. */
  public Arg shown() {
    Arg words = Arg.quote(text);
    return link == null ? words : Arg.link(Text.of("common.words", words), link);
  }
}
