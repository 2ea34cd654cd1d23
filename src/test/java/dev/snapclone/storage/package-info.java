/** Tests of storage on real H2 and PostgreSQL databases. */
@NullMarked
package dev.snapclone.storage;

import org.jspecify.annotations.NullMarked;
