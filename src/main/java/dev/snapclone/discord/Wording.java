package dev.snapclone.discord;

import dev.snapclone.i18n.Messages;
import dev.snapclone.i18n.Text;
import dev.snapclone.i18n.Text.Arg;
import java.text.NumberFormat;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns a {@link Text} into Discord's markdown, or into plain text for labels, footers and names of
 * threads. The only place that escapes arguments.
 */
final class Wording {
  /** People say 24 h, but 2 days; and 3 min 20 s, but 12 min. */
  private static final int HOURS_TO_COUNT = 48;

  private static final int MINUTES_WITH_SECONDS = 10;

  static final int NAME_MAX = 80;
  static final int QUOTE_MAX = 300;
  private static final Logger log = LoggerFactory.getLogger(Wording.class);

  private final Messages messages;
  private final @Nullable Locale cards;

  Wording(Messages messages) {
    this(messages, null);
  }

  private Wording(Messages messages, @Nullable Locale cards) {
    this.messages = Objects.requireNonNull(messages, "messages");
    this.cards = cards;
  }

  /** The same for somebody who sees cards in this language: texts name buttons as they see them. */
  Wording besideCards(Locale language) {
    return new Wording(messages, language);
  }

  static Locale locale(String tag) {
    return Messages.locale(tag);
  }

  String markdown(Locale locale, Text text) {
    String line = render(locale, text, arg -> markdown(locale, arg));
    String pattern = label(locale, text.key());
    boolean numbered = !pattern.isEmpty() && Character.isDigit(pattern.charAt(0));
    return numbered ? line : Markdown.noListItem(line);
  }

  String plain(Locale locale, Text text) {
    return render(locale, text, arg -> plain(locale, arg));
  }

  /** One of our texts without arguments; empty when the key is missing. */
  String label(Locale locale, String key) {
    return messages.has(key) ? messages.pattern(locale, key) : "";
  }

  boolean has(String key) {
    return messages.has(key);
  }

  private String render(Locale locale, Text text, Function<Arg, String> format) {
    try {
      return messages.render(locale, cards == null ? locale : cards, text, format);
    } catch (IllegalArgumentException e) {
      // A missing key is a bug, but part of an answer is better than none.
      log.error("cannot word a text: {}", e.getMessage());
      StringBuilder out = new StringBuilder(text.key());
      text.args().forEach(arg -> out.append(' ').append(format.apply(arg)));
      return out.toString();
    }
  }

  private String markdown(Locale locale, Arg arg) {
    return switch (arg.kind()) {
      case NAME -> escaped(arg.value(), NAME_MAX);
      case QUOTE -> escaped(arg.value(), QUOTE_MAX);
      case CODE -> Markdown.code(Markdown.cut(arg.value(), QUOTE_MAX));
      case TIME -> "<t:" + arg.value() + ":R>";
      // Both are short, in any language; together they are shorter than the one that has both.
      case DATE -> "<t:" + arg.value() + ":d> <t:" + arg.value() + ":t>";
      case CLOCK -> "<t:" + arg.value() + ":t>";
      case DAY -> "<t:" + arg.value() + ":d>";
      case PERSON -> person(arg.value());
      case TEXT -> markdown(locale, Objects.requireNonNull(arg.text()));
      case LINK -> Markdown.link(markdown(locale, Objects.requireNonNull(arg.text())), arg.value());
      default -> plain(locale, arg);
    };
  }

  private String plain(Locale locale, Arg arg) {
    return switch (arg.kind()) {
      case NAME -> Markdown.cut(Markdown.singleLine(arg.value()), NAME_MAX);
      case QUOTE -> Markdown.cut(Markdown.singleLine(arg.value()), QUOTE_MAX);
      case CODE, PERSON -> Markdown.singleLine(arg.value());
      case PLAIN -> arg.value();
      case NUMBER -> NumberFormat.getIntegerInstance(locale).format(Long.parseLong(arg.value()));
      case GIGABYTES ->
          NumberFormat.getIntegerInstance(locale).format(Long.parseLong(arg.value())) + " GB";
      case BYTES -> bytes(locale, Long.parseLong(arg.value()));
      case TIME, DATE, CLOCK, DAY -> instant(locale, Long.parseLong(arg.value()));
      case DURATION -> duration(locale, Long.parseLong(arg.value()));
      case TEXT, LINK -> plain(locale, Objects.requireNonNull(arg.text()));
    };
  }

  /** Day and minute as the language writes them, for places without timestamps. */
  private String instant(Locale locale, long epochSeconds) {
    return DateTimeFormatter.ofPattern(messages.pattern(locale, "discord.instant"), locale)
        .withZone(ZoneOffset.UTC)
        .format(Instant.ofEpochSecond(epochSeconds));
  }

  private static String escaped(String raw, int max) {
    return Markdown.escape(Markdown.cut(Markdown.singleLine(raw), max));
  }

  /** Notifies only when the message's allowed mentions include the person. */
  private static String person(String id) {
    boolean number = !id.isEmpty() && id.chars().allMatch(c -> c >= '0' && c <= '9');
    return number ? "<@" + id + ">" : escaped(id, NAME_MAX);
  }

  private static String bytes(Locale locale, long bytes) {
    if (bytes < 1024) {
      return bytes + " B";
    }
    double value = bytes;
    int unit = -1;
    while (value >= 1024 && unit < 4) {
      value /= 1024;
      unit++;
    }
    NumberFormat format = NumberFormat.getNumberInstance(locale);
    format.setMaximumFractionDigits(value < 10 ? 1 : 0);
    return format.format(value) + " " + "KMGTP".charAt(unit) + "B";
  }

  private String duration(Locale locale, long seconds) {
    long hours = seconds / 3600;
    long minutes = seconds / 60 % 60;
    if (hours >= HOURS_TO_COUNT) {
      return span(locale, "discord.duration.days", hours / 24, hours % 24);
    }
    if (hours > 0) {
      return span(locale, "discord.duration.hours", hours, minutes);
    }
    return minutes > 0
        ? span(
            locale,
            "discord.duration.minutes",
            minutes,
            minutes < MINUTES_WITH_SECONDS ? seconds % 60 : 0)
        : plain(locale, Text.of("discord.duration.seconds", Arg.number(Math.max(0, seconds))));
  }

  private String span(Locale locale, String key, long large, long small) {
    return small == 0
        ? plain(locale, Text.of(key, Arg.number(large)))
        : plain(locale, Text.of(key + "-and", Arg.number(large), Arg.number(small)));
  }
}
