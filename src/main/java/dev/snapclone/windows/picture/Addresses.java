package dev.snapclone.windows.picture;

/**
 * The addresses in the pictures; each is empty when unknown.
 *
 * @param old the outdated one in Windows
 * @param own the copy's own
 * @param reachable where Remote Desktop finds it
 */
public record Addresses(String old, String own, String reachable) {}
