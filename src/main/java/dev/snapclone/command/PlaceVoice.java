package dev.snapclone.command;

import dev.snapclone.access.Place;
import dev.snapclone.i18n.Text;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Says something in a place that nobody asked for there and then. */
public interface PlaceVoice {
  /**
   * Posts one message. Where the place is out of reach, it goes to the person directly.
   *
   * @param person who is notified, and named by the text; null for nobody
   * @param lines the message
   * @param small its small print
   * @param once what tells it from other messages; repeated within minutes it is posted once
   * @throws RuntimeException when the chat cannot take it now
   */
  void say(Place place, @Nullable String person, List<Text> lines, Text small, String once);
}
