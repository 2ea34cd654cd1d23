package dev.snapclone.harness;

import dev.snapclone.harness.ChatReading.Card;
import dev.snapclone.sandbox.discord.BotAnswer;
import dev.snapclone.sandbox.discord.ClientRefusal;
import dev.snapclone.sandbox.discord.Person;
import dev.snapclone.sandbox.discord.chat.SeenMessage;
import dev.snapclone.sandbox.openstack.CloudView;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The people of the sandbox. They do one thing after the other, as the seed decides. Not
 * thread-safe.
 */
final class People {
  private static final List<String> ORIGINALS =
      List.of("web-01", "win-ad-01", "db-01", "win-sql-01", "legacy-01", "off-01", "dup");
  private static final int AT_ONCE = 7;
  private static final Duration PAUSE = Duration.ofSeconds(2);
  private static final Duration PATIENCE = Duration.ofSeconds(8);

  private final KillWorld world;
  private final Random chance;
  private final Map<String, Person> persons = new LinkedHashMap<>();
  private final List<UserAction> asked = new ArrayList<>();
  private final Set<String> cancelled = new HashSet<>();
  private final List<BotAnswer> details = new ArrayList<>();
  private final Set<String> deleted = new HashSet<>();
  private final Map<String, Draft> drafts = new LinkedHashMap<>();
  private final Map<String, Yes> yes = new LinkedHashMap<>();
  private int names;

  /** A person's answer to a question, and when the button was last pressed. */
  private record Draft(boolean really, Instant at) {}

  /** A press of Approve. */
  private record Yes(BotAnswer answer, Instant at) {
    /** Nobody presses again while the answer may still come. */
    boolean over() {
      boolean answered = answer.failed() || answer.message().filter(m -> !m.loading()).isPresent();
      return at.plus(answered ? PAUSE : PATIENCE).isBefore(Instant.now());
    }
  }

  People(KillWorld world, Random chance) {
    this.world = world;
    this.chance = chance;
    List.of("anna", "olaf", "ben", "carla")
        .forEach(name -> persons.put(name, world.discord.person(name)));
  }

  /** All actions that may have started a job. */
  List<UserAction> asked() {
    return List.copyOf(asked);
  }

  /** The jobs that somebody tried to deny or cancel, perhaps too late. */
  Set<String> cancelled() {
    return Set.copyOf(cancelled);
  }

  /** Does one thing. */
  void act() {
    ChatReading chat = ChatReading.of(world.discord.snapshot());
    long open = chat.all().stream().filter(card -> !card.terminal()).count();
    int which = chance.nextInt(100);
    if (which < 40 && open < AT_ONCE) {
      type();
    } else if (which < 55 && open < AT_ONCE) {
      clone(chat);
    } else if (which < 60) {
      delete(chat);
    } else if (which < 64) {
      pick(chat.all().stream().filter(Card::runs).toList(), this::cancel);
    } else if (which < 90) {
      pick(chat.all().stream().filter(Card::waits).toList(), this::decide);
    } else {
      goAhead(chance.nextInt(100) < 85);
    }
  }

  /** Answers the open approvals and questions; requests nothing new. */
  void finish() {
    goAhead(true);
    ChatReading.of(world.discord.snapshot()).all().stream()
        .filter(Card::waits)
        .filter(card -> !yes.containsKey(card.job()) || yes.get(card.job()).over())
        .forEach(card -> approve("ben", card));
  }

  private void type() {
    String who = chance.nextInt(3) > 0 ? "anna" : "olaf";
    String channel = KillWorld.CHANNELS.get(chance.nextInt(KillWorld.CHANNELS.size()));
    String original = ORIGINALS.get(chance.nextInt(ORIGINALS.size()));
    boolean copy = chance.nextInt(100) < 35;
    Map<String, String> options = new LinkedHashMap<>();
    options.put("server-name", idOf(original));
    if (chance.nextInt(100) < 12) {
      options.put("name", KillWorld.DOOMED + "-" + ++names);
    }
    if (copy && chance.nextBoolean()) {
      options.put("delete-snapshot", "true");
    }
    if (chance.nextInt(100) < 40) {
      options.put(copy ? "data-volumes" : "volumes", "all");
    }
    if (chance.nextInt(100) < 30) {
      options.put("consistency", "stop");
    }
    String command = copy ? "/copy" : "/snapshot";
    String what = command + " of " + original + " " + options + " in " + channel;
    ask(who, what, null, () -> persons.get(who).types(channel, command, options));
  }

  private void clone(ChatReading chat) {
    List<SeenMessage> offers =
        chat.all().stream()
            .map(Card::message)
            .filter(m -> m.buttons().contains("Clone this"))
            .toList();
    pick(
        offers,
        offer -> {
          String who = chance.nextBoolean() ? "anna" : "olaf";
          String button = chance.nextInt(3) > 0 ? "Clone this" : "Verify";
          ask(
              who,
              button + ", on " + offer.text().lines().findFirst().orElse(""),
              null,
              () -> persons.get(who).presses(offer, button));
        });
  }

  private void delete(ChatReading chat) {
    List<Card> clones =
        chat.all().stream()
            .filter(c -> c.message().buttons().contains("Delete clone"))
            .filter(c -> !deleted.contains(c.job()))
            .toList();
    pick(
        clones,
        card -> {
          Person carla = persons.get("carla");
          String clone = instanceOf(card.job());
          boolean types = chance.nextBoolean() && !clone.isEmpty();
          UserAction press =
              ask(
                  "carla",
                  (types ? "/delete of the clone of " : "Delete clone, on the card of ")
                      + card.job(),
                  card.job(),
                  () ->
                      types
                          ? carla.types(
                              KillWorld.CHANNELS.get(0), "/delete", Map.of("clone", clone))
                          : carla.presses(card.message(), "Delete clone"));
          if (press != null) {
            deleted.add(card.job());
          }
        });
  }

  private void decide(Card card) {
    cancelWhereShown();
    int which = chance.nextInt(100);
    if (which < 75 || card.kind().equals("deletion")) {
      approve(chance.nextBoolean() ? "ben" : "carla", card);
    } else if (which < 85) {
      cancelled.add(card.job());
      press("ben", card, "Deny");
    } else {
      cancel(card);
    }
  }

  private void approve(String who, Card card) {
    BotAnswer press = press(who, card, "Approve");
    if (press != null) {
      yes.put(card.job(), new Yes(press, Instant.now()));
    }
  }

  private void cancel(Card card) {
    // Nobody wants a half-deleted clone.
    if (!card.kind().equals("deletion")) {
      cancelled.add(card.job());
      BotAnswer pressed = press("carla", card, card.waits() ? "Details" : "Cancel");
      if (pressed != null && card.waits()) {
        details.add(pressed);
      }
    }
  }

  /** What waits for approval is cancelled in its details, once they are there. */
  private void cancelWhereShown() {
    for (BotAnswer answer : List.copyOf(details)) {
      answer
          .message()
          .ifPresent(
              shown -> {
                details.remove(answer);
                press(persons.get("carla"), shown, "Cancel");
              });
    }
  }

  /** Answers the oldest question; presses the same button again if nothing happened. */
  private void goAhead(boolean really) {
    for (UserAction one : asked()) {
      SeenMessage draft = one.answer().message().orElse(null);
      if (draft == null || !one.asksBack()) {
        continue;
      }
      Draft before = drafts.getOrDefault(draft.id(), new Draft(really, Instant.EPOCH));
      if (before.at().plus(PATIENCE).isAfter(Instant.now())) {
        continue;
      }
      drafts.put(draft.id(), new Draft(before.really(), Instant.now()));
      if (before.really()) {
        ask(one.who(), "Go ahead, on " + one.what(), null, () -> go(one.who(), draft));
      } else {
        press(persons.get(one.who()), draft, "Cancel");
      }
      return;
    }
  }

  private BotAnswer go(String who, SeenMessage draft) {
    return persons.get(who).presses(draft, "Go ahead");
  }

  private @Nullable UserAction ask(
      String who, String what, @Nullable String deletes, Supplier<BotAnswer> act) {
    try {
      UserAction one = new UserAction(act.get(), who, what, deletes);
      asked.add(one);
      return one;
    } catch (ClientRefusal e) {
      return null; // the button has just disappeared: a person could not press it either
    }
  }

  private @Nullable BotAnswer press(String who, Card card, String button) {
    return press(persons.get(who), card.message(), button);
  }

  private static @Nullable BotAnswer press(Person who, SeenMessage message, String button) {
    try {
      return who.presses(message, button);
    } catch (ClientRefusal e) {
      return null; // as above
    }
  }

  private <T> void pick(List<T> some, java.util.function.Consumer<T> act) {
    if (!some.isEmpty()) {
      act.accept(some.get(chance.nextInt(some.size())));
    }
  }

  /** The clone that a job made; empty when it is not there. */
  private String instanceOf(String job) {
    return world.cloud.view().instances().stream()
        .filter(i -> job.equals(i.metadata().get("snapclone_job")))
        .map(CloudView.InstanceView::id)
        .findFirst()
        .orElse("");
  }

  private String idOf(String name) {
    return world.cloud.view().named(name).stream()
        .filter(i -> i.project().equals("demo"))
        .map(CloudView.InstanceView::id)
        .findFirst()
        .orElseThrow();
  }
}
