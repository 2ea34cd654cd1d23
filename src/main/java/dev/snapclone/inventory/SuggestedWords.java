package dev.snapclone.inventory;

import dev.snapclone.i18n.Messages;
import dev.snapclone.i18n.PlainText;
import dev.snapclone.i18n.Text;
import dev.snapclone.i18n.Text.Arg;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The words beside names in suggestions, which know no markup and no live times.
 *
 * @param now what today is
 */
record SuggestedWords(Messages messages, Locale locale, ZoneId zone, Instant now) {
  /** A date, perhaps with a time, at the end of a name. */
  private static final Pattern DATE =
      Pattern.compile(
          "[-_. ]*(\\d{4})-?(\\d\\d)-?(\\d\\d)(?:[-_T. ]?\\d\\d[-:.]?\\d\\d(?:[-:.]?\\d\\d)?Z?)?$");

  String say(String key, Arg... args) {
    return plain(Text.of(key, args));
  }

  String plain(Text text) {
    return new PlainText(messages, locale).of(text);
  }

  /** A day and a time, as short as people say it. */
  String when(Instant instant) {
    ZonedDateTime then = instant.atZone(zone);
    LocalDate today = now.atZone(zone).toLocalDate();
    String time = DateTimeFormatter.ofPattern("HH:mm", locale).format(then);
    if (then.toLocalDate().equals(today)) {
      return say("lists.suggest.today", Arg.plain(time));
    }
    if (then.toLocalDate().equals(today.minusDays(1))) {
      return say("lists.suggest.yesterday", Arg.plain(time));
    }
    return then.getYear() == today.getYear()
        ? DateTimeFormatter.ofPattern("d MMM", locale).format(then) + " " + time
        : DateTimeFormatter.ofPattern("d MMM yyyy", locale).format(then);
  }

  /** Whether a name ends with the day of its making. */
  static boolean bearsDate(String name, Instant created) {
    return !withoutDate(name, created).equals(name);
  }

  /** A name without the day of its making, which stands beside it; the whole name otherwise. */
  static String withoutDate(String name, Instant created) {
    Matcher date = DATE.matcher(name);
    if (!date.find() || date.start() == 0) {
      return name;
    }
    String day = date.group(1) + "-" + date.group(2) + "-" + date.group(3);
    // The name may have been given in another zone.
    boolean same =
        day.equals(day(created))
            || day.equals(day(created.minus(Duration.ofHours(14))))
            || day.equals(day(created.plus(Duration.ofHours(14))));
    return same ? name.substring(0, date.start()) : name;
  }

  private static String day(Instant instant) {
    return instant.atZone(ZoneOffset.UTC).toLocalDate().toString();
  }

  /** Image or volume, with the size of a clone's disk. */
  String kind(SnapshotEntry snapshot) {
    String kind =
        snapshot.set()
            ? say("lists.suggest.disks", Arg.number(snapshot.disks().size()))
            : say(
                snapshot.kind() == SnapshotEntry.Kind.IMAGE
                    ? "lists.suggest.image"
                    : "lists.suggest.volume");
    return snapshot.sizeGb() > 0 ? kind + " " + snapshot.sizeGb() + " GB" : kind;
  }

  static String memory(int mb) {
    return mb % 1024 == 0 ? mb / 1024 + " GB" : mb + " MB";
  }
}
