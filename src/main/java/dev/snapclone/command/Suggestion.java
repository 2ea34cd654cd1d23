package dev.snapclone.command;

/**
 * One autocomplete suggestion.
 *
 * @param label what people read; untrusted, cut by the adapter; what tells things apart stands in
 *     the first 35 characters
 * @param value what the option becomes, at most 100 characters: an id
 */
public record Suggestion(String label, String value) {}
