/**
 * Leases: how long a snapshot, a clone or a copy is kept, the reminder before the end, and the
 * deletion at the end. Start at {@link dev.snapclone.lease.LeaseErrand}, which takes each step of a
 * lease; {@link dev.snapclone.job.Lease} is what is stored. Uses {@code request}, {@code procedure}
 * and {@code config}.
 */
@NullMarked
package dev.snapclone.lease;

import org.jspecify.annotations.NullMarked;
