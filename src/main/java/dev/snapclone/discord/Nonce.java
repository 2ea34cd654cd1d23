package dev.snapclone.discord;

import java.time.Duration;

/**
 * Names for what is posted, so that the same posted again stands once ({@code enforce_nonce},
 * resources/message.mdx).
 */
final class Nonce {
  /** How long Discord gives back the first message for a repeated nonce, at the least. */
  static final Duration LASTS = Duration.ofMinutes(2);

  private Nonce() {}

  /** A nonce of at most 25 characters (resources/message.mdx). */
  static String of(String kind, String id) {
    String nonce = kind + "-" + id;
    return nonce.length() <= 25 ? nonce : nonce.substring(0, 25);
  }

  /** The nonce of what takes the place of a deleted message. */
  static String ofReplacement(String kind, String message) {
    return of(kind, Long.toString(Long.parseUnsignedLong(message), 36));
  }
}
