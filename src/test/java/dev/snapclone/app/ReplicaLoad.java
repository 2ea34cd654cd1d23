package dev.snapclone.app;

import dev.snapclone.sandbox.discord.BotAnswer;
import dev.snapclone.sandbox.discord.ClientRefusal;
import dev.snapclone.sandbox.discord.Person;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/**
 * People who type: mostly reads, some snapshots, clones and copies, autocomplete on the side, and
 * an approver who says yes to everything. Seeded, so that the same is typed again; what the bots
 * make of it depends on the moment.
 */
final class ReplicaLoad implements AutoCloseable {
  /** A command that was typed, or a button that was pressed on a message. */
  static final class Typed {
    final String command;
    final @Nullable String on;
    final BotAnswer answer;
    final Instant at;
    volatile Instant acknowledged;

    private Typed(String command, @Nullable String on, BotAnswer answer, Instant at) {
      this.command = command;
      this.on = on;
      this.answer = answer;
      this.at = at;
    }

    /** Whether it is another press of the same button of the same message. */
    boolean repeats(Typed other) {
      return this != other && on != null && on.equals(other.on) && command.equals(other.command);
    }

    @Override
    public String toString() {
      return command + " " + answer.id() + ": " + answer;
    }
  }

  private static final int TWICE_EACH = 2;

  private final Replicas world;
  private final Ledger ledger;
  private final Random random;
  private final List<String> instances;
  private final List<String> snapshots;
  private final List<Typed> typed = Collections.synchronizedList(new ArrayList<>());
  private final Map<String, Instant> approvedAt = new HashMap<>();
  private final AtomicInteger suggested = new AtomicInteger();
  private final AtomicInteger notSuggested = new AtomicInteger();
  private final Map<String, Throwable> broken = new ConcurrentHashMap<>();
  private final ScheduledExecutorService people = Executors.newScheduledThreadPool(4);
  private int count;
  private int watched;

  ReplicaLoad(
      Replicas world, Ledger ledger, long seed, List<String> instances, List<String> snapshots) {
    this.world = world;
    this.ledger = ledger;
    this.random = new Random(seed);
    this.instances = instances;
    this.snapshots = snapshots;
  }

  /** Lets people type so many commands a second for so long; returns when they have. */
  void type(int perSecond, Duration howLong) {
    var approving = people.scheduleWithFixedDelay(safely(this::approve), 1, 1, TimeUnit.SECONDS);
    var looking = people.scheduleAtFixedRate(safely(this::look), 0, 10, TimeUnit.MILLISECONDS);
    var typing =
        people.scheduleAtFixedRate(
            safely(this::typeOne), 0, 1_000_000L / perSecond, TimeUnit.MICROSECONDS);
    var suggesting = people.scheduleWithFixedDelay(safely(this::suggest), 0, 1, TimeUnit.SECONDS);
    // Approving and looking go on until this is closed.
    var unused =
        people.schedule(
            () -> {
              typing.cancel(false);
              suggesting.cancel(false);
            },
            howLong.toMillis(),
            TimeUnit.MILLISECONDS);
    Awaitility.await()
        .atMost(howLong.plusSeconds(30))
        .until(() -> typing.isDone() && suggesting.isDone());
    if (approving.isDone() || looking.isDone()) {
      throw new IllegalStateException("the people stopped: " + broken);
    }
  }

  private Runnable safely(Runnable action) {
    return () -> {
      try {
        action.run();
      } catch (RuntimeException e) {
        broken.putIfAbsent(e.toString(), e);
      }
    };
  }

  private void typeOne() {
    String channel = world.channels.get(random.nextInt(world.channels.size()));
    Person person = world.operators.get(random.nextInt(world.operators.size()));
    int dice = random.nextInt(100);
    String instance = instances.get(random.nextInt(instances.size()));
    String name = "c-" + ++count;
    if (dice < 90) {
      String command = List.of("/instances", "/snapshots", "/jobs", "/help").get(dice % 4);
      remember(command, person.types(channel, command));
    } else if (dice < 96) {
      Map<String, String> options = Map.of("server-name", instance, "name", "s-" + count);
      remember("/snapshot", person.types(channel, "/snapshot", options));
    } else if (dice < 98) {
      String id = snapshots.get(random.nextInt(snapshots.size()));
      Map<String, String> options = Map.of("snapshot-id", id, "name", name);
      remember("/clone", person.types(channel, "/clone", options));
    } else {
      Map<String, String> options = Map.of("server-name", instance, "name", name);
      remember("/copy", person.types(channel, "/copy", options));
    }
  }

  private void remember(String command, BotAnswer answer) {
    typed.add(new Typed(command, null, answer, Instant.now()));
  }

  /** Notes when the acknowledgements came, to within some milliseconds. */
  private void look() {
    List<Typed> all = typed();
    Instant now = Instant.now();
    while (watched < all.size() && now.isAfter(all.get(watched).at.plusSeconds(4))) {
      watched++;
    }
    for (Typed one : all.subList(watched, all.size())) {
      if (one.acknowledged == null && one.answer.acknowledged()) {
        one.acknowledged = now;
      }
    }
  }

  private void suggest() {
    Person person = world.operators.get(0);
    try {
      person.completes(world.channels.get(0), "/snapshot", "server-name", "app");
      suggested.incrementAndGet();
    } catch (IllegalStateException e) {
      notSuggested.incrementAndGet();
    }
  }

  private void approve() {
    Instant now = Instant.now();
    for (Map<String, String> job :
        ledger.rows(
            "select id, card from jobs where state = 'WAITING_FOR_APPROVAL' and card is not"
                + " null")) {
      Instant last = approvedAt.getOrDefault(job.get("id"), Instant.MIN);
      if (last.plusSeconds(15).isBefore(now)) {
        approvedAt.put(job.get("id"), now);
        press(job.get("card"));
        // A finger that is too quick.
        if (approvedAt.size() % TWICE_EACH == 0) {
          press(job.get("card"));
        }
      }
    }
  }

  private void press(String card) {
    try {
      String message = card.substring(card.lastIndexOf('/') + 1);
      BotAnswer answer = world.approver.presses(message, "Approve");
      typed.add(new Typed("Approve", message, answer, Instant.now()));
    } catch (ClientRefusal e) {
      // The card may show another state by now.
      broken.putIfAbsent("Approve", e);
    }
  }

  /** Everything typed and pressed so far. */
  List<Typed> typed() {
    synchronized (typed) {
      return List.copyOf(typed);
    }
  }

  /** Autocompletions that were answered in time. */
  int suggested() {
    return suggested.get();
  }

  /** Autocompletions that were not. */
  int notSuggested() {
    return notSuggested.get();
  }

  /** What went wrong with the people themselves. */
  Map<String, Throwable> broken() {
    return broken;
  }

  @Override
  public void close() {
    people.shutdownNow();
  }
}
