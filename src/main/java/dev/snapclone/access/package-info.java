/**
 * The roles of people and the rules for what they may do. Start at {@link
 * dev.snapclone.access.AccessPolicy}. Uses the JDK only.
 */
@NullMarked
package dev.snapclone.access;

import org.jspecify.annotations.NullMarked;
