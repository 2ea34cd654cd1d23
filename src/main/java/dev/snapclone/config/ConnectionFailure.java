package dev.snapclone.config;

import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.Locale;
import javax.net.ssl.SSLException;

/** Explains why a configured address did not answer. */
public final class ConnectionFailure {
  private static final int DEEPEST = 10;

  private ConnectionFailure() {}

  /**
   * The reason, for use after a colon.
   *
   * @param failure the exception, whose causes are examined
   */
  public static String words(Throwable failure) {
    Throwable at = failure;
    for (int i = 0; at != null && i < DEEPEST; i++, at = at.getCause()) {
      String words = of(at);
      if (!words.isEmpty()) {
        return words;
      }
    }
    return "the connection broke";
  }

  private static String of(Throwable failure) {
    String said = String.valueOf(failure.getMessage());
    String message = said.toLowerCase(Locale.ROOT);
    if (failure instanceof UnknownHostException) {
      return "its name is not found (DNS)";
    }
    // OkHttp has no type for this, so its message decides.
    if (failure instanceof IOException
        && (message.contains("authenticate with proxy") || message.contains("http_proxy_auth"))) {
      return "the proxy asks for a user and a password (407)";
    }
    if (failure instanceof SSLException && !cutOff(failure)) {
      return "no trusted connection (TLS): " + said;
    }
    if (failure instanceof NoRouteToHostException) {
      return "there is no way to it from here";
    }
    if (failure instanceof InterruptedIOException || message.contains("timed out")) {
      return "no answer in time";
    }
    if (failure instanceof ConnectException) {
      return message.contains("refused") || failure.getCause() == null
          ? "it refuses the connection"
          : "";
    }
    return "";
  }

  private static boolean cutOff(Throwable failure) {
    for (Throwable at = failure.getCause(); at != null; at = at.getCause()) {
      if (at instanceof EOFException || at instanceof SocketException) {
        return true;
      }
    }
    return false;
  }
}
