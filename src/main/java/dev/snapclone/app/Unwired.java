package dev.snapclone.app;

import dev.snapclone.config.Settings;
import java.io.PrintStream;

/** Stands in until the parts are put together: says so and fails. */
public final class Unwired implements Launch {
  private final PrintStream err;

  /**
   * @param err where it says so
   */
  public Unwired(PrintStream err) {
    this.err = err;
  }

  @Override
  public int run(Settings settings, StopSignal stop) {
    return refuse("run");
  }

  @Override
  public int demo(int port, StopSignal stop) {
    return refuse("demo");
  }

  @Override
  public int tour() {
    return refuse("demo --tour");
  }

  @Override
  public int check(Settings settings) {
    return refuse("check");
  }

  private int refuse(String what) {
    err.println("snapclone " + what + " is not part of this build");
    return 1;
  }
}
