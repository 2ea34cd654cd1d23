package dev.snapclone.cloud;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A cloud's own words, without what the services wrap around each other's. */
public final class CloudWords {
  private static final Pattern BUILD = Pattern.compile("^Build of instance \\S+ aborted: ");
  private static final Pattern REQUEST_ID =
      Pattern.compile("Request-ID: (req-[0-9a-fA-F]{8}-[0-9a-fA-F-]{27})");

  /** Also one that was cut off in the middle, as Nova's fault messages are at 255 characters. */
  private static final Pattern TRAILER =
      Pattern.compile("\\s*\\((?:HTTP \\d{3}|Request-ID: [^)]*)(?:\\)|$)");

  private static final Pattern WRAPPED =
      Pattern.compile("^(?:(?:Invalid input received|Invalid volume|Invalid snapshot): )+");

  private static final Pattern MARKUP = Pattern.compile("<[a-zA-Z/!][^>]{0,500}>");
  private static final Pattern BLANK = Pattern.compile("[\\s\\p{Cntrl}]+");

  private CloudWords() {}

  /**
   * The words on one line, without markup, wrappers and request ids. They are still the cloud's:
   * shortened and escaped where they are shown.
   */
  public static String clean(String said) {
    String words = BLANK.matcher(MARKUP.matcher(said).replaceAll(" ")).replaceAll(" ").strip();
    words = BUILD.matcher(words).replaceFirst("");
    words = TRAILER.matcher(words).replaceAll("").strip();
    Matcher wrapped = WRAPPED.matcher(words);
    boolean more = wrapped.find() && wrapped.end() < words.length();
    return more ? words.substring(wrapped.end()) : words;
  }

  /** The request ids in the words: a service quotes those of the services that it called. */
  public static Set<String> requestIds(String said) {
    Set<String> ids = new LinkedHashSet<>();
    Matcher matcher = REQUEST_ID.matcher(said);
    while (matcher.find()) {
      ids.add(matcher.group(1));
    }
    return ids;
  }
}
