/**
 * What a page shows of the sandbox cloud, and the levers with which people make trouble there.
 * Start at {@link dev.snapclone.sandbox.openstack.panel.CloudPanel}. Uses the sandbox, Undertow and
 * Jackson.
 */
@NullMarked
package dev.snapclone.sandbox.openstack.panel;

import org.jspecify.annotations.NullMarked;
