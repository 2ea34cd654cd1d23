package dev.snapclone.i18n;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A text for people, as data: a key of the message bundles and its arguments. Survives storage as
 * JSON.
 *
 * @param key a key of {@link Messages}
 * @param args what stands for {@code {0}}, {@code {1}} … of the pattern
 */
public record Text(String key, List<Arg> args) {
  public Text {
    Objects.requireNonNull(key, "key");
    args = List.copyOf(args);
  }

  /** A text with the given key and arguments. */
  public static Text of(String key, Arg... args) {
    return new Text(key, List.of(args));
  }

  /**
   * One argument of a {@link Text}: plain data together with what it is, so that the adapter can
   * escape names, write instants as the chat's live timestamps and sizes as the reader's language
   * writes them.
   *
   * @param kind what {@code value} is
   * @param value the value as text: decimal for numbers, epoch seconds for instants; empty for
   *     {@link Kind#TEXT}; the address of {@link Kind#LINK}
   * @param text the nested text of {@link Kind#TEXT} and {@link Kind#LINK}, otherwise null
   */
  public record Arg(Kind kind, String value, @Nullable Text text) {

    /** What an argument is. */
    public enum Kind {
      /** A name that came from a user or a cloud: untrusted, escaped, bounded. */
      NAME,
      /** An identifier or literal that people copy: shown in monospace. */
      CODE,
      /** Our own trusted text, shown as it is. */
      PLAIN,
      /**
       * What a cloud said in its own words: untrusted, escaped, bounded more generously than a
       * name.
       */
      QUOTE,
      /** A whole number. */
      NUMBER,
      /** A size in GiB, as OpenStack counts volumes. */
      GIGABYTES,
      /** A size in bytes. */
      BYTES,
      /** An instant that somebody waits for or remembers, epoch seconds: shown as so long ago. */
      TIME,
      /** An instant that is compared with others, epoch seconds: shown as a date and a time. */
      DATE,
      /** An instant of the last day, epoch seconds: shown as a time of day. */
      CLOCK,
      /** An older instant, epoch seconds: shown as a day. */
      DAY,
      /** A duration, seconds. */
      DURATION,
      /** A person's id; shown as a mention that notifies only where the message says so. */
      PERSON,
      /** A nested text. */
      TEXT,
      /** A nested text that leads to an address. */
      LINK
    }

    public Arg {
      Objects.requireNonNull(kind, "kind");
      Objects.requireNonNull(value, "value");
      if ((kind == Kind.TEXT || kind == Kind.LINK) != (text != null)) {
        throw new IllegalArgumentException("only TEXT and LINK have a nested text");
      }
    }

    /** An untrusted name. Null reads as empty. */
    public static Arg name(@Nullable String name) {
      return new Arg(Kind.NAME, name == null ? "" : name, null);
    }

    /** An identifier or literal to copy. */
    public static Arg code(String code) {
      return new Arg(Kind.CODE, code, null);
    }

    /** Trusted text. */
    public static Arg plain(String plain) {
      return new Arg(Kind.PLAIN, plain, null);
    }

    /** A cloud's own words. Null reads as empty. */
    public static Arg quote(@Nullable String words) {
      return new Arg(Kind.QUOTE, words == null ? "" : words, null);
    }

    /** A whole number. */
    public static Arg number(long number) {
      return new Arg(Kind.NUMBER, Long.toString(number), null);
    }

    /** A size in GiB. */
    public static Arg gigabytes(long gigabytes) {
      return new Arg(Kind.GIGABYTES, Long.toString(gigabytes), null);
    }

    /** A size in MiB. */
    public static Arg megabytes(long megabytes) {
      return bytes(megabytes << 20);
    }

    /** A size in bytes. */
    public static Arg bytes(long bytes) {
      return new Arg(Kind.BYTES, Long.toString(bytes), null);
    }

    /** An instant. */
    public static Arg time(Instant instant) {
      return new Arg(Kind.TIME, Long.toString(instant.getEpochSecond()), null);
    }

    /** An instant that is compared with others. */
    public static Arg date(Instant instant) {
      return new Arg(Kind.DATE, Long.toString(instant.getEpochSecond()), null);
    }

    /**
     * An instant that is compared with others where there is little room: a time of day names one
     * instant of the last 24 hours, a day is enough for older ones.
     */
    public static Arg shortDate(Instant instant, Instant now) {
      boolean recent = instant.isAfter(now.minus(Duration.ofHours(24)));
      return new Arg(recent ? Kind.CLOCK : Kind.DAY, Long.toString(instant.getEpochSecond()), null);
    }

    /** A duration. */
    public static Arg duration(Duration duration) {
      return new Arg(Kind.DURATION, Long.toString(duration.toSeconds()), null);
    }

    /** A person, by the chat's user id. */
    public static Arg person(String userId) {
      return new Arg(Kind.PERSON, userId, null);
    }

    /** A nested text that leads to an address of the web. */
    public static Arg link(Text text, String address) {
      return new Arg(Kind.LINK, address, text);
    }

    /** A nested text. */
    public static Arg text(Text text) {
      return new Arg(Kind.TEXT, "", text);
    }
  }
}
