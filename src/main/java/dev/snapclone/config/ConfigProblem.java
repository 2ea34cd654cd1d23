package dev.snapclone.config;

import java.util.Objects;

/**
 * One problem of the configuration. Never contains a secret value.
 *
 * @param origin {@code file:line}, {@code environment variable NAME}, or the places searched
 * @param what what is wrong, naming the key
 * @param fix how to fix it
 */
public record ConfigProblem(String origin, String what, String fix) {
  public ConfigProblem {
    Objects.requireNonNull(origin, "origin");
    Objects.requireNonNull(what, "what");
    Objects.requireNonNull(fix, "mend");
  }

  @Override
  public String toString() {
    return origin + ": " + what + ". " + fix;
  }
}
