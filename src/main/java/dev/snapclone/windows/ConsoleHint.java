package dev.snapclone.windows;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * How else one gets to the console of a cloud.
 *
 * @param jumpHost {@code user@host} of a machine from which the console can be reached; null for
 *     none
 * @param page address of the instance's page in the web interface, with {@code {instance}} for its
 *     id; null for none
 */
public record ConsoleHint(@Nullable String jumpHost, @Nullable String page) {
  /** None. */
  public static final ConsoleHint NONE = new ConsoleHint(null, null);

  /**
   * A tunnel through the jump host.
   *
   * @param command what to run at home; holds no secret
   * @param url the console's address at the near end; as secret as the link itself
   */
  record Tunnel(String command, String url) {}

  /** The tunnel to a console; null without a jump host, or when the link names no host. */
  @Nullable Tunnel tunnel(String link) {
    URI uri = URI.create(link);
    if (jumpHost == null || uri.getHost() == null) {
      return null;
    }
    int port = uri.getPort() > 0 ? uri.getPort() : "http".equals(uri.getScheme()) ? 80 : 443;
    // Ports below 1024 cannot be listened on without rights.
    int near = port < 1024 ? port + 8000 : port;
    String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    return new Tunnel(
        "ssh -N -L " + near + ":" + uri.getHost() + ":" + port + " " + jumpHost,
        uri.getScheme() + "://localhost:" + near + uri.getRawPath() + query);
  }

  /** The page of an instance; null when none is configured. */
  @Nullable String pageOf(String instanceId) {
    return page == null ? null : page.replace("{instance}", instanceId);
  }
}
