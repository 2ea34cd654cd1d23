package dev.snapclone.sandbox.openstack.panel;

import java.util.function.Supplier;

/**
 * Something that people can do to what they watch.
 *
 * @param id a word for the address
 * @param label what stands on it
 * @param hint what comes of it, in a sentence
 * @param pull does it, without waiting
 * @param state how it stands now: empty when it can be pulled, else what goes on
 * @param again whether it can be pulled while something goes on, to end it
 */
public record Lever(
    String id, String label, String hint, Runnable pull, Supplier<String> state, boolean again) {}
