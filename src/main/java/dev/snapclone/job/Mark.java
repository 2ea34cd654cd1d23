package dev.snapclone.job;

/** Written on what a step makes, so that its job can recognise it. */
public record Mark(String job, String step) {}
