package dev.snapclone.cloud;

/**
 * A keypair of the bot's own user.
 *
 * @param name unique for the user
 * @param fingerprint fingerprint of the public key
 */
public record Keypair(String name, String fingerprint) {}
