package dev.snapclone.discord;

import com.neovisionaries.ws.client.WebSocketFactory;
import dev.snapclone.config.ConnectionFailure;
import dev.snapclone.config.DiscordSettings;
import dev.snapclone.config.ProxySettings;
import java.io.IOException;
import java.net.Proxy;
import java.net.URI;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import net.dv8tion.jda.api.JDA;
import net.dv8tion.jda.api.JDABuilder;
import net.dv8tion.jda.api.events.session.ReadyEvent;
import net.dv8tion.jda.api.events.session.ShutdownEvent;
import net.dv8tion.jda.api.exceptions.ErrorResponseException;
import net.dv8tion.jda.api.exceptions.InvalidTokenException;
import net.dv8tion.jda.api.hooks.ListenerAdapter;
import net.dv8tion.jda.api.requests.GatewayIntent;
import net.dv8tion.jda.api.requests.Response;
import net.dv8tion.jda.api.requests.RestAction;
import net.dv8tion.jda.api.requests.RestConfig;
import net.dv8tion.jda.api.utils.ConcurrentSessionController;
import net.dv8tion.jda.api.utils.SessionController;
import net.dv8tion.jda.internal.utils.IOUtil;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs JDA in, and explains a failed login in one sentence. */
final class JdaLogin {
  private static final int PROXY_WANTS_LOGIN = 407;
  private static final String DISCORDS_GATEWAY = "wss://gateway.discord.gg";

  /** JDA's default. */
  private static final int CONNECT_MILLIS = 10_000;

  private static final Duration READY_WITHIN = Duration.ofSeconds(60);
  private static final Logger log = LoggerFactory.getLogger(JdaLogin.class);

  private final DiscordSettings settings;
  private final Interceptor answers;

  /**
   * @param answers sees Discord's answers
   */
  JdaLogin(DiscordSettings settings, Interceptor answers) {
    this.settings = settings;
    this.answers = answers;
  }

  /**
   * A login under way: ready, or ended with a {@link DiscordException}.
   *
   * @param failure why the gateway could not be reached the last time; null when it could
   */
  record Login(
      JDA jda, CompletableFuture<JDA> ready, AtomicReference<@Nullable Throwable> failure) {
    /**
     * Waits until the login is complete.
     *
     * @throws DiscordException in one sentence, when it never will be
     */
    void awaitReady() {
      awaitReady(READY_WITHIN);
    }

    void awaitReady(Duration most) {
      try {
        ready.get(most.toSeconds(), TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new DiscordException("The start was interrupted.");
      } catch (ExecutionException e) {
        throw unwrap(e.getCause());
      } catch (TimeoutException e) {
        Throwable why = failure.get();
        throw new DiscordException(
            DiscordException.Kind.NETWORK,
            "Discord's gateway was not ready within "
                + most.toSeconds()
                + " seconds"
                + (why == null ? "" : ": " + ConnectionFailure.words(why))
                + ". Check the network and start again.");
      }
    }
  }

  /**
   * Starts to log in.
   *
   * @param events handles events and answers; nothing may block there, since a blocking request
   *     waits for this pool
   * @param over receives the reason when Discord closes the connection for good after it was ready
   * @throws DiscordException when the token is wrong or Discord cannot be reached
   */
  Login login(ExecutorService events, List<Object> listeners, Consumer<String> over) {
    CompletableFuture<JDA> ready = new CompletableFuture<>();
    // When an answer is no JSON and JDA adds call sites to errors, it never completes the request.
    RestAction.setPassContext(false);
    // No intents: interactions need none, and privileged ones need an approval.
    JDABuilder builder =
        JDABuilder.createLight(settings.token().reveal(), EnumSet.noneOf(GatewayIntent.class))
            .setEnableShutdownHook(false)
            .setEventPool(events, false)
            .setCallbackPool(events, false)
            .addEventListeners(new Progress(ready, over))
            .addEventListeners(listeners.toArray());
    OkHttpClient.Builder client = IOUtil.newHttpClientBuilder().addInterceptor(answers);
    if (settings.proxy().any()) {
      throughProxy(builder, client);
    }
    builder.setHttpClientBuilder(client);
    if (settings.apiUrl() != null) {
      builder.setRestConfig(new RestConfig().setBaseUrl(settings.apiUrl()));
    }
    AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    builder.setSessionController(new Sessions(settings.gatewayUrl(), failure));
    // Otherwise JDA silently waits as long as a rate limit says.
    RestAction.setDefaultTimeout(READY_WITHIN.toSeconds(), TimeUnit.SECONDS);
    try {
      return new Login(builder.build(), ready, failure);
    } catch (CompletionException e) {
      throw new DiscordException(
          DiscordException.Kind.BUSY,
          "Discord asks this address to slow down (429). Start again in some minutes.");
    } catch (InvalidTokenException | IllegalArgumentException e) {
      throw new DiscordException(
          DiscordException.Kind.TOKEN,
          "Discord refuses the bot's token. Set discord.token (or DISCORD_TOKEN) to the token"
              + " from the bot page of Discord's developer portal.");
    } catch (ErrorResponseException e) {
      throw refused(e);
    } finally {
      RestAction.setDefaultTimeout(0, TimeUnit.SECONDS);
    }
  }

  /**
   * Sends the proxy login with the first request without TLS (a custom api-url), on a connection of
   * its own: a proxy may break the connection when it refuses, or after its answer.
   */
  private static okhttp3.Response plainByProxy(ProxySettings proxy, Interceptor.Chain chain)
      throws IOException {
    okhttp3.Connection connection = chain.connection();
    okhttp3.Request request = chain.request();
    if (connection == null
        || request.isHttps()
        || connection.route().proxy().type() != Proxy.Type.HTTP) {
      return chain.proceed(request);
    }
    okhttp3.Request.Builder by = request.newBuilder().header("Connection", "close");
    String header = proxy.authorization(connection.route().proxy().address());
    return chain.proceed((header == null ? by : by.header("Proxy-Authorization", header)).build());
  }

  private DiscordException refused(ErrorResponseException e) {
    if (e.getCause() instanceof IOException cause) {
      return new DiscordException(
          DiscordException.Kind.NETWORK,
          "Discord cannot be reached at "
              + where()
              + ": "
              + ConnectionFailure.words(cause)
              + ". Mend that and start again.");
    }
    Response answer = e.getResponse();
    int status = answer == null ? e.getErrorCode() : answer.code;
    if (status == PROXY_WANTS_LOGIN) {
      return new DiscordException(
          DiscordException.Kind.NETWORK,
          "Discord cannot be reached at "
              + where()
              + ": the proxy asks for a user and a password (407). Mend that and start again.");
    }
    return new DiscordException(
        DiscordException.Kind.BUSY,
        "Discord answered the login with " + status + ". Start again later.");
  }

  private void throughProxy(JDABuilder builder, OkHttpClient.Builder client) {
    ProxySettings proxy = settings.proxy();
    client
        .proxySelector(proxy.selector())
        .addNetworkInterceptor(chain -> plainByProxy(proxy, chain))
        .proxyAuthenticator(
            (route, refused) -> {
              String header = route == null ? null : proxy.authorization(route.proxy().address());
              boolean given = refused.request().header("Proxy-Authorization") != null;
              return header == null || given
                  ? null
                  : refused.request().newBuilder().header("Proxy-Authorization", header).build();
            });
    // Decided once: all of Discord's gateways, also those for resuming, share a domain.
    String gateway = Objects.requireNonNullElse(settings.gatewayUrl(), DISCORDS_GATEWAY);
    proxy
        .of(URI.create(gateway))
        .ifPresent(
            by -> {
              WebSocketFactory sockets =
                  new WebSocketFactory().setConnectionTimeout(CONNECT_MILLIS);
              sockets.getProxySettings().setHost(by.host()).setPort(by.port());
              String header = by.authorization();
              if (header != null) {
                sockets.getProxySettings().addHeader("Proxy-Authorization", header);
              }
              builder.setWebsocketFactory(sockets);
            });
  }

  private String where() {
    return settings.apiUrl() == null ? RestConfig.DEFAULT_BASE_URL : settings.apiUrl();
  }

  /** Runs connects one at a time, and records why one failed. */
  private static final class Sessions extends ConcurrentSessionController {
    private final @Nullable String gateway;
    private final AtomicReference<@Nullable Throwable> failure;

    Sessions(@Nullable String gateway, AtomicReference<@Nullable Throwable> failure) {
      this.gateway = gateway;
      this.failure = failure;
    }

    /**
     * With a fixed gateway the builder never asks Discord for one. Used for the first connection
     * and for reconnects that cannot resume.
     */
    @Override
    public String getGateway() {
      return gateway == null ? super.getGateway() : gateway;
    }

    @Override
    public void appendSession(SessionConnectNode node) {
      super.appendSession(new RecordedConnect(node, failure));
    }

    @Override
    public void removeSession(SessionConnectNode node) {
      super.removeSession(new RecordedConnect(node, failure));
    }
  }

  /** One attempt to connect. JDA retries a failed one, and reports the reason only to its log. */
  private record RecordedConnect(
      SessionController.SessionConnectNode node, AtomicReference<@Nullable Throwable> failure)
      implements SessionController.SessionConnectNode {
    @Override
    public boolean isReconnect() {
      return node.isReconnect();
    }

    @Override
    public JDA getJDA() {
      return node.getJDA();
    }

    @Override
    public JDA.ShardInfo getShardInfo() {
      return node.getShardInfo();
    }

    @Override
    public void run(boolean isLast) throws InterruptedException {
      try {
        node.run(isLast);
        failure.set(null);
      } catch (RuntimeException e) {
        failure.set(e);
        throw e;
      }
    }
  }

  /** Records when the login is complete, or why it never will be. */
  private static final class Progress extends ListenerAdapter {
    private final CompletableFuture<JDA> ready;

    private final Consumer<String> over;

    Progress(CompletableFuture<JDA> ready, Consumer<String> over) {
      this.ready = ready;
      this.over = over;
    }

    @Override
    public void onReady(ReadyEvent event) {
      ready.complete(event.getJDA());
    }

    @Override
    public void onShutdown(ShutdownEvent event) {
      String reason = reason(event.getCode());
      DiscordException ended = new DiscordException(kind(event.getCode()), reason);
      if (!ready.completeExceptionally(ended) && isFatal(event.getCode())) {
        // Running jobs continue, and are reported after the next start.
        log.error("{} Then start the bot again: it hears nothing more.", reason);
        over.accept(reason);
      }
    }
  }

  private static boolean isFatal(int code) {
    return code == 4004 || (code >= 4010 && code <= 4014);
  }

  private static DiscordException.Kind kind(int code) {
    return switch (code) {
      case 4004 -> DiscordException.Kind.TOKEN;
      case 4010, 4011, 4012, 4013, 4014 -> DiscordException.Kind.VERSION;
      default -> DiscordException.Kind.NETWORK;
    };
  }

  /** Why the gateway closed for good (topics/opcodes-and-status-codes.mdx). */
  static String reason(int code) {
    return switch (code) {
      case 4004 ->
          "Discord refuses the bot's token (4004). Set discord.token (or DISCORD_TOKEN) to the"
              + " token from the bot page of Discord's developer portal.";
      case 4013, 4014 ->
          "Discord refuses what the bot asks to hear ("
              + code
              + "). This bot needs no privileged intent: check that the token belongs to it.";
      case 4010, 4011, 4012 ->
          "Discord refuses this version of the bot (" + code + "). Update snapclone.";
      default -> "The connection to Discord ended (" + code + ") before it was ready. Start again.";
    };
  }

  /** The explanation of a failed login; the failure itself when it is not ours. */
  static RuntimeException unwrap(@Nullable Throwable cause) {
    return cause instanceof RuntimeException runtime
        ? runtime
        : new DiscordException("The connection to Discord ended. Start again.");
  }
}
