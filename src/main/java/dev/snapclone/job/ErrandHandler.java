package dev.snapclone.job;

/**
 * Carries out one kind of errand, such as answering an interaction. It is called again with backoff
 * when it throws, so it must be repeatable.
 */
@FunctionalInterface
public interface ErrandHandler {
  /**
   * Carries out one errand.
   *
   * @param id the errand's id
   * @param attempt counts from 0
   * @return true when it is done; false to be called again later
   */
  boolean carryOut(String id, String payload, int attempt);
}
