package dev.snapclone.sandbox.discord;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.snapclone.sandbox.discord.chat.Access;
import dev.snapclone.sandbox.discord.chat.Channel;
import dev.snapclone.sandbox.discord.chat.ChatEvent;
import dev.snapclone.sandbox.discord.chat.ChatJson;
import dev.snapclone.sandbox.discord.chat.ChatWorld;
import dev.snapclone.sandbox.discord.chat.Guild;
import dev.snapclone.sandbox.discord.chat.Interaction;
import dev.snapclone.sandbox.discord.chat.Member;
import dev.snapclone.sandbox.discord.chat.Message;
import dev.snapclone.sandbox.discord.chat.User;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Sends INTERACTION_CREATE in Discord's shape (receiving-and-responding.mdx "Interaction Object").
 */
final class Interactions {
  private static final long UPLOAD_LIMIT = 10L * 1024 * 1024;

  private final ChatWorld world;
  private final Consumer<Interaction> watch;

  /** {@code watch} is called for every interaction that needs an answer in time. */
  Interactions(ChatWorld world, Consumer<Interaction> watch) {
    this.world = world;
    this.watch = watch;
  }

  /** Sends an action of a person to the bot; {@code label} is what the person typed or pressed. */
  Interaction send(
      int type,
      User person,
      Channel channel,
      String label,
      ObjectNode data,
      @Nullable Message source) {
    synchronized (world) {
      Interaction interaction =
          new Interaction(world.newId(), type, person, channel, world.now(), label, source);
      world.add(interaction);
      ObjectNode payload = payload(interaction);
      payload.set("data", data);
      if (source != null) {
        payload.set("message", source.json().deepCopy());
      }
      announce(interaction, source);
      world.dispatch("INTERACTION_CREATE", payload, 0);
      watch.accept(interaction);
      return interaction;
    }
  }

  private void announce(Interaction interaction, @Nullable Message source) {
    ChatEvent.Kind kind =
        switch (interaction.type()) {
          case Interaction.COMMAND -> ChatEvent.Kind.COMMAND_TYPED;
          case Interaction.COMPONENT -> ChatEvent.Kind.COMPONENT_USED;
          case Interaction.MODAL -> ChatEvent.Kind.MODAL_SUBMITTED;
          default -> ChatEvent.Kind.TYPING;
        };
    world.emit(kind, interaction.channel(), interaction.invoker(), source, interaction.label());
  }

  private ObjectNode payload(Interaction interaction) {
    User person = interaction.invoker();
    Channel channel = interaction.channel();
    ObjectNode payload = ChatJson.object().put("version", 1).put("id", interaction.id());
    payload.put("application_id", world.bot().id()).put("type", interaction.type());
    payload.put("token", interaction.token()).put("channel_id", channel.id());
    ObjectNode where = channel.json();
    where.put("permissions", Long.toString(Access.of(person, channel)));
    payload.set("channel", where);
    payload.put("locale", person.locale()).put("attachment_size_limit", UPLOAD_LIMIT);
    payload.put("app_permissions", Long.toString(Access.of(world.bot(), channel)));
    payload.putArray("entitlements");
    payload.putArray("entitlement_sku_ids");
    Guild guild = channel.guild();
    Member member = guild == null ? null : guild.member(person.id());
    if (guild == null || member == null) {
      payload.set("user", person.json());
      payload.put("context", 1).putObject("authorizing_integration_owners").put("0", "0");
      return payload;
    }
    payload.put("guild_id", guild.id()).put("guild_locale", guild.locale()).put("context", 0);
    payload.putObject("authorizing_integration_owners").put("0", guild.id());
    ObjectNode shownGuild = payload.putObject("guild");
    shownGuild.put("id", guild.id()).put("locale", guild.locale()).putArray("features");
    ObjectNode shownMember = member.json();
    shownMember.put("permissions", Long.toString(Access.of(person, channel)));
    payload.set("member", shownMember);
    return payload;
  }
}
