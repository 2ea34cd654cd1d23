package dev.snapclone.sandbox.discord;

import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import net.dv8tion.jda.api.JDA;
import net.dv8tion.jda.api.JDABuilder;
import net.dv8tion.jda.api.entities.Guild;
import net.dv8tion.jda.api.entities.channel.concrete.TextChannel;
import net.dv8tion.jda.api.events.GenericEvent;
import net.dv8tion.jda.api.hooks.EventListener;
import net.dv8tion.jda.api.requests.GatewayIntent;
import net.dv8tion.jda.api.requests.RestConfig;
import net.dv8tion.jda.api.utils.Compression;
import net.dv8tion.jda.api.utils.ConcurrentSessionController;

/** A real JDA connected to a sandbox. */
public final class JdaBot implements AutoCloseable {
  private final JDA jda;
  private final DiscordSandbox sandbox;
  private final List<GenericEvent> events;

  private JdaBot(JDA jda, DiscordSandbox sandbox, List<GenericEvent> events) {
    this.jda = jda;
    this.sandbox = sandbox;
    this.events = events;
  }

  public static JdaBot connect(DiscordSandbox sandbox) throws InterruptedException {
    return connect(sandbox, Compression.ZLIB, EnumSet.noneOf(GatewayIntent.class));
  }

  static JdaBot connect(
      DiscordSandbox sandbox, Compression compression, EnumSet<GatewayIntent> intents)
      throws InterruptedException {
    List<GenericEvent> events = new CopyOnWriteArrayList<>();
    JDA jda = builder(sandbox, sandbox.token(), intents).setCompression(compression).build();
    jda.addEventListener((EventListener) events::add);
    return new JdaBot(jda.awaitReady(), sandbox, events);
  }

  static JDABuilder builder(DiscordSandbox sandbox, String token, EnumSet<GatewayIntent> intents) {
    return JDABuilder.createLight(token, intents)
        .setRestConfig(new RestConfig().setBaseUrl(sandbox.apiUrl()))
        .setSessionController(
            new ConcurrentSessionController() {
              @Override
              public String getGateway() {
                return sandbox.gatewayUrl();
              }
            });
  }

  JDA jda() {
    return jda;
  }

  public Guild guild() {
    Guild guild = jda.getGuildById(sandbox.guildId());
    if (guild == null) {
      throw new IllegalStateException("no guild");
    }
    return guild;
  }

  public TextChannel channel(String name) {
    return guild().getTextChannelsByName(name, false).get(0);
  }

  /** Handles events of one type from now on. */
  public <T extends GenericEvent> void on(Class<T> type, Consumer<T> handler) {
    jda.addEventListener(
        (EventListener)
            event -> {
              if (type.isInstance(event)) {
                handler.accept(type.cast(event));
              }
            });
  }

  /** Returns the received events of one type. */
  <T extends GenericEvent> List<T> got(Class<T> type) {
    return events.stream().filter(type::isInstance).map(type::cast).toList();
  }

  @Override
  public void close() throws InterruptedException {
    jda.shutdownNow();
    jda.awaitShutdown();
  }
}
