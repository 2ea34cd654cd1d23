/**
 * The port to a cloud: verbs in OpenStack's words, records, marks and recipe keys, and what its
 * errors mean to people. One adapter speaks to a real OpenStack, an in-memory one stands in for
 * tests. Start at {@link dev.snapclone.cloud.Cloud}. Uses {@code i18n}.
 */
@NullMarked
package dev.snapclone.cloud;

import org.jspecify.annotations.NullMarked;
