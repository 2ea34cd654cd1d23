package dev.snapclone.app;

import dev.snapclone.access.Actor;
import dev.snapclone.access.Place;
import dev.snapclone.command.Invocation;
import dev.snapclone.command.Reply;
import dev.snapclone.i18n.Messages;
import dev.snapclone.i18n.PlainText;
import dev.snapclone.job.Job;
import dev.snapclone.sandbox.discord.Person;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** A press on a button that has left the card while the person was pressing it. */
final class LatePress {
  private LatePress() {}

  /**
   * Presses it.
   *
   * @param role the role that the person has
   * @param press its name
   * @return the headline of the answer
   */
  static String answer(Stage stage, Person who, String role, String press, Job about) {
    Actor actor =
        new Actor(who.id(), who.name(), Set.of(stage.discord.roleId(role)), Set.of(), false);
    String channel = stage.discord.channelId(Stage.OPS);
    Place place = new Place(stage.discord.guildId(), channel, Stage.OPS, channel, "en-US");
    Reply reply =
        stage
            .bot
            .router()
            .handle(
                new Invocation(
                    UUID.randomUUID().toString(),
                    press,
                    Invocation.Kind.PRESS,
                    actor,
                    place,
                    "en-US",
                    Map.of(Invocation.TARGET, about.id())));
    return new PlainText(Messages.load(), Locale.ENGLISH).of(reply.headline());
  }
}
