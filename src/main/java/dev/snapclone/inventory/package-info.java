/**
 * What there is in the clouds, for people: names, ids and states for autocomplete and for {@code
 * /instances} and {@code /snapshots}, cached, stale while they are refreshed, never waited for
 * while somebody types. Plans and workflows never use it. Start at {@link
 * dev.snapclone.inventory.Inventory}. Uses {@code cloud}, {@code command} and {@code request}.
 */
@NullMarked
package dev.snapclone.inventory;

import org.jspecify.annotations.NullMarked;
