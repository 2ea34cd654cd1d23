package dev.snapclone.sandbox.openstack.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The last requests, oldest first. */
public final class RequestLog {
  private static final int MOST = 20_000;

  /** Finds secret values in JSON bodies. */
  private static final Pattern SECRETS =
      Pattern.compile("(\"(?:password|secret|adminPass)\"\\s*:\\s*)\"(?:[^\"\\\\]|\\\\.)*\"");

  private static final Pattern TOKEN =
      Pattern.compile("(\"token\"\\s*:\\s*\\{\\s*\"id\"\\s*:\\s*)\"(?:[^\"\\\\]|\\\\.)*\"");

  private final List<LoggedRequest> requests = new ArrayList<>();

  /** A copy of the log. */
  public synchronized List<LoggedRequest> all() {
    return List.copyOf(requests);
  }

  /** The requests with this method and a path that contains a match of the regular expression. */
  public List<LoggedRequest> matching(String method, String pathRegex) {
    return all().stream().filter(r -> r.is(method, pathRegex)).toList();
  }

  /** Forgets everything. */
  public synchronized void clear() {
    requests.clear();
  }

  synchronized void received(Call call) {
    if (requests.size() >= MOST) {
      requests.subList(0, MOST / 2).clear();
    }
    String version =
        call.header("OpenStack-API-Version")
            .or(() -> call.header("X-OpenStack-Nova-API-Version"))
            .orElse("");
    String body = SECRETS.matcher(call.body()).replaceAll("$1\"***\"");
    body = TOKEN.matcher(body).replaceAll("$1\"***\"");
    requests.add(
        new LoggedRequest(
            call.method(), call.path(), call.rawQuery(), body, version, call.requestId(), 0));
  }

  synchronized void answered(Call call, int status) {
    for (int i = requests.size() - 1; i >= 0; i--) {
      if (requests.get(i).requestId().equals(call.requestId())) {
        requests.set(i, requests.get(i).answered(status));
        return;
      }
    }
  }
}
