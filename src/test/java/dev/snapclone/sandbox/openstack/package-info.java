/**
 * Tests of the OpenStack sandbox over HTTP. The expected answers were observed on a real Zed cloud.
 */
@NullMarked
package dev.snapclone.sandbox.openstack;

import org.jspecify.annotations.NullMarked;
