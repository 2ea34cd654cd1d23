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

/** Registers the commands in configured guilds that the bot joins later. */
final class LateGuilds extends ListenerAdapter {
  private static final Logger log = LoggerFactory.getLogger(LateGuilds.class);

  private final AccessPolicy access;
  private final CommandRegistration registration;
  private final Executor work;
  private final AtomicBoolean loggedIn = new AtomicBoolean();

  /**
   * @param work where registering may block; never JDA's own threads
   */
  LateGuilds(AccessPolicy access, CommandRegistration registration, Executor work) {
    this.access = access;
    this.registration = registration;
    this.work = work;
  }

  /** From now on a guild that becomes ready is new; the start handles earlier ones. */
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
   * Also called for a guild that was unavailable at login. Those of the login itself are registered
   * by the start.
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
