/**
 * Adapter: {@link dev.snapclone.cloud.Cloud} over openstack4j-core. Start at {@link
 * dev.snapclone.openstack.OpenStackClouds}; nothing of the library or of OkHttp leaves this
 * package.
 *
 * <p>openstack4j keeps the token and region of a call (one {@code OSClientV3} per call), builds its
 * address, headers and microversion, makes deletions and security group changes ({@code
 * networking()}, {@code compute()} …), and reads Keystone's token. Our own parts: {@link
 * dev.snapclone.openstack.StrictConnector} sends each request over OkHttp once, within a time
 * limit, and throws on every unsuccessful answer; {@link dev.snapclone.openstack.Endpoints} picks
 * the address from the catalog; {@link dev.snapclone.openstack.Tokens} signs in once for all
 * threads; {@link dev.snapclone.openstack.JsonService} makes the calls that the library's services
 * (3.12) cannot, and returns JSON:
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
 * <tr><td>flavors, keypairs, zones, networks</td><td>missing values become null or 0
 * instead of an error</td></tr>
 * <tr><td>images, and properties set on one</td><td>a property that is not a text breaks
 * reading the list or the answer</td></tr>
 * <tr><td>volumes, volume snapshots</td><td>drops unknown states, {@code
 * volume_image_metadata} and the progress of a snapshot</td></tr>
 * <tr><td>createVolume, createVolumeSnapshot</td><td>sends {@code display_name}, which is in no
 * schema</td></tr>
 * <tr><td>metadata of volumes and snapshots</td><td>no such call</td></tr>
 * <tr><td>ports</td><td>no {@code description}, which holds our mark; a change of security groups
 * sends {@code admin_state_up} too</td></tr>
 * <tr><td>security groups, read</td><td>cannot tell a group without rules from an answer
 * without them</td></tr>
 * <tr><td>quotas</td><td>no use by volume type, and none at all from Neutron; large numbers
 * overflow</td></tr>
 * <tr><td>sign-in</td><td>no application credential, and its renewal fails on tokens that are not
 * its own</td></tr>
 * </table>
 */
@NullMarked
package dev.snapclone.openstack;

import org.jspecify.annotations.NullMarked;
