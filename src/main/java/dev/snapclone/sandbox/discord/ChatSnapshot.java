package dev.snapclone.sandbox.discord;

import dev.snapclone.sandbox.discord.chat.Channel;
import dev.snapclone.sandbox.discord.chat.ChatWorld;
import dev.snapclone.sandbox.discord.chat.Guild;
import dev.snapclone.sandbox.discord.chat.GuildRole;
import dev.snapclone.sandbox.discord.chat.Member;
import dev.snapclone.sandbox.discord.chat.Message;
import dev.snapclone.sandbox.discord.chat.SeenMessage;
import dev.snapclone.sandbox.discord.chat.SeenMessages;
import dev.snapclone.sandbox.discord.chat.User;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Everything in the chat at one moment; a page shows it, and then follows the events. */
public record ChatSnapshot(List<GuildView> guilds, List<ChannelView> directMessages) {

  /** A guild. */
  public record GuildView(
      String id,
      String name,
      List<String> roles,
      List<PersonView> people,
      List<String> commands,
      List<ChannelView> channels) {}

  /** A person and the names of the roles. */
  public record PersonView(String id, String name, boolean bot, List<String> roles) {}

  /**
   * A channel, thread or conversation.
   *
   * @param type Discord's number: 0 text, 1 direct, 11 public thread, 12 private thread
   * @param parentId the channel of a thread
   * @param members the names of those in a thread or conversation
   * @param messages oldest first
   */
  public record ChannelView(
      String id,
      String name,
      int type,
      @Nullable String parentId,
      List<String> members,
      List<MessageView> messages) {}

  /** A message, and the name of the only person who sees it when it is ephemeral. */
  public record MessageView(SeenMessage message, @Nullable String onlyFor) {}

  static ChatSnapshot of(ChatWorld world) {
    synchronized (world) {
      List<GuildView> guilds = new ArrayList<>();
      for (Guild guild : world.guilds()) {
        guilds.add(
            new GuildView(
                guild.id(),
                guild.name(),
                guild.roles().stream().map(GuildRole::name).toList(),
                guild.members().stream().map(m -> person(guild, m)).toList(),
                Stream.concat(
                        world.commands().in(guild.id()).stream(), world.commands().in("").stream())
                    .map(c -> c.path("name").asText())
                    .toList(),
                channels(world, guild)));
      }
      return new ChatSnapshot(List.copyOf(guilds), channels(world, null));
    }
  }

  private static PersonView person(Guild guild, Member member) {
    List<String> roles =
        member.roleIds().stream()
            .map(guild::role)
            .filter(Objects::nonNull)
            .map(GuildRole::name)
            .toList();
    return new PersonView(member.user().id(), member.user().name(), member.user().bot(), roles);
  }

  private static List<ChannelView> channels(ChatWorld world, @Nullable Guild guild) {
    return world.channels().stream()
        .filter(c -> Objects.equals(guild, c.guild()))
        .map(c -> channel(world, c))
        .toList();
  }

  private static ChannelView channel(ChatWorld world, Channel channel) {
    Channel parent = channel.parent();
    List<String> members =
        channel.threadMembers().keySet().stream()
            .map(world::user)
            .filter(Objects::nonNull)
            .map(User::name)
            .toList();
    User recipient = channel.recipient();
    return new ChannelView(
        channel.id(),
        channel.name(),
        channel.type(),
        parent == null ? null : parent.id(),
        recipient == null ? members : List.of(recipient.name()),
        world.messages(channel).stream().map(ChatSnapshot::message).toList());
  }

  private static MessageView message(Message message) {
    User onlyFor = message.onlyFor();
    return new MessageView(SeenMessages.of(message), onlyFor == null ? null : onlyFor.name());
  }
}
