package dev.snapclone.windows;

import dev.snapclone.command.PrivateRoom;
import dev.snapclone.command.Reply;
import dev.snapclone.i18n.Messages;
import dev.snapclone.i18n.Text;
import dev.snapclone.i18n.Text.Arg;
import dev.snapclone.job.Job;
import dev.snapclone.procedure.CloneMade;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Posts the guide to the requester's private room, once even if repeated. */
public final class GuideRoom {
  /** The guide's key among the messages of a room. */
  static final String KEY = "windows-guide";

  private final PrivateRoom room;
  private final Messages messages;
  private final WindowsGuide guide;

  /**
   * @param messages for the room's name
   */
  public GuideRoom(PrivateRoom room, Messages messages, WindowsGuide guide) {
    this.room = room;
    this.messages = messages;
    this.guide = guide;
  }

  /** A link to the room; null when there can be none. */
  @Nullable String post(Job job, CloneMade clone) {
    return post(job, clone, KEY, guide.start(clone, job.requester().id(), locale(job)));
  }

  /**
   * Posts another message there, once per key.
   *
   * @return a link to the room; null when there can be none
   */
  @Nullable String post(Job job, CloneMade clone, String key, Reply message) {
    Locale locale = Messages.locale(locale(job));
    String title =
        messages.render(
            locale, Text.of("windows.room.title", Arg.name(clone.copy().name())), Arg::value);
    return room.post(
        job.id(), job.place(), job.card(), job.requester(), title, key, List.of(message));
  }

  /** The requester's language, since nobody else reads this. */
  private static String locale(Job job) {
    return job.requester().localeOr(job.place().locale());
  }
}
