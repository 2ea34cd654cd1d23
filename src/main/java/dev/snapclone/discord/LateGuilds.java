package dev.snapclone.discord;

import dev.snapclone.access.AccessPolicy;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import net.dv8tion.jda.api.entities.Guild;
import net.dv8tion.jda.api.events.guild.GenericGuildEvent;
import net.dv8tion.jda.api.events.guild.GuildAvailableEvent;
import net.dv8tion.jda.api.events.guild.GuildJoinEvent;
import net.dv8tion.jda.api.events.guild.GuildReadyEvent;
import net.dv8tion.jda.api.hooks.ListenerAdapter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Registers the commands in named guilds that turn up later. */
final class LateGuilds extends ListenerAdapter {
  private static final Logger log = LoggerFactory.getLogger(LateGuilds.class);

  private final AccessPolicy access;
  private final CommandRegistration registration;
  private final Executor work;
  private final AtomicBoolean loggedIn = new AtomicBoolean();

  /**
   * @param access says which guilds are named
   * @param work where registering may block; never JDA's own threads
   */
  LateGuilds(AccessPolicy access, CommandRegistration registration, Executor work) {
    this.access = access;
    this.registration = registration;
    this.work = work;
  }

  /** From now on guilds that become ready are newcomers; those before are the start's. */
  void loggedIn() {
    loggedIn.set(true);
  }

  @Override
  public void onGuildJoin(GuildJoinEvent event) {
    arrived(event);
  }

  @Override
  public void onGuildAvailable(GuildAvailableEvent event) {
    arrived(event);
  }

  /**
   * How a guild comes that was unavailable when the bot logged in. At a login itself the start
   * registers, once it is through.
   */
  @Override
  public void onGuildReady(GuildReadyEvent event) {
    if (loggedIn.get()) {
      arrived(event);
    }
  }

  private void arrived(GenericGuildEvent event) {
    Guild guild = event.getGuild();
    if (!access.serves(guild.getId())) {
      log.warn("the bot is in guild {}, which discord.guilds does not name", guild.getId());
      return;
    }
    work.execute(
        () -> {
          try {
            registration.register(guild);
          } catch (RuntimeException e) {
            log.error("guild {}: commands not registered", guild.getId(), e);
          }
        });
  }
}
