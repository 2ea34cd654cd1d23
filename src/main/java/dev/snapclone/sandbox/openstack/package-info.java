/**
 * A cloud on loopback: imitates Keystone v3, Nova, Glance, Cinder v3 and Neutron as far as a bot
 * that snapshots and clones calls them, with the lies, delays and error bodies of a real one (Zed).
 * It knows nothing of the bot. Start at {@link dev.snapclone.sandbox.openstack.OpenStackSandbox};
 * each service is one {@code …Api} class over the {@code World}, and what happens by itself is in
 * the {@code …Lifecycle} classes. Uses the JDK, Undertow and Jackson.
 */
@NullMarked
package dev.snapclone.sandbox.openstack;

import org.jspecify.annotations.NullMarked;
