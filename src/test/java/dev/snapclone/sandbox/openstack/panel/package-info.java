/** Tests of the cloud panel of the demo page. */
@NullMarked
package dev.snapclone.sandbox.openstack.panel;

import org.jspecify.annotations.NullMarked;
