package dev.snapclone.discord;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where a job's card is and, when approvals are asked in another channel, where the question is.
 * Stored as {@code guild/channel/parent/message}, the question's after a space.
 *
 * @param questionSpot the question's channel, null when only the card asks
 * @param question the question's message, null together with its channel
 */
record CardRef(Spot spot, String message, @Nullable Spot questionSpot, @Nullable String question) {
  CardRef {
    if ((questionSpot == null) != (question == null)) {
      throw new IllegalArgumentException("a question has a channel and a message");
    }
  }

  static CardRef of(Spot spot, String message) {
    return new CardRef(spot, message, null, null);
  }

  CardRef asked(Spot where, String questionMessage) {
    return new CardRef(spot, message, where, questionMessage);
  }

  CardRef moved(String newMessage) {
    return new CardRef(spot, newMessage, questionSpot, question);
  }

  /** The form stored by {@code Jobs.rememberCard}. */
  String encode() {
    String card = one(spot, message);
    return questionSpot == null
        ? card
        : card + " " + one(questionSpot, Objects.requireNonNull(question));
  }

  /**
   * Reads what {@link #encode} wrote.
   *
   * @throws IllegalArgumentException when the format is wrong
   */
  static CardRef parse(String encoded) {
    String[] both = encoded.split(" ", -1);
    String[] card = parts(both[0], encoded);
    CardRef ref = of(new Spot(card[0], card[1], card[2]), card[3]);
    if (both.length == 1) {
      return ref;
    }
    String[] question = parts(both[1], encoded);
    return ref.asked(new Spot(question[0], question[1], question[2]), question[3]);
  }

  private static String one(Spot spot, String message) {
    return String.join("/", spot.guild(), spot.channel(), spot.parent(), message);
  }

  private static String[] parts(String one, String encoded) {
    String[] parts = one.split("/", -1);
    if (parts.length != 4) {
      throw new IllegalArgumentException("not a card: " + encoded);
    }
    return parts;
  }
}
