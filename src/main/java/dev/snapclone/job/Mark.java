package dev.snapclone.job;

/** How a job recognises what a step made. */
public record Mark(String job, String step) {}
