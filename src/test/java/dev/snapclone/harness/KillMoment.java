package dev.snapclone.harness;

import java.io.IOException;
import java.time.Duration;
import java.util.Random;

/**
 * When a process is killed.
 *
 * @param trigger the event
 * @param passed how many such events are skipped
 * @param millis the delay after the event
 */
record KillMoment(Trigger trigger, int passed, long millis) {
  private static final Duration ANSWER_HELD = Duration.ofMillis(900);
  private static final Duration NOTHING_HAPPENS = Duration.ofSeconds(4);
  private static final long LOOK = 3;

  /** The event at which a process is killed. */
  enum Trigger {
    /** While it starts. */
    STARTING,
    /** Some time after it is ready. */
    RUNNING,
    /** While a request that changes the cloud is under way: before its effect or after. */
    CHANGING,
    /** Just after a message was posted or edited, usually before that is journaled. */
    TALKING,
    /** While its jobs wait for a slow cloud, without requests. */
    IDLE
  }

  /** Chooses one at random. */
  static KillMoment draw(Random chance) {
    int which = chance.nextInt(100);
    if (which < 15) {
      return new KillMoment(Trigger.STARTING, 0, chance.nextInt(2500));
    }
    if (which < 35) {
      return new KillMoment(Trigger.RUNNING, 0, chance.nextInt(3000));
    }
    if (which < 50) {
      return new KillMoment(Trigger.IDLE, 0, 3000 + chance.nextInt(5000));
    }
    return which < 80
        ? new KillMoment(
            Trigger.CHANGING, chance.nextInt(7), chance.nextInt((int) ANSWER_HELD.toMillis()))
        : new KillMoment(Trigger.TALKING, chance.nextInt(12), chance.nextInt(40));
  }

  /** Waits for the trigger. */
  void await(BotProcess bot, KillWorld world) throws IOException, InterruptedException {
    if (trigger == Trigger.STARTING) {
      bot.pause(millis);
      return;
    }
    bot.awaitReady();
    if (trigger == Trigger.CHANGING) {
      world.forgetRequests();
      until(() -> world.changesAsked() >= passed, bot);
      world.holdNextAnswer(ANSWER_HELD);
      until(() -> world.changesAsked() > 0, bot);
    } else if (trigger == Trigger.TALKING) {
      long before = world.posted();
      until(() -> world.posted() > before + passed, bot);
    }
    bot.pause(millis);
  }

  private static void until(java.util.function.BooleanSupplier there, BotProcess bot)
      throws InterruptedException {
    long last = System.nanoTime() + NOTHING_HAPPENS.toNanos();
    while (!there.getAsBoolean() && System.nanoTime() < last && !bot.pause(LOOK)) {
      Thread.onSpinWait();
    }
  }

  @Override
  public String toString() {
    return trigger + " after " + passed + " + " + millis + " ms";
  }
}
