package dev.snapclone.harness;

import java.io.IOException;
import java.time.Duration;
import java.util.Random;

/**
 * When a process is killed.
 *
 * @param moment at what
 * @param passed how many such things are let pass before
 * @param millis how long after it
 */
record Strike(Moment moment, int passed, long millis) {
  private static final Duration ANSWER_HELD = Duration.ofMillis(900);
  private static final Duration NOTHING_HAPPENS = Duration.ofSeconds(4);
  private static final long LOOK = 3;

  /** What a process is caught at. */
  enum Moment {
    /** While it starts. */
    STARTING,
    /** Some time after it is ready. */
    RUNNING,
    /** While a request that changes the cloud is under way: before its effect or after. */
    CHANGING,
    /** Just after a message was posted or edited, most often before that is journaled. */
    TALKING,
    /** While its jobs wait for a slow cloud, nobody asks for anything, and it does nothing. */
    IDLE
  }

  /** Draws one. */
  static Strike draw(Random chance) {
    int which = chance.nextInt(100);
    if (which < 15) {
      return new Strike(Moment.STARTING, 0, chance.nextInt(2500));
    }
    if (which < 35) {
      return new Strike(Moment.RUNNING, 0, chance.nextInt(3000));
    }
    if (which < 50) {
      return new Strike(Moment.IDLE, 0, 3000 + chance.nextInt(5000));
    }
    return which < 80
        ? new Strike(
            Moment.CHANGING, chance.nextInt(7), chance.nextInt((int) ANSWER_HELD.toMillis()))
        : new Strike(Moment.TALKING, chance.nextInt(12), chance.nextInt(40));
  }

  /** Waits for the moment. */
  void await(BotProcess bot, KillWorld world) throws IOException, InterruptedException {
    if (moment == Moment.STARTING) {
      bot.pause(millis);
      return;
    }
    bot.awaitReady();
    if (moment == Moment.CHANGING) {
      world.forgetRequests();
      until(() -> world.changesAsked() >= passed, bot);
      world.holdNextAnswer(ANSWER_HELD);
      until(() -> world.changesAsked() > 0, bot);
    } else if (moment == Moment.TALKING) {
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
    return moment + " after " + passed + " + " + millis + " ms";
  }
}
