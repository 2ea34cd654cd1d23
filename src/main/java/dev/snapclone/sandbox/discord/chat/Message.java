package dev.snapclone.sandbox.discord.chat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A message: its JSON in the API and what only the sandbox knows. Guarded by the world's lock. */
public final class Message {
  /** Flag of a message that only the interaction's person sees. */
  public static final int EPHEMERAL = 1 << 6;

  /** Flag of a deferred answer that was not filled yet. */
  public static final int LOADING = 1 << 7;

  /** Flag of a message that consists of components only. */
  public static final int COMPONENTS_V2 = 1 << 15;

  private final ObjectNode json;
  private final Channel channel;
  private final User author;
  private final @Nullable User onlyFor;
  private final Set<User> pinged = new LinkedHashSet<>();
  private final List<Upload> files = new ArrayList<>();
  private int edits;

  /** Makes a message; {@code onlyFor} is the only person who sees an ephemeral one. */
  public Message(ObjectNode json, Channel channel, User author, @Nullable User onlyFor) {
    this.json = json;
    this.channel = channel;
    this.author = author;
    this.onlyFor = onlyFor;
  }

  /** The message's id. */
  public String id() {
    return json.path("id").asText();
  }

  /** The message in the API's format; edits change it in place. */
  public ObjectNode json() {
    return json;
  }

  /** Where the message is. */
  public Channel channel() {
    return channel;
  }

  /** Who wrote the message. */
  public User author() {
    return author;
  }

  /** The only person who sees the message; null for everybody. */
  public @Nullable User onlyFor() {
    return onlyFor;
  }

  /** Who was notified when the message was posted. */
  public Set<User> pinged() {
    return pinged;
  }

  /** The files that came with the message. */
  public List<Upload> files() {
    return files;
  }

  /** How often the message was edited. */
  public int edits() {
    return edits;
  }

  /** Counts an edit. */
  public void edited() {
    edits++;
  }

  /** The message's flags. */
  public int flags() {
    return json.path("flags").asInt();
  }

  /** Whether the message has a flag. */
  public boolean has(int flag) {
    return (flags() & flag) != 0;
  }

  /** Returns whether a user sees the message. */
  public boolean visibleTo(User user) {
    return onlyFor == null ? Access.sees(user, channel) : onlyFor.id().equals(user.id());
  }

  /** Returns whether the message is empty, which the API refuses with 50006. */
  public boolean isEmpty() {
    return json.path("content").asText().isEmpty()
        && json.path("embeds").isEmpty()
        && json.path("components").isEmpty()
        && json.path("attachments").isEmpty()
        && files.isEmpty();
  }

  /** Returns the id as a number, which orders messages. */
  public long number() {
    return Long.parseLong(id());
  }

  /** Returns the value of a field of the message. */
  public JsonNode get(String field) {
    return json.path(field);
  }
}
