package dev.snapclone.job;

/**
 * Carries out one kind of durable errand: something that must be done once and soon, even after a
 * crash, such as answering an interaction. It is tried again with backoff when it throws, so it
 * must be repeatable.
 */
@FunctionalInterface
public interface ErrandHandler {
  /**
   * Carries the errand out.
   *
   * @param id the errand's id
   * @param payload what was stored with it
   * @param attempt 0 the first time
   * @return true when it is done; false to be called again later
   */
  boolean carryOut(String id, String payload, int attempt);
}
