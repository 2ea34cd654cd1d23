package dev.snapclone.sandbox.discord.chat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;

/** A user in a guild, with the ids of the roles there ("everyone" is not among them). */
public record Member(User user, List<String> roleIds, Instant joinedAt) {
  public Member {
    roleIds = List.copyOf(roleIds);
  }

  /** Returns the member as the API shows it, user included. */
  public ObjectNode json() {
    ObjectNode member = withoutUser();
    member.set("user", user.json());
    return member;
  }

  /** Returns the member without the user, as in messages and resolved data. */
  public ObjectNode withoutUser() {
    ObjectNode member = ChatJson.object();
    roleIds.forEach(member.putArray("roles")::add);
    member.put("joined_at", joinedAt.toString()).put("deaf", false).put("mute", false);
    member.put("pending", false).put("flags", 0);
    member.putNull("nick").putNull("avatar").putNull("banner").putNull("premium_since");
    member.putNull("communication_disabled_until");
    return member;
  }
}
