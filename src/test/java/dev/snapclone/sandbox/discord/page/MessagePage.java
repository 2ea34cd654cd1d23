package dev.snapclone.sandbox.discord.page;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.snapclone.sandbox.discord.DiscordSandbox;
import dev.snapclone.sandbox.discord.DiscordSandboxOptions;
import dev.snapclone.sandbox.discord.HttpWire;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Map;

/**
 * Messages as anna sees them in #ops: their JSON is posted as a bot posts it, and a real Chromium
 * shows the page.
 */
public final class MessagePage implements AutoCloseable {
  private final DiscordSandbox sandbox =
      DiscordSandbox.start(DiscordSandboxOptions.demo(InstantSource.system()).withoutRateLimits());
  private final ChatPage page = new ChatPage(sandbox, Map.of());
  private final Chromium chromium;

  /** Uses a Chromium that stays open. */
  public MessagePage(Chromium chromium) {
    this.chromium = chromium;
  }

  /** The chat behind the page. */
  public DiscordSandbox sandbox() {
    return sandbox;
  }

  /** Where the page is. */
  public String url() {
    return page.url();
  }

  /**
   * Posts a message.
   *
   * @param json the body of Discord's "Create Message"
   * @return its id
   * @throws AssertionError when Discord would not take it
   */
  public String post(String json) throws IOException, InterruptedException {
    HttpWire.Got got =
        new HttpWire(sandbox).post("channels/" + sandbox.channelId("ops") + "/messages", json);
    if (got.status() != 200) {
      throw new AssertionError(got);
    }
    return got.body().path("id").asText();
  }

  /** Opens the page in a window of that many px; nothing but the chat is on it. */
  public Page opens(int width, int height, ColorScheme colours) {
    Page opened = chromium.opens(page.url(), width, height, colours);
    opened.getByLabel("Dismiss the guided start").click();
    return opened;
  }

  /** Returns a message on the page. */
  public static Locator message(Page page, String id) {
    return page.locator("#m-" + id);
  }

  @Override
  public void close() {
    page.close();
    sandbox.close();
  }
}
