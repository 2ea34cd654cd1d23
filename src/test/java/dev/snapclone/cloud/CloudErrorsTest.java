package dev.snapclone.cloud;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.snapclone.config.ConnectionFailure;
import dev.snapclone.i18n.Text.Arg;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CloudErrorsTest {
  private static Arg said(String words) {
    return CloudErrors.explain(
            new CloudException(
                CloudException.Kind.UNREACHABLE, "lab", "compute", 0, words, null, null))
        .what()
        .args()
        .get(2);
  }

  /** Else half of the sentence would be English to everybody. */
  @ParameterizedTest
  @ValueSource(strings = {"refused", "late", "name", "no way", "broke", "proxy"})
  void whatTheBotSaysOfAConnectionIsSaidInTheReadersLanguage(String how) {
    IOException failure =
        switch (how) {
          case "refused" -> new ConnectException("Connection refused");
          case "late" -> new SocketTimeoutException("timed out");
          case "name" -> new UnknownHostException("lab");
          case "no way" -> new NoRouteToHostException("lab");
          case "proxy" -> new IOException("Failed to authenticate with proxy");
          default -> new IOException("reset");
        };
    String words = ConnectionFailure.words(failure);
    assertNotNull(said(words).text(), words);
  }

  @Test
  void whatTheCloudSaysStays() {
    assertEquals("It is full", said("It is full").value());
  }
}
