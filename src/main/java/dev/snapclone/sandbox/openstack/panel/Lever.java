package dev.snapclone.sandbox.openstack.panel;

import java.util.function.Supplier;

/**
 * A control with which people change the cloud.
 *
 * @param id its name in the address
 * @param hint its effect, in a sentence
 * @param pull performs the action without waiting
 * @param state its current state: empty when it can be used, else what is going on
 * @param again whether it can be used while something is going on, to end that
 */
public record Lever(
    String id, String label, String hint, Runnable pull, Supplier<String> state, boolean again) {}
