package dev.snapclone.command;

/**
 * One autocomplete suggestion.
 *
 * @param label untrusted, cut by the adapter; its first 35 characters must distinguish it
 * @param value what the option becomes, at most 100 characters: an id
 */
public record Suggestion(String label, String value) {}
