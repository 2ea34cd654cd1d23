/** The OpenStack sandbox, asked over HTTP; what is expected was seen on a real Zed cloud. */
@NullMarked
package dev.snapclone.sandbox.openstack.panel;

import org.jspecify.annotations.NullMarked;
