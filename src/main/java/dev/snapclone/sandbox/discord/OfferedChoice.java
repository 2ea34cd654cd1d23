package dev.snapclone.sandbox.discord;

/** A choice that autocomplete offers: what is shown, and what is sent. */
public record OfferedChoice(String name, String value) {}
