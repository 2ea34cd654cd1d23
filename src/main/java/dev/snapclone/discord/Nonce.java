package dev.snapclone.discord;

import java.time.Duration;

/**
 * Nonces that keep a repeated post from appearing twice ({@code enforce_nonce},
 * resources/message.mdx).
 */
final class Nonce {
  /** How long, at least, Discord returns the first message for a repeated nonce. */
  static final Duration LASTS = Duration.ofMinutes(2);

  private Nonce() {}

  /** A nonce of at most 25 characters (resources/message.mdx). */
  static String of(String kind, String id) {
    String nonce = kind + "-" + id;
    return nonce.length() <= 25 ? nonce : nonce.substring(0, 25);
  }

  /** The nonce of the message that replaces a deleted one. */
  static String ofReplacement(String kind, String message) {
    return of(kind, Long.toString(Long.parseUnsignedLong(message), 36));
  }
}
