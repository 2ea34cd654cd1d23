/**
 * The cached view of the clouds for people: names, ids and states for autocomplete and lists, stale
 * while it is refreshed, never waited for while somebody types. Plans and workflows never use it.
 * Start at {@link dev.snapclone.inventory.Inventory}. Uses {@code cloud}.
 */
@NullMarked
package dev.snapclone.inventory;

import org.jspecify.annotations.NullMarked;
