package dev.snapclone.sandbox.discord.chat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A text or announcement channel, a thread in one, or a conversation with one person. Guarded by
 * the world's lock.
 */
public final class Channel {
  /** Channel types of resources/channel.mdx. */
  public static final int TEXT = 0;

  /** A conversation with one person. */
  public static final int DIRECT = 1;

  /** An announcement channel, which others can follow. */
  public static final int ANNOUNCEMENT = 5;

  /** A forum, which has threads but no messages. */
  public static final int FORUM = 15;

  /** A thread in an announcement channel; the only kind there. */
  public static final int ANNOUNCEMENT_THREAD = 10;

  /** A thread that everybody in the channel sees. */
  public static final int PUBLIC_THREAD = 11;

  /** A thread that only its members see. */
  public static final int PRIVATE_THREAD = 12;

  private final String id;
  private final int type;
  private final @Nullable Guild guild;
  private final @Nullable Channel parent;
  private final @Nullable User recipient;
  private final String ownerId;
  private final Instant createdAt;
  private final Map<String, Overwrite> overwrites = new LinkedHashMap<>();
  private final Map<String, Instant> threadMembers = new LinkedHashMap<>();
  private String name;
  private int position;
  private int autoArchiveMinutes = 4320;
  private boolean archived;
  private Instant archiveTimestamp;
  private Instant lastActivity;
  private boolean locked;
  private boolean invitable = true;
  private @Nullable String lastMessageId;

  private Channel(
      String id,
      int type,
      String name,
      @Nullable Guild guild,
      @Nullable Channel parent,
      @Nullable User recipient,
      String ownerId) {
    this.id = id;
    this.type = type;
    this.name = name;
    this.guild = guild;
    this.parent = parent;
    this.recipient = recipient;
    this.ownerId = ownerId;
    this.createdAt = Snowflakes.timeOf(id);
    this.archiveTimestamp = createdAt;
    this.lastActivity = createdAt;
  }

  /** Makes a text or announcement channel. */
  public static Channel inGuild(String id, int type, String name, Guild guild, int position) {
    Channel channel = new Channel(id, type, name, guild, null, null, guild.ownerId());
    channel.position = position;
    return channel;
  }

  /** Makes a conversation between the bot and a person. */
  public static Channel direct(String id, User person) {
    return new Channel(id, DIRECT, "@" + person.name(), null, null, person, person.id());
  }

  /** Makes a thread. */
  public static Channel thread(String id, int type, String name, Channel parent, User owner) {
    Channel thread = new Channel(id, type, name, parent.guild, parent, null, owner.id());
    thread.threadMembers.put(owner.id(), thread.createdAt);
    return thread;
  }

  /** The type of public threads in a channel. */
  public static int threadType(Channel around) {
    return around.type == ANNOUNCEMENT ? ANNOUNCEMENT_THREAD : PUBLIC_THREAD;
  }

  /** The channel's id. */
  public String id() {
    return id;
  }

  /** One of the channel types above. */
  public int type() {
    return type;
  }

  /** The channel's name; for a conversation, the person's name with an at sign. */
  public String name() {
    return name;
  }

  /** Renames a thread. */
  public void rename(String newName) {
    name = newName;
  }

  /** The guild; null for a conversation. */
  public @Nullable Guild guild() {
    return guild;
  }

  /** The channel of a thread; null otherwise. */
  public @Nullable Channel parent() {
    return parent;
  }

  /** The person of a conversation; null otherwise. */
  public @Nullable User recipient() {
    return recipient;
  }

  /** The id of the user who made it. */
  public String ownerId() {
    return ownerId;
  }

  /** Whether this is a thread. */
  public boolean isThread() {
    return type == PUBLIC_THREAD || type == PRIVATE_THREAD || type == ANNOUNCEMENT_THREAD;
  }

  /** Whether only members see it. */
  public boolean isPrivateThread() {
    return type == PRIVATE_THREAD;
  }

  /** Whether the thread is archived. */
  public boolean archived() {
    return archived;
  }

  /** Archives or unarchives the thread; unarchiving counts as activity. */
  public void archived(boolean now, Instant at) {
    archived = now;
    archiveTimestamp = at;
    lastActivity = now ? lastActivity : at;
  }

  /** When the thread was last archived or unarchived. */
  public Instant archiveTimestamp() {
    return archiveTimestamp;
  }

  /** Whether an active thread has been inactive for so long that it has to be archived. */
  public boolean quiet(Instant now) {
    return isThread()
        && !archived
        && !now.isBefore(lastActivity.plus(Duration.ofMinutes(autoArchiveMinutes)));
  }

  /** Whether only those with MANAGE_THREADS may unarchive the thread. */
  public boolean locked() {
    return locked;
  }

  /** Locks or unlocks the thread. */
  public void locked(boolean now) {
    locked = now;
  }

  /** Sets whether members may add others to the thread. */
  public void invitable(boolean now) {
    invitable = now;
  }

  /** Sets after how many inactive minutes the thread is archived; counts as activity. */
  public void autoArchiveMinutes(int minutes, Instant at) {
    autoArchiveMinutes = minutes;
    archiveTimestamp = at;
    lastActivity = at;
  }

  /** The overwrites by the id of their role or member. */
  public Map<String, Overwrite> overwrites() {
    return overwrites;
  }

  /** The members of a thread with their join times. */
  public Map<String, Instant> threadMembers() {
    return threadMembers;
  }

  /** Sets the newest message. */
  public void lastMessage(String messageId) {
    lastMessageId = messageId;
    lastActivity = Snowflakes.timeOf(messageId);
  }

  /** Returns the channel in the API's format; GUILD_CREATE omits the guild's id. */
  public ObjectNode json() {
    ObjectNode channel = ChatJson.object();
    channel.put("id", id).put("type", type).put("flags", 0);
    channel.put("last_message_id", lastMessageId).putNull("last_pin_timestamp");
    if (recipient != null) {
      channel.putArray("recipients").add(recipient.json());
      return channel;
    }
    channel.put("name", name).put("rate_limit_per_user", 0).put("nsfw", false);
    if (guild != null) {
      channel.put("guild_id", guild.id());
    }
    if (parent == null) {
      channel.put("position", position).putNull("parent_id").putNull("topic");
      channel.putNull("icon_emoji");
      overwrites.values().forEach(o -> channel.withArray("/permission_overwrites").add(o.json()));
      channel.withArray("/permission_overwrites");
    } else {
      addThreadFields(channel, parent);
    }
    return channel;
  }

  private void addThreadFields(ObjectNode channel, Channel in) {
    channel.put("parent_id", in.id).put("owner_id", ownerId);
    channel.put("message_count", 0).put("total_message_sent", 0);
    channel.put("member_count", threadMembers.size());
    ObjectNode metadata = channel.putObject("thread_metadata");
    metadata.put("archived", archived).put("auto_archive_duration", autoArchiveMinutes);
    metadata.put("archive_timestamp", archiveTimestamp.toString()).put("locked", locked);
    metadata.put("create_timestamp", createdAt.toString());
    if (isPrivateThread()) {
      metadata.put("invitable", invitable);
    }
    if (threadMembers.containsKey(ownerId)) {
      channel.set("member", threadMember(ownerId));
    }
  }

  /** Returns a thread member in the API's format. */
  public ObjectNode threadMember(String userId) {
    Instant joined = threadMembers.getOrDefault(userId, createdAt);
    return ChatJson.object()
        .put("id", id)
        .put("user_id", userId)
        .put("join_timestamp", joined.toString())
        .put("flags", 1);
  }

  /** Returns all thread members in the API's format. */
  public Collection<ObjectNode> threadMemberList() {
    return threadMembers.keySet().stream().map(this::threadMember).toList();
  }
}
