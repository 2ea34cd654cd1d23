package dev.snapclone.i18n;

import dev.snapclone.i18n.Text.Arg;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;

/** Writes texts where there is no markup: a terminal, a suggestion. No control characters. */
public final class PlainText {
  private static final int LONGEST = 500;

  private final Messages messages;
  private final Locale locale;

  public PlainText(Messages messages, Locale locale) {
    this.messages = messages;
    this.locale = locale;
  }

  /** The text with its arguments. */
  public String of(Text text) {
    return messages.render(locale, text, this::argument);
  }

  private String argument(Arg arg) {
    return switch (arg.kind()) {
      case NAME, QUOTE -> harmless(arg.value());
      case CODE, PLAIN, NUMBER, PERSON -> arg.value();
      case GIGABYTES -> arg.value() + " GB";
      case BYTES -> bytes(Long.parseLong(arg.value()));
      case TIME, DATE, CLOCK, DAY -> Instant.ofEpochSecond(Long.parseLong(arg.value())).toString();
      case DURATION -> duration(Duration.ofSeconds(Long.parseLong(arg.value())));
      case TEXT, LINK -> of(Objects.requireNonNull(arg.text()));
    };
  }

  /** Names may contain terminal sequences; replaces control and format characters. */
  private static String harmless(String name) {
    String clean = name.replaceAll("[\\p{Cc}\\p{Cf}]", "?");
    return clean.length() <= LONGEST ? clean : clean.substring(0, LONGEST) + "…";
  }

  private String bytes(long bytes) {
    long mebi = 1024L * 1024;
    return bytes >= 1024 * mebi
        ? String.format(locale, "%.1f GB", bytes / (double) (1024 * mebi))
        : String.format(locale, "%.1f MB", bytes / (double) mebi);
  }

  private static String duration(Duration duration) {
    if (duration.toMinutes() == 0) {
      return duration.toSeconds() + " s";
    }
    return duration.toHours() == 0
        ? duration.toMinutes() + " min " + duration.toSecondsPart() + " s"
        : duration.toHours() + " h " + duration.toMinutesPart() + " min";
  }
}
