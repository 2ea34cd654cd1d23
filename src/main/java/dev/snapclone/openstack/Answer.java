package dev.snapclone.openstack;

import okhttp3.Headers;
import org.jspecify.annotations.Nullable;

/** A complete successful answer: a status below 300, headers, and a body that may be empty. */
final class Answer {
  private final int status;
  private final Headers headers;
  private final byte[] body;

  Answer(int status, Headers headers, byte[] body) {
    this.status = status;
    this.headers = headers;
    this.body = body;
  }

  int status() {
    return status;
  }

  Headers headers() {
    return headers;
  }

  /** The whole body; not copied. */
  byte[] body() {
    return body;
  }

  @Nullable String header(String name) {
    return headers.get(name);
  }
}
