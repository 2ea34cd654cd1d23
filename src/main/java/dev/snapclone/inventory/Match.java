package dev.snapclone.inventory;

/**
 * Something that matches what was typed.
 *
 * @param label untrusted; its first 35 characters must distinguish it
 * @param value an id or a unique name, at most 100 characters
 */
public record Match(String label, String value) {}
