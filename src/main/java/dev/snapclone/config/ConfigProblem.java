package dev.snapclone.config;

import java.util.Objects;

/**
 * One thing that is wrong with the configuration. Never holds a secret value.
 *
 * @param origin where: {@code file:line}, {@code environment variable NAME}, or what was looked
 *     through
 * @param what what is wrong, naming the key
 * @param mend what to do about it
 */
public record ConfigProblem(String origin, String what, String mend) {
  public ConfigProblem {
    Objects.requireNonNull(origin, "origin");
    Objects.requireNonNull(what, "what");
    Objects.requireNonNull(mend, "mend");
  }

  @Override
  public String toString() {
    return origin + ": " + what + ". " + mend;
  }
}
