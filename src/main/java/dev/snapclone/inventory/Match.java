package dev.snapclone.inventory;

/**
 * Something that fits what was typed.
 *
 * @param label what people read; untrusted; what tells it from others stands in the first 35
 *     characters
 * @param value what it stands for: an id or a unique name, at most 100 characters
 */
public record Match(String label, String value) {}
