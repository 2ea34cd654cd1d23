/**
 * The panel of the sandbox cloud on the demo page, and its controls, which cause failures. Start at
 * {@link dev.snapclone.sandbox.openstack.panel.CloudPanel}. Uses the sandbox, Undertow and Jackson.
 */
@NullMarked
package dev.snapclone.sandbox.openstack.panel;

import org.jspecify.annotations.NullMarked;
