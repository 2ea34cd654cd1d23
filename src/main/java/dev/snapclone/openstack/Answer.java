package dev.snapclone.openstack;

import okhttp3.Headers;
import org.jspecify.annotations.Nullable;

/**
 * A whole answer of success.
 *
 * @param status 200 to 299
 * @param headers headers
 * @param body the body, read fully; may be empty
 */
record Answer(int status, Headers headers, byte[] body) {
  /** A header, null when missing. */
  @Nullable String header(String name) {
    return headers.get(name);
  }
}
