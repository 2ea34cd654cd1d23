package dev.snapclone.sandbox.discord.chat;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** A person, or the bot. */
public final class User {
  private final String id;
  private final String name;
  private final boolean bot;
  private final String locale;
  private volatile boolean takesDirectMessages = true;

  /** Makes a user with the language of the person's client, for example {@code en-US}. */
  public User(String id, String name, boolean bot, String locale) {
    this.id = id;
    this.name = name;
    this.bot = bot;
    this.locale = locale;
  }

  /** The user's id. */
  public String id() {
    return id;
  }

  /** The user's name. */
  public String name() {
    return name;
  }

  /** Whether this is the bot. */
  public boolean bot() {
    return bot;
  }

  /** The language of the person's client. */
  public String locale() {
    return locale;
  }

  /** Whether direct messages from the bot arrive (else 50007). */
  public boolean takesDirectMessages() {
    return takesDirectMessages;
  }

  /** Allows or blocks direct messages. */
  public void takesDirectMessages(boolean open) {
    takesDirectMessages = open;
  }

  /** Returns the user as the API shows it. */
  public ObjectNode json() {
    ObjectNode user = ChatJson.object();
    user.put("id", id).put("username", name).put("discriminator", bot ? "0001" : "0");
    user.put("global_name", bot ? null : name).putNull("avatar").put("bot", bot);
    user.put("system", false).put("public_flags", 0).put("flags", 0);
    user.putNull("banner").putNull("accent_color").putNull("avatar_decoration_data");
    user.putNull("primary_guild").putNull("collectibles").putNull("clan");
    return user;
  }
}
