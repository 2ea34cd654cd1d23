package dev.snapclone.discord;

import dev.snapclone.access.Actor;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.dv8tion.jda.api.utils.messages.MessageCreateData;
import org.jspecify.annotations.Nullable;

/**
 * What cards, outcomes and private rooms need of Discord, with the bot's own token. All calls block
 * until Discord has answered and throw {@link ChatException}; none may be made on the thread that
 * reads events.
 */
interface Chat {
  /**
   * Posts a message. The same nonce within a few minutes gives the message of the first time
   * (resources/message.mdx, {@code enforce_nonce}).
   *
   * @param replyTo the message to reply to, null for none; when it is gone the message is posted
   *     all the same
   * @param nonce at most 25 characters
   * @return the message's id
   */
  String post(Spot spot, MessageCreateData message, @Nullable String replyTo, String nonce);

  /** Replaces a message of the bot's. */
  void edit(Spot spot, String message, MessageCreateData replacement);

  /** Deletes a message of the bot's; gone already is as good. */
  void delete(Spot spot, String message);

  /**
   * The bot's own messages in a channel since then, oldest first; gives up after a thousand
   * messages of anybody.
   */
  List<Own> ownSince(Spot spot, Instant since);

  /** The channel of direct messages with a person. */
  Spot direct(String person);

  /** A guild's language as a BCP 47 tag; English when the bot does not see the guild. */
  String locale(String guild);

  /**
   * A guild's channel or thread by id or name, when the bot sees it; of several with one name the
   * oldest. An archived thread is found by its id alone.
   */
  Optional<Spot> named(String guild, String idOrName);

  /** The bot's thread whose name ends so, as far as known without asking Discord. */
  Optional<Spot> knownThread(Spot near, String nameEnd);

  /**
   * The bot's thread whose name ends so, archived ones included.
   *
   * @param since when it was made at the earliest
   */
  Optional<Spot> findThread(Spot near, String nameEnd, Instant since);

  /** Takes a thread out of the archive, so that it can be used again. */
  void wake(Spot thread);

  /**
   * The channel around a thread that all who see the channel can read.
   *
   * @return empty when it is no thread, a private one, or gone
   */
  Optional<Spot> aroundPublicThread(Spot spot);

  /** Opens a private thread in the channel, or beside the thread. */
  Spot openPrivateThread(Spot near, String name);

  /** Adds a person to a thread. */
  void invite(Spot thread, String person);

  /**
   * What the bot may not do in a channel and needs to, by JDA's names; empty when all is well.
   *
   * @return empty when the bot does not see the channel
   */
  Optional<Set<String>> lacking(Spot spot);

  /**
   * Puts an answer in the place of an acknowledgement (follow-ups,
   * interactions/receiving-and-responding.mdx). {@link ChatException.Kind#NO_MESSAGE} when the
   * token is dead: after 15 minutes, or because nobody acknowledged in time.
   *
   * @param token the interaction's token; a secret
   */
  void answer(String token, MessageCreateData message);

  /**
   * Whether an acknowledged command still says that the bot thinks: nobody, in no process, has
   * answered it.
   *
   * @param token the interaction's token; a secret
   */
  boolean unanswered(String token);

  /**
   * Whether anybody has acknowledged an interaction; asked when nobody can any more.
   *
   * @param token the interaction's token; a secret
   * @param refused whether an acknowledgement was seen to be refused: a message that is not there
   *     was never made then, while otherwise its person has dismissed it
   */
  boolean acknowledged(String token, boolean refused);

  /** Answers privately in a message of its own, leaving the acknowledged one as it is. */
  void answerBeside(String token, MessageCreateData message);

  /**
   * A person with the roles of this moment.
   *
   * @return empty when the person is not in the guild, or the bot is not
   */
  Optional<Actor> member(String guild, String person);

  /** Which of these role ids or names, and user ids, can be mentioned in a guild. */
  Mentionable mentionable(String guild, List<String> named);

  /**
   * Whom a message may mention.
   *
   * @param roles ids of roles, never that of everyone
   * @param people ids of users
   */
  record Mentionable(List<String> roles, List<String> people) {}

  /**
   * A message of the bot's own.
   *
   * @param replyTo the message that it answers, null for none
   * @param footer the footer of its first embed, empty for none
   */
  record Own(String id, @Nullable String replyTo, String footer) {}
}
