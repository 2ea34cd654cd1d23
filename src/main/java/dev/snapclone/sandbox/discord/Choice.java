package dev.snapclone.sandbox.discord;

/** A choice that autocomplete offers: what is shown, and what is sent. */
public record Choice(String name, String value) {}
