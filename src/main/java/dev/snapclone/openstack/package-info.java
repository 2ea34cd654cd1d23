/**
 * Adapter: {@link dev.snapclone.cloud.Cloud} over openstack4j-core. The library gives sessions, the
 * catalog, models and services; {@link dev.snapclone.openstack.StrictConnector} carries its
 * requests and throws on every answer that is not a success. Start at {@link
 * dev.snapclone.openstack.OpenStackClouds}; nothing of the library or of OkHttp leaves this
 * package.
 */
@NullMarked
package dev.snapclone.openstack;

import org.jspecify.annotations.NullMarked;
