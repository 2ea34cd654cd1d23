package dev.snapclone.windows;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Other ways to the consoles of a cloud.
 *
 * @param jumpHost {@code user@host} of a machine that can reach the console; null for none
 * @param page an instance's page in the web interface, with {@code {instance}} for its id; null for
 *     none
 */
public record ConsoleHint(@Nullable String jumpHost, @Nullable String page) {
  public static final ConsoleHint NONE = new ConsoleHint(null, null);

  /**
   * A tunnel through the jump host.
   *
   * @param command to run at home; contains no secret
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
    // Listening on a port below 1024 needs special rights.
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
