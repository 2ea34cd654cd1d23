package dev.snapclone.windows;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Pattern;

/** Opens a plain TCP connection and closes it at once. */
public final class TcpReachability implements Reachability {
  /** Only addresses: a name would need a lookup, and could point anywhere. */
  private static final Pattern ADDRESS =
      Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}|[0-9A-Fa-f:]*:[0-9A-Fa-f:.]*");

  private final Duration patience;

  /** Waits three seconds for an answer. */
  public TcpReachability() {
    this(Duration.ofSeconds(3));
  }

  public TcpReachability(Duration patience) {
    this.patience = patience;
  }

  @Override
  public Result probe(String ip, int port) {
    if (!ADDRESS.matcher(ip).matches()) {
      return Result.NO_ROUTE;
    }
    try (Socket socket = new Socket()) {
      socket.connect(
          new InetSocketAddress(InetAddress.getByName(ip), port), (int) patience.toMillis());
      return Result.OPEN;
    } catch (SocketTimeoutException silent) {
      return Result.SILENT;
    } catch (ConnectException refused) {
      String why = String.valueOf(refused.getMessage()).toLowerCase(Locale.ROOT);
      return why.contains("refused")
          ? Result.REFUSED
          : why.contains("timed out") ? Result.SILENT : Result.NO_ROUTE;
    } catch (IOException noRoute) {
      return Result.NO_ROUTE;
    }
  }
}
