/**
 * The clouds' resources for people: names, ids and states for autocomplete, {@code /instances} and
 * {@code /snapshots}, cached and refreshed in the background. Plans and workflows never use it.
 * Start at {@link dev.snapclone.inventory.Inventory}.
 */
@NullMarked
package dev.snapclone.inventory;

import org.jspecify.annotations.NullMarked;
