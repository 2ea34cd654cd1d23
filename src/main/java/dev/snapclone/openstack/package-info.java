/**
 * Adapter: {@link dev.snapclone.cloud.Cloud} over openstack4j-core. Start at {@link
 * dev.snapclone.openstack.OpenStackClouds}; nothing of the library or of OkHttp leaves this
 * package.
 *
 * <p>What openstack4j does: it holds the token and the region of a call ({@code OSClientV3}, one
 * for each call), builds its address, headers and microversion, makes what is deleted and what is
 * made of security groups ({@code networking()}, {@code compute()} …), maps Keystone's answer to a
 * token, and hands the request to the connector that it finds. What is ours: {@link
 * dev.snapclone.openstack.StrictConnector} carries each request over OkHttp once, within a time
 * limit, and throws on every answer that is not a success; {@link
 * dev.snapclone.openstack.Endpoints} picks the address from the catalog; {@link
 * dev.snapclone.openstack.Tokens} signs in once for all threads and renews. Where the library's
 * service would not do, {@link dev.snapclone.openstack.JsonService} makes the call as one of its
 * services does, and answers with JSON. Of 3.12, per call:
 *
 * <table>
 * <caption>Calls that do not go through a service of the library, and why</caption>
 * <tr><th>call</th><th>why not</th></tr>
 * <tr><td>every list</td><td>the links to the next page are dropped; an answer without the list
 * counts as an empty one</td></tr>
 * <tr><td>instances</td><td>no tags (2.26), no {@code locked} (2.9)</td></tr>
 * <tr><td>attachments</td><td>no {@code delete_on_termination} (2.79)</td></tr>
 * <tr><td>actions of an instance</td><td>no events (2.51)</td></tr>
 * <tr><td>createImage</td><td>from 2.45 the id is in the body, which is dropped</td></tr>
 * <tr><td>createInstance</td><td>no tags (2.52), no {@code networks: auto} (2.37)</td></tr>
 * <tr><td>console</td><td>no {@code remote-consoles} (2.6)</td></tr>
 * <tr><td>flavors, keypairs, zones, networks</td><td>what is missing becomes null or 0, and is to
 * be an error</td></tr>
 * <tr><td>images, and properties set on one</td><td>a property that is no text breaks the reading,
 * of the list or of the answer to the change</td></tr>
 * <tr><td>volumes, volume snapshots</td><td>states that it does not know are lost, so are {@code
 * volume_image_metadata} and the progress of a snapshot</td></tr>
 * <tr><td>createVolume, createVolumeSnapshot</td><td>{@code display_name} is sent too, which no
 * schema has</td></tr>
 * <tr><td>metadata of volumes and snapshots</td><td>no such call</td></tr>
 * <tr><td>ports</td><td>no {@code description}, by which ours are known; a change of security groups
 * sends {@code admin_state_up} too</td></tr>
 * <tr><td>security groups, read</td><td>no telling a group without rules from an answer without
 * them</td></tr>
 * <tr><td>quotas</td><td>no use by volume type, and none at all from Neutron; large numbers
 * overflow</td></tr>
 * <tr><td>sign-in</td><td>no application credential, and its renewal fails on tokens that are not
 * its own</td></tr>
 * </table>
 */
@NullMarked
package dev.snapclone.openstack;

import org.jspecify.annotations.NullMarked;
