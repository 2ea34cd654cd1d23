package dev.snapclone.discord;

import dev.snapclone.access.Actor;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import net.dv8tion.jda.api.components.textdisplay.TextDisplay;
import net.dv8tion.jda.api.components.tree.ComponentTree;
import net.dv8tion.jda.api.utils.TimeUtil;
import net.dv8tion.jda.api.utils.messages.MessageCreateData;
import org.jspecify.annotations.Nullable;

/** A chat in memory: as forgetful of nonces as Discord, and as strict about channels. */
final class PaperChat implements Chat {
  final InstantSource clock;
  final Map<String, Posted> messages = new LinkedHashMap<>();
  final List<String> edits = new ArrayList<>();
  final Map<String, MessageCreateData> answers = new LinkedHashMap<>();
  final List<MessageCreateData> beside = new ArrayList<>();
  final Map<String, String> threads = new HashMap<>();
  final List<String> invited = new ArrayList<>();
  final List<String> woken = new ArrayList<>();
  final Set<String> publicThreads = new java.util.HashSet<>();
  final Map<String, ChatException.Kind> broken = new HashMap<>();
  final Set<String> lacking = new java.util.LinkedHashSet<>();
  final Map<String, Actor> members = new HashMap<>();
  final Map<String, String> locales = new HashMap<>();

  /** Thrown by every edit and post while it is set. */
  @Nullable Error error;

  boolean threadsAllowed = true;
  boolean directAllowed = true;
  boolean filesAllowed = true;
  int calls;
  private long count;

  record Posted(
      String id,
      String channel,
      MessageCreateData data,
      @Nullable String replyTo,
      String nonce,
      Instant at) {}

  PaperChat(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public String locale(String guild) {
    return locales.getOrDefault(guild, "en-US");
  }

  List<Posted> in(String channel) {
    return messages.values().stream().filter(m -> m.channel().equals(channel)).toList();
  }

  /** All that can be read in a message. */
  static String read(MessageCreateData data) {
    StringBuilder all = new StringBuilder(data.getContent());
    data.getEmbeds().forEach(e -> all.append('\n').append(e.getDescription()));
    ComponentTree.of(data.getComponents())
        .findAll(TextDisplay.class)
        .forEach(display -> all.append('\n').append(display.getContent()));
    return all.toString().strip();
  }

  static String text(MessageCreateData data) {
    return data.toData().toString();
  }

  /** What was answered with a token, or an empty text. */
  String answered(String token) {
    MessageCreateData answer = answers.get(token);
    return answer == null ? "" : text(answer);
  }

  private void check(String channel) {
    calls++;
    if (error != null) {
      throw error;
    }
    ChatException.Kind kind = broken.get(channel);
    if (kind != null) {
      throw new ChatException(kind, "channel " + channel + " is " + kind);
    }
  }

  @Override
  public String post(Spot spot, MessageCreateData message, @Nullable String replyTo, String nonce) {
    check(spot.channel());
    if (nonce.length() > 25) {
      throw new ChatException(ChatException.Kind.REFUSED, "nonce of " + nonce.length());
    }
    for (Posted posted : messages.values()) {
      boolean young = clock.instant().isBefore(posted.at().plusSeconds(180));
      if (young && posted.nonce().equals(nonce) && posted.channel().equals(spot.channel())) {
        return posted.id();
      }
    }
    String id =
        Long.toUnsignedString(
            TimeUtil.getDiscordTimestamp(clock.instant().toEpochMilli()) + ++count);
    messages.put(id, new Posted(id, spot.channel(), message, replyTo, nonce, clock.instant()));
    return id;
  }

  @Override
  public void edit(Spot spot, String message, MessageCreateData replacement) {
    check(spot.channel());
    Posted old = messages.get(message);
    if (old == null) {
      throw new ChatException(ChatException.Kind.NO_MESSAGE, "10008");
    }
    edits.add(message);
    messages.put(
        message,
        new Posted(message, old.channel(), replacement, old.replyTo(), old.nonce(), old.at()));
  }

  @Override
  public EditLanes.EditPace pace(String channel) {
    return EditPaces.UNKNOWN;
  }

  @Override
  public void delete(Spot spot, String message) {
    messages.remove(message);
  }

  @Override
  public List<Own> ownSince(Spot spot, Instant since) {
    check(spot.channel());
    return in(spot.channel()).stream()
        .filter(m -> m.at().isAfter(since))
        .map(
            m ->
                new Own(
                    m.id(),
                    m.replyTo(),
                    Signature.of(
                        m.data().getContent(), m.data().getEmbeds(), m.data().getComponents())))
        .toList();
  }

  @Override
  public Spot direct(String person) {
    if (!directAllowed) {
      throw new ChatException(ChatException.Kind.NO_ACCESS, "50007");
    }
    return new Spot(Spot.DIRECT, "dm-" + person, "dm-" + person);
  }

  @Override
  public Optional<Spot> named(String guild, String idOrName) {
    return idOrName.equals("approvals")
        ? Optional.of(new Spot(guild, "3002", "3002"))
        : Optional.empty();
  }

  @Override
  public Optional<Spot> knownThread(Spot near, String nameEnd) {
    return threads.entrySet().stream()
        .filter(t -> t.getValue().endsWith(nameEnd))
        .findFirst()
        .map(t -> new Spot(near.guild(), t.getKey(), near.parent()));
  }

  @Override
  public Optional<Spot> findThread(Spot near, String nameEnd, Instant since) {
    return knownThread(near, nameEnd);
  }

  @Override
  public void wake(Spot thread) {
    check(thread.channel());
    woken.add(thread.channel());
  }

  @Override
  public Optional<Spot> aroundPublicThread(Spot spot) {
    return publicThreads.contains(spot.channel()) ? Optional.of(spot.around()) : Optional.empty();
  }

  @Override
  public Spot openPrivateThread(Spot near, String name) {
    if (!threadsAllowed) {
      throw new ChatException(ChatException.Kind.NO_ACCESS, "50013");
    }
    if (name.length() > 100) {
      throw new ChatException(ChatException.Kind.REFUSED, "name of " + name.length());
    }
    String id = "thread-" + (threads.size() + 1);
    threads.put(id, name);
    return new Spot(near.guild(), id, near.parent());
  }

  @Override
  public void invite(Spot thread, String person) {
    invited.add(person);
  }

  @Override
  public Optional<Set<String>> lacking(Spot spot) {
    return broken.get(spot.channel()) == ChatException.Kind.NO_ACCESS
        ? Optional.empty()
        : Optional.of(lacking);
  }

  @Override
  public void answer(String token, MessageCreateData message) {
    if (!filesAllowed && !message.getAttachments().isEmpty()) {
      throw new ChatException(ChatException.Kind.NO_ACCESS, "50013");
    }
    check(token);
    answers.put(token, message);
  }

  /** Interactions that nobody acknowledged, by token. */
  final Set<String> neverAcknowledged = ConcurrentHashMap.newKeySet();

  @Override
  public boolean acknowledged(String token, boolean refused) {
    return !neverAcknowledged.contains(token);
  }

  @Override
  public boolean unanswered(String token) {
    check(token);
    return !answers.containsKey(token);
  }

  @Override
  public void withdraw(String token) {
    check(token);
    answers.remove(token);
  }

  @Override
  public void answerBeside(String token, MessageCreateData message) {
    check(token);
    beside.add(message);
  }

  @Override
  public Mentionable mentionable(String guild, List<String> named) {
    return new Mentionable(named, List.of());
  }

  @Override
  public Optional<Actor> member(String guild, String person) {
    return Optional.ofNullable(members.get(guild + "/" + person));
  }
}
