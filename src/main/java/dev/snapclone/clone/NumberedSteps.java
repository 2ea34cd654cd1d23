package dev.snapclone.clone;

import dev.snapclone.i18n.Text;
import dev.snapclone.i18n.Text.Arg;
import dev.snapclone.job.Attempted;
import dev.snapclone.job.Creation;
import dev.snapclone.job.Observation;
import dev.snapclone.job.Steps;
import dev.snapclone.job.Subject;
import java.util.function.Supplier;

/**
 * The steps of one of several clones of a job. The first has the keys of an only one, and each
 * further one a prefix; the card says which one it is.
 *
 * @param number from 1
 * @param of how many there are
 */
record NumberedSteps(Steps steps, int number, int of) implements Steps {
  /** The key of a step of one of several clones, which is also in its marks. */
  static String key(int number, String key) {
    return number == 1 ? key : "copy-" + number + "/" + key;
  }

  private String key(String key) {
    return key(number, key);
  }

  @Override
  public String jobId() {
    return steps.jobId();
  }

  @Override
  public Steps shown(Text text) {
    Text which = Text.of("clone.step.of", Arg.number(number), Arg.number(of), Arg.text(text));
    return new NumberedSteps(steps.shown(which), number, of);
  }

  @Override
  public <T> T once(String key, Class<T> type, Supplier<T> decide) {
    return steps.once(key(key), type, decide);
  }

  @Override
  public <T> T leftBehind(String key, Class<T> type, Supplier<T> look) {
    return steps.leftBehind(key(key), type, look);
  }

  @Override
  public void check(String key, Runnable look) {
    steps.check(key(key), look);
  }

  @Override
  public <T> T create(String key, Class<T> type, Creation<T> creation, Undo<T> undo) {
    return steps.create(key(key), type, creation, undo);
  }

  @Override
  public <T> T await(String key, Class<T> type, Subject subject, Supplier<Observation<T>> look) {
    return steps.await(key(key), type, subject, look);
  }

  @Override
  public void await(String key, Subject subject, Supplier<? extends Observation<?>> look) {
    steps.await(key(key), subject, look);
  }

  @Override
  public void perform(String key, Runnable effect) {
    steps.perform(key(key), effect);
  }

  @Override
  public <T> Attempted<T> attempt(Supplier<T> some) {
    return steps.attempt(some);
  }
}
