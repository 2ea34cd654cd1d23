package dev.snapclone.app;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;

/** What {@code /readyz} of a bot on a stage says. */
final class Readyz {
  private Readyz() {}

  static String of(Stage stage) {
    URI uri = URI.create("http://127.0.0.1:" + stage.bot.opsPort() + "/readyz");
    try {
      return HttpClient.newHttpClient()
          .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
          .body();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
