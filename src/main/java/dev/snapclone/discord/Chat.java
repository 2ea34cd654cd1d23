package dev.snapclone.discord;

import dev.snapclone.access.Actor;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.dv8tion.jda.api.utils.messages.MessageCreateData;
import org.jspecify.annotations.Nullable;

/**
 * The Discord calls behind cards, outcomes and private rooms, made with the bot's own token. All
 * block until Discord answers, throw {@link ChatException}, and must not run on the thread that
 * reads events.
 */
interface Chat {
  /**
   * Posts a message. Repeating a nonce within a few minutes returns the first message
   * (resources/message.mdx, {@code enforce_nonce}).
   *
   * @param replyTo the message to reply to, null for none; if it is gone, the message is posted
   *     anyway
   * @param nonce at most 25 characters
   * @return the message's id
   */
  String post(Spot spot, MessageCreateData message, @Nullable String replyTo, String nonce);

  /** Replaces one of the bot's messages. */
  void edit(Spot spot, String message, MessageCreateData replacement);

  /** How long a channel's next edit has to wait after the last, by Discord's answer to that. */
  EditLanes.EditPace pace(String channel);

  /** Deletes one of the bot's messages; succeeds when it is already gone. */
  void delete(Spot spot, String message);

  /**
   * The bot's own messages in a channel since a time, oldest first. Stops after reading a thousand
   * messages of any author.
   */
  List<Own> ownSince(Spot spot, Instant since);

  Spot direct(String person);

  /** A guild's language as a BCP 47 tag; English when the bot does not see the guild. */
  String locale(String guild);

  /**
   * A guild's channel or thread by id or name, if the bot sees it; among equal names the oldest. An
   * archived thread is found only by id.
   */
  Optional<Spot> named(String guild, String idOrName);

  /** The bot's thread whose name ends with this, if known without asking Discord. */
  Optional<Spot> knownThread(Spot near, String nameEnd);

  /**
   * The bot's thread whose name ends with this, archived ones included.
   *
   * @param since the earliest time that it can have been created
   */
  Optional<Spot> findThread(Spot near, String nameEnd, Instant since);

  /** Unarchives a thread. */
  void wake(Spot thread);

  /**
   * The channel of a public thread.
   *
   * @return empty for anything but a public thread, or when it is gone
   */
  Optional<Spot> aroundPublicThread(Spot spot);

  /** Opens a private thread in the channel, or beside the thread. */
  Spot openPrivateThread(Spot near, String name);

  /** Adds a person to a thread. */
  void invite(Spot thread, String person);

  /**
   * Permissions that the bot needs and lacks in a channel, by JDA's names.
   *
   * @return empty when the bot does not see the channel
   */
  Optional<Set<String>> lacking(Spot spot);

  /**
   * Replaces an acknowledgement with an answer (follow-ups,
   * interactions/receiving-and-responding.mdx). {@link ChatException.Kind#NO_MESSAGE} when the
   * token is dead: after 15 minutes, or because nobody acknowledged in time.
   *
   * @param token a secret
   */
  void answer(String token, MessageCreateData message);

  /**
   * Whether an acknowledged command still shows "thinking", because no process has answered it.
   *
   * @param token a secret
   */
  boolean unanswered(String token);

  /**
   * Whether anybody acknowledged an interaction; called after the deadline.
   *
   * @param token a secret
   * @param refused whether a refusal of our acknowledgement was seen; then a missing message was
   *     never made, otherwise its person dismissed it
   */
  boolean acknowledged(String token, boolean refused);

  /**
   * Deletes a private answer; succeeds when it is already gone.
   *
   * @param token a secret
   */
  void withdraw(String token);

  /** Answers in another private message, leaving the acknowledged one as it is. */
  void answerBeside(String token, MessageCreateData message);

  /**
   * A person with current roles.
   *
   * @return empty when the person or the bot is not in the guild
   */
  Optional<Actor> member(String guild, String person);

  /** Which of these role ids or names, and user ids, a guild's messages can mention. */
  Mentionable mentionable(String guild, List<String> named);

  /**
   * Who can be mentioned.
   *
   * @param roles ids of roles, never that of everyone
   * @param people ids of users
   */
  record Mentionable(List<String> roles, List<String> people) {}

  /**
   * One of the bot's own messages.
   *
   * @param replyTo the message that it answers, null for none
   * @param footer its {@link Signature}, empty for none
   */
  record Own(String id, @Nullable String replyTo, String footer) {
    boolean signed(String signature) {
      return Signature.same(footer, signature);
    }
  }
}
