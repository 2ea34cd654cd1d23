package dev.snapclone.sandbox.openstack.wire;

import java.util.regex.Pattern;

/**
 * A request as the sandbox saw it.
 *
 * @param method GET, POST …
 * @param path decoded path, with the service's prefix
 * @param query as it was sent, empty for none
 * @param body as it was sent, without passwords and secrets
 * @param microversion the value of OpenStack-API-Version (or Nova's old header), empty for none
 * @param requestId the answer's request id
 * @param status the answer's status; 0 before it, {@link #LOST} when it was not sent
 */
public record LoggedRequest(
    String method,
    String path,
    String query,
    String body,
    String microversion,
    String requestId,
    int status) {
  /** The status of a request whose answer was not sent. */
  public static final int LOST = -1;

  /** Whether it has this method and a path that contains a match of the regular expression. */
  public boolean is(String wantedMethod, String pathRegex) {
    return method.equals(wantedMethod) && Pattern.compile(pathRegex).matcher(path).find();
  }

  LoggedRequest answered(int code) {
    return new LoggedRequest(method, path, query, body, microversion, requestId, code);
  }
}
