/**
 * A cloud on loopback: imitates Keystone v3, Nova, Glance, Cinder v3 and Neutron as far as a bot
 * that snapshots and clones calls them, with the inconsistencies, delays and error bodies of a real
 * one (Zed). Does not know the bot. Start at {@link
 * dev.snapclone.sandbox.openstack.OpenStackSandbox}; each service is an {@code …Api} class over
 * {@code CloudWorld}, and changes over time are in the {@code …Lifecycle} classes. Uses the JDK,
 * Undertow and Jackson.
 */
@NullMarked
package dev.snapclone.sandbox.openstack;

import org.jspecify.annotations.NullMarked;
