package dev.snapclone.job;

/**
 * How a job recognises what a step made.
 *
 * @param job the job's id
 * @param step the step's key
 */
public record Mark(String job, String step) {}
