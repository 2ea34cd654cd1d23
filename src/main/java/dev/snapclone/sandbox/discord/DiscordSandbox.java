package dev.snapclone.sandbox.discord;

import dev.snapclone.sandbox.SandboxThreads;
import dev.snapclone.sandbox.discord.chat.Channel;
import dev.snapclone.sandbox.discord.chat.ChatEvent;
import dev.snapclone.sandbox.discord.chat.ChatWorld;
import dev.snapclone.sandbox.discord.chat.Dispatcher;
import dev.snapclone.sandbox.discord.chat.Guild;
import dev.snapclone.sandbox.discord.chat.GuildRole;
import dev.snapclone.sandbox.discord.chat.Interaction;
import dev.snapclone.sandbox.discord.chat.Permission;
import dev.snapclone.sandbox.discord.chat.User;
import dev.snapclone.sandbox.discord.gateway.SandboxGateway;
import dev.snapclone.sandbox.discord.rest.Request;
import dev.snapclone.sandbox.discord.rest.RestApi;
import dev.snapclone.sandbox.discord.rest.RestFaults;
import io.undertow.Handlers;
import io.undertow.Undertow;
import io.undertow.server.HttpHandler;
import io.undertow.server.handlers.PathHandler;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A Discord server on loopback. A bot that uses {@link #apiUrl} and {@link #gatewayUrl} with {@link
 * #token} finds a guild; {@link #person} gives control of the people in it.
 */
public final class DiscordSandbox implements AutoCloseable {
  private static final String GATEWAY = "/gateway";
  private static final String FILES = "/attachments";

  private final ChatWorld world;
  private final SandboxGateway gateway;
  private final RestApi rest;
  private final PathHandler paths;
  private final Undertow server;
  private final Places places;
  private final Interactions interactions;
  private final Deadlines deadlines;
  private final ScheduledThreadPoolExecutor later;
  private final CompletableFuture<Integer> port = new CompletableFuture<>();

  private DiscordSandbox(DiscordSandboxOptions options) {
    this.world = Founding.found(options);
    this.later = new ScheduledThreadPoolExecutor(1, SandboxThreads.named("discord-sandbox"));
    later.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    this.places = new Places(world);
    this.deadlines = new Deadlines(world, later);
    this.interactions = new Interactions(world, deadlines::watch);
    this.gateway =
        new SandboxGateway(world, () -> gatewayUrl() + "/resume", options.privilegedIntents());
    this.rest =
        new RestApi(
            world, options.clock(), options.realRateLimits(), this::gatewayUrl, this::filesUrl);
    this.paths = Handlers.path(rest);
    paths.addPrefixPath(GATEWAY, Handlers.websocket(gateway));
    paths.addPrefixPath(FILES, new Downloads(world));
    this.server =
        Undertow.builder()
            .addHttpListener(options.port(), "127.0.0.1")
            .setIoThreads(2)
            .setWorkerThreads(8)
            .setHandler(paths)
            .build();
  }

  /**
   * Starts a sandbox; it listens when this returns.
   *
   * @throws UncheckedIOException when its port is taken, in one sentence
   */
  public static DiscordSandbox start(DiscordSandboxOptions options) {
    DiscordSandbox sandbox = new DiscordSandbox(options);
    sandbox.world.dispatchTo(sandbox.gateway);
    try {
      sandbox.server.start();
    } catch (RuntimeException e) {
      if (e.getCause() instanceof BindException taken) {
        String port = "Port " + options.port() + " of 127.0.0.1 cannot be listened on: ";
        throw new UncheckedIOException(
            port + taken.getMessage() + ". Stop what uses it, or name another port.", taken);
      }
      throw e;
    }
    InetSocketAddress address =
        (InetSocketAddress) sandbox.server.getListenerInfo().get(0).getAddress();
    sandbox.port.complete(address.getPort());
    return sandbox;
  }

  private String host() {
    return "127.0.0.1:" + port.join();
  }

  private String filesUrl() {
    return "http://" + host() + FILES + "/";
  }

  /** REST base, ends with {@code /api/v10/}. */
  public String apiUrl() {
    return "http://" + host() + RestApi.BASE + "/";
  }

  /** Where the bot's WebSocket connects. */
  public String gatewayUrl() {
    return "ws://" + host() + GATEWAY;
  }

  /** The bot's token. */
  public String token() {
    return world.token();
  }

  /** The bot's (and its application's) id. */
  public String botId() {
    return world.bot().id();
  }

  /** The id of the first guild. */
  public String guildId() {
    return guild().id();
  }

  /** The id of a guild, by name. */
  public String guildId(String name) {
    return named(world.guilds().stream().filter(g -> g.name().equals(name)), name).id();
  }

  private Guild guild() {
    return named(world.guilds().stream(), "any guild");
  }

  /** The id of a channel or thread, by name. */
  public String channelId(String name) {
    return places.channel(name, world.bot()).id();
  }

  /** The id of a role in the first guild, by name. */
  public String roleId(String name) {
    return named(guild().roles().stream().filter((GuildRole r) -> r.name().equals(name)), name)
        .id();
  }

  private static <T> T named(Stream<T> found, String name) {
    return found.findFirst().orElseThrow(() -> new IllegalArgumentException("no " + name));
  }

  /** Returns a person to play, by name. */
  public Person person(String name) {
    User user = named(world.users().stream().filter(u -> u.name().equals(name)), name);
    return new Person(world, user, places, interactions);
  }

  /** Denies exactly these permissions to the bot in a channel, from now on. */
  public void forbidBot(String channel, Set<Permission> permissions) {
    synchronized (world) {
      Channel where = places.channel(channel, world.bot());
      Founding.forbid(where, world.bot(), permissions);
      world.dispatch("CHANNEL_UPDATE", where.json(), Dispatcher.GUILDS);
    }
  }

  /**
   * Makes a channel in the first guild, as an administrator would; returns its id.
   *
   * @param type one of those of {@link Channel}
   */
  public String addChannel(String name, int type) {
    synchronized (world) {
      Channel made = Channel.inGuild(world.newId(), type, name, guild(), 9);
      world.add(made);
      world.dispatch("CHANNEL_CREATE", made.json(), Dispatcher.GUILDS);
      return made.id();
    }
  }

  /** Deletes a channel or thread for good, as an administrator would. */
  public void deleteChannel(String name) {
    synchronized (world) {
      Channel gone = places.channel(name, world.bot());
      for (Channel thread : world.channels()) {
        if (gone.equals(thread.parent())) {
          world.remove(thread);
        }
      }
      world.remove(gone);
      world.dispatch(
          gone.isThread() ? "THREAD_DELETE" : "CHANNEL_DELETE", gone.json(), Dispatcher.GUILDS);
      world.changed();
    }
  }

  /** Archives a thread and locks it, as a moderator would: only moderators can write there. */
  public void lockThread(String name) {
    synchronized (world) {
      Channel thread = places.channel(name, world.bot());
      thread.archived(true, world.now());
      thread.locked(true);
      world.threadChanged(thread);
    }
  }

  /** Archives a thread, as its owner or a moderator would; a message unarchives it. */
  public void archiveThread(String name) {
    synchronized (world) {
      Channel thread = places.channel(name, world.bot());
      thread.archived(true, world.now());
      world.threadChanged(thread);
    }
  }

  /** Moves the time forward for tokens, deadlines, nonces and the archiving of inactive threads. */
  public void advance(Duration by) {
    world.clock().advance(by);
    world.archiveQuietThreads();
    deadlines.check();
    world.changed();
  }

  /** The planned faults of the REST API. */
  public RestFaults faults() {
    return rest.faults();
  }

  /** The gateway, to cut it, repeat events or count sessions. */
  public SandboxGateway gateway() {
    return gateway;
  }

  /** Every REST request so far, oldest first. */
  public List<Request> requests() {
    return rest.requests();
  }

  /** Adds a listener for changes in the chat, called in order on one thread. */
  public void onEvent(Consumer<ChatEvent> listener) {
    world.onEvent(event -> later.execute(() -> listener.accept(event)));
  }

  /**
   * Serves another path at the same address, besides REST, gateway and files.
   *
   * @param path {@code /} for the root alone, else this path and everything below it
   */
  public void serve(String path, HttpHandler handler) {
    if (path.equals("/")) {
      paths.addExactPath(path, handler);
    } else {
      paths.addPrefixPath(path, handler);
    }
  }

  /** Scheme, host and port of everything that is served. */
  public String url() {
    return "http://" + host();
  }

  /** The state itself, for the demo page; it is its own lock. */
  public ChatWorld world() {
    return world;
  }

  /** Returns a snapshot of everything: guilds, channels, people, messages, commands. */
  public ChatSnapshot snapshot() {
    return ChatSnapshot.of(world);
  }

  /** Stops listening and cuts all connections. */
  @Override
  public void close() {
    gateway.dropConnections();
    server.stop();
    later.shutdown();
    try {
      if (!later.awaitTermination(2, TimeUnit.SECONDS)) {
        later.shutdownNow();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Says "The application did not respond" once for each interaction that got no answer. */
  private record Deadlines(ChatWorld world, ScheduledExecutorService later, Set<Interaction> open) {
    Deadlines(ChatWorld world, ScheduledExecutorService later) {
      this(world, later, new LinkedHashSet<>());
    }

    void watch(Interaction interaction) {
      synchronized (world) {
        open.add(interaction);
      }
      long millis = Interaction.FIRST_ANSWER.toMillis() + 50;
      Future<?> unused = later.schedule(this::check, millis, TimeUnit.MILLISECONDS);
    }

    void check() {
      synchronized (world) {
        open.removeIf(Interaction::answered);
        for (Interaction late : List.copyOf(open)) {
          if (late.missed(world.now())) {
            open.remove(late);
            world.emit(
                ChatEvent.Kind.NO_RESPONSE, late.channel(), late.invoker(), null, late.label());
          }
        }
      }
    }
  }
}
