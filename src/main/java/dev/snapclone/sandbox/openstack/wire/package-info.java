/**
 * The HTTP side of the OpenStack sandbox: one loopback listener, requests and answers as plain
 * values, the fault plan and the request log. Knows nothing of OpenStack beyond paths and tokens.
 * Start at {@link dev.snapclone.sandbox.openstack.wire.Gate}. Uses the JDK, Undertow and Jackson.
 */
@NullMarked
package dev.snapclone.sandbox.openstack.wire;

import org.jspecify.annotations.NullMarked;
