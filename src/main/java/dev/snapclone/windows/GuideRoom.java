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
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Posts the guide to the requester's private room, once even if repeated. */
public final class GuideRoom {
  /** The guide's key among the messages of a room. */
  static final String KEY = "windows-guide";

  /** The key of an answer among the messages of a room. */
  static final String ANSWERS = "windows-answers";

  /** The beginning of the key of a check that ended without an answer. */
  static final String SILENT = "windows-silent-";

  /** The key of the reasons among the messages of a room. */
  static final String WHY = "windows-automatic";

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

  /** Brings what stands in the room up to date with what became of the clone. */
  void follow(Job job, CloneMade clone) {
    List<String> stale = List.of(KEY, WHY, SILENT + PrivateRoom.ANY);
    Optional<Reply> deleted = CloneNow.deleted(job);
    if (deleted.isPresent()) {
      List<String> all = Stream.concat(stale.stream(), Stream.of(ANSWERS)).toList();
      rewrite(job, all, deleted.get());
    } else if (guide.answered(clone) || clone.since().liftedBy() != null) {
      rewrite(job, stale, guide.start(clone, job.requester().id(), locale(job)));
    }
  }

  private void rewrite(Job job, List<String> keys, Reply now) {
    room.rewrite(job.id(), job.place(), job.card(), job.requester(), keys, now);
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
