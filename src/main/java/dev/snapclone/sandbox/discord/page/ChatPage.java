package dev.snapclone.sandbox.discord.page;

import dev.snapclone.sandbox.SandboxThreads;
import dev.snapclone.sandbox.discord.DiscordSandbox;
import io.undertow.Handlers;
import io.undertow.server.HttpHandler;
import io.undertow.server.handlers.PathHandler;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The page on a sandbox's own port: {@code /} is the page, {@code /page/…} its files, its view of
 * the chat and what people do there.
 *
 * <ul>
 *   <li>{@code GET /page/api/NAME/state}: everything that the person sees, and the number up to
 *       which it holds
 *   <li>{@code GET /page/api/NAME/stream?after=NUMBER}: what changed since, by WebSocket
 *   <li>{@code POST /page/api/NAME/command}, {@code complete}, {@code press}, {@code choose},
 *       {@code submit}, {@code say}: what the person does; 422 with a sentence where Discord's
 *       client would not let them
 * </ul>
 */
public final class ChatPage implements AutoCloseable {
  private static final String ROOT = "/page";

  private final DiscordSandbox discord;
  private final ExecutorService waiting;
  private final EventStream stream;

  /**
   * Puts the page onto a sandbox.
   *
   * @param discord the sandbox that it shows
   * @param beside what else the page may ask for, by path, for example {@code /panel}
   */
  public ChatPage(DiscordSandbox discord, Map<String, HttpHandler> beside) {
    this.discord = discord;
    // What people do waits for the bot, which needs the sandbox's own workers to answer.
    this.waiting = Executors.newCachedThreadPool(SandboxThreads.named("chat-page"));
    PersonView view = new PersonView(discord.world());
    this.stream = new EventStream(discord.world(), view);
    Assets assets = Assets.load();
    PathHandler below = Handlers.path(assets);
    below.addPrefixPath("/api", new PersonApi(discord, view, stream, waiting));
    discord.serve("/", new Guard(assets::index));
    discord.serve(ROOT, new Guard(below));
    beside.forEach((path, handler) -> discord.serve(path, new Guard(handler)));
  }

  /** Where to point a browser. */
  public String url() {
    return discord.url() + "/";
  }

  /** Ends the streams; the sandbox serves the page's files as long as it runs. */
  @Override
  public void close() {
    stream.close();
    waiting.shutdownNow();
  }
}
