package dev.snapclone.sandbox.openstack.wire;

import java.util.regex.Pattern;

/**
 * A request as the sandbox saw it.
 *
 * @param method GET, POST …
 * @param path decoded path, with the service's prefix
 * @param query as it was sent, empty for none
 * @param body as it was sent, passwords and secrets blanked
 * @param microversion what OpenStack-API-Version (or Nova's old header) said, empty for none
 * @param requestId the answer's request id
 * @param status the answer's status; 0 while there is none, {@link #LOST} when it never left
 */
public record LoggedRequest(
    String method,
    String path,
    String query,
    String body,
    String microversion,
    String requestId,
    int status) {
  /** The status of a request whose answer never left. */
  public static final int LOST = -1;

  /** Whether it is this method on a path in which the regular expression is found. */
  public boolean is(String wantedMethod, String pathRegex) {
    return method.equals(wantedMethod) && Pattern.compile(pathRegex).matcher(path).find();
  }

  LoggedRequest answered(int code) {
    return new LoggedRequest(method, path, query, body, microversion, requestId, code);
  }
}
