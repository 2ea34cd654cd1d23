package dev.snapclone.sandbox.discord;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.snapclone.sandbox.discord.chat.Access;
import dev.snapclone.sandbox.discord.chat.BlankMessage;
import dev.snapclone.sandbox.discord.chat.Channel;
import dev.snapclone.sandbox.discord.chat.ChatEvent;
import dev.snapclone.sandbox.discord.chat.ChatJson;
import dev.snapclone.sandbox.discord.chat.ChatWorld;
import dev.snapclone.sandbox.discord.chat.Control;
import dev.snapclone.sandbox.discord.chat.Dispatcher;
import dev.snapclone.sandbox.discord.chat.Interaction;
import dev.snapclone.sandbox.discord.chat.Message;
import dev.snapclone.sandbox.discord.chat.Permission;
import dev.snapclone.sandbox.discord.chat.SeenMessage;
import dev.snapclone.sandbox.discord.chat.SeenMessages;
import dev.snapclone.sandbox.discord.chat.User;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A person with a Discord client, who can do and see what the client allows. Channels and threads
 * are given by name ({@code ops} or {@code #ops}) or id.
 */
public final class Person {
  private final ChatWorld world;
  private final User user;
  private final Places places;
  private final Interactions interactions;
  private final CommandLine commandLine;

  Person(ChatWorld world, User user, Places places, Interactions interactions) {
    this.world = world;
    this.user = user;
    this.places = places;
    this.interactions = interactions;
    this.commandLine = new CommandLine(world);
  }

  /** The person's Discord id. */
  public String id() {
    return user.id();
  }

  /** The person's name. */
  public String name() {
    return user.name();
  }

  /**
   * Types a command and sends it off.
   *
   * @param command with or without the slash
   * @param options by name; numbers, true and false as text, users, roles and channels by name
   * @throws ClientRefusal when the client would not send it
   */
  public BotAnswer types(String channel, String command, Map<String, String> options) {
    synchronized (world) {
      Channel where = places.channel(channel, user);
      ObjectNode data = commandLine.command(user, where, command, options);
      String typed =
          options.entrySet().stream()
              .map(o -> " " + o.getKey() + ":" + o.getValue())
              .collect(Collectors.joining("", "/" + data.path("name").asText(), ""));
      return send(Interaction.COMMAND, where, typed, data, null);
    }
  }

  /** Types a command without options. */
  public BotAnswer types(String channel, String command) {
    return types(channel, command, Map.of());
  }

  /**
   * Types into an option that has autocomplete, and waits for the choices.
   *
   * @param typed the text in the option so far
   * @param others the options that are already filled
   * @throws IllegalStateException when the bot does not answer in time
   */
  public List<OfferedChoice> completes(
      String channel, String command, String option, String typed, Map<String, String> others) {
    Interaction interaction;
    synchronized (world) {
      Channel where = places.channel(channel, user);
      Map<String, String> given = new LinkedHashMap<>(others);
      given.put(option, typed);
      ObjectNode data = commandLine.partial(user, where, command, option, given);
      String label = "/" + data.path("name").asText() + " " + option + ":" + typed;
      interaction = interactions.send(Interaction.AUTOCOMPLETE, user, where, label, data, null);
    }
    new BotAnswer(world, interaction).await("choices", a -> a.acknowledged() || a.failed());
    synchronized (world) {
      ArrayNode offered = interaction.choices();
      if (offered == null) {
        throw new IllegalStateException("Loading options failed");
      }
      List<OfferedChoice> choices = new ArrayList<>();
      offered.forEach(
          c -> choices.add(new OfferedChoice(c.path("name").asText(), c.path("value").asText())));
      return choices;
    }
  }

  /** Types into an option that has autocomplete while the others are empty. */
  public List<OfferedChoice> completes(
      String channel, String command, String option, String typed) {
    return completes(channel, command, option, typed, Map.of());
  }

  /**
   * Presses a button.
   *
   * @param messageId any message that the person sees
   * @param button the label or the custom_id
   * @throws ClientRefusal when the message or the button is not there, or cannot be pressed
   */
  public BotAnswer presses(String messageId, String button) {
    synchronized (world) {
      Message message = message(messageId);
      Control control =
          control(
              message,
              button,
              c ->
                  c.kind() == Control.Kind.BUTTON
                      && (c.label().equals(button) || c.customId().equals(button)));
      ObjectNode data = ChatJson.object().put("custom_id", control.customId());
      data.put("component_type", 2);
      return send(Interaction.COMPONENT, message.channel(), control.label(), data, message);
    }
  }

  /** Presses a button. */
  public BotAnswer presses(SeenMessage message, String button) {
    return presses(message.id(), button);
  }

  /**
   * Chooses from a select.
   *
   * @param choices labels or values, all of one select
   */
  public BotAnswer chooses(String messageId, String... choices) {
    synchronized (world) {
      Message message = message(messageId);
      List<String> wanted = List.of(choices);
      Control select =
          control(
              message,
              String.join(", ", choices),
              c ->
                  c.kind() == Control.Kind.SELECT
                      && wanted.stream().allMatch(w -> Selects.value(c, w) != null));
      ObjectNode data = Selects.data(select, wanted);
      String label = String.join(", ", Selects.labels(select, wanted));
      return send(Interaction.COMPONENT, message.channel(), label, data, message);
    }
  }

  /** Chooses from a select. */
  public BotAnswer chooses(SeenMessage message, String... choices) {
    return chooses(message.id(), choices);
  }

  /**
   * Submits a dialog.
   *
   * @param texts what is filled in, by label or custom_id
   * @throws ClientRefusal when a required input is empty or a text has the wrong length
   */
  public BotAnswer submits(Modal modal, Map<String, String> texts) {
    synchronized (world) {
      Interaction opener = modal.openedBy();
      ObjectNode opened = opener.modal();
      if (opened == null || !opener.invoker().equals(user)) {
        throw new ClientRefusal(user.name() + " has no such dialog open");
      }
      ObjectNode data = ChatJson.object().put("custom_id", modal.customId());
      data.set("components", new Selects.Filled(texts).components(opened.path("components")));
      return send(Interaction.MODAL, opener.channel(), modal.title(), data, opener.source());
    }
  }

  /** Writes an ordinary message; returns its id. */
  public String says(String channel, String text) {
    synchronized (world) {
      Channel where = places.channel(channel, user);
      Permission needed =
          where.isThread() ? Permission.SEND_MESSAGES_IN_THREADS : Permission.SEND_MESSAGES;
      if (!Access.sees(user, where) || !Access.may(user, needed, where)) {
        throw new ClientRefusal(user.name() + " may not write in " + where.name());
      }
      ObjectNode json = BlankMessage.message(world.newId(), where, user, 0).put("content", text);
      if (text.contains("<@" + world.bot().id() + ">")) {
        json.withArray("/mentions").add(world.bot().json());
      }
      Message message = new Message(json, where, user, null);
      world.post(message);
      return message.id();
    }
  }

  /**
   * Opens a thread; returns its id.
   *
   * @param hidden whether it is a private thread, to which the bot is added
   */
  public String opensThread(String channel, String name, boolean hidden) {
    synchronized (world) {
      Channel around = places.channel(channel, user);
      int type = hidden ? Channel.PRIVATE_THREAD : Channel.threadType(around);
      Channel thread = Channel.thread(world.newId(), type, name, around, user);
      if (hidden) {
        thread.threadMembers().put(world.bot().id(), world.now());
      }
      world.add(thread);
      world.dispatch("THREAD_CREATE", thread.json().put("newly_created", true), Dispatcher.GUILDS);
      world.emit(ChatEvent.Kind.THREAD_CREATED, thread, user, null, name);
      return thread.id();
    }
  }

  /**
   * Deletes a message that everybody sees; allowed for its author and for people who may manage
   * messages.
   *
   * @throws ClientRefusal when the person may not
   */
  public void deletes(SeenMessage seen) {
    synchronized (world) {
      Message message = message(seen.id());
      boolean own = message.author().equals(user);
      if (message.onlyFor() != null
          || !(own || Access.may(user, Permission.MANAGE_MESSAGES, message.channel()))) {
        throw new ClientRefusal(user.name() + " may not delete the message " + seen.id());
      }
      world.delete(message);
    }
  }

  /** Returns the messages of a channel that this person sees, oldest first. */
  public List<SeenMessage> sees(String channel) {
    synchronized (world) {
      Channel where = places.channel(channel, user);
      if (!Access.sees(user, where)) {
        return List.of();
      }
      return world.messages(where).stream()
          .filter(m -> m.visibleTo(user))
          .map(SeenMessages::of)
          .toList();
    }
  }

  /** Returns the conversation with the bot, oldest message first. */
  public List<SeenMessage> seesDirectMessages() {
    synchronized (world) {
      return world.messages(world.direct(user)).stream().map(SeenMessages::of).toList();
    }
  }

  /** Returns the names of the channels and threads that this person sees. */
  public List<String> seesChannels() {
    synchronized (world) {
      return world.channels().stream()
          .filter(c -> Access.sees(user, c))
          .map(Channel::name)
          .toList();
    }
  }

  /**
   * Waits until this person sees a matching message.
   *
   * @throws IllegalStateException when none appears within {@link BotAnswer#PATIENCE}
   */
  public SeenMessage awaitMessage(String channel, Predicate<SeenMessage> wanted) {
    List<SeenMessage> found = new ArrayList<>();
    boolean there =
        world.await(
            () -> {
              found.clear();
              if (places.exists(channel, user)) {
                sees(channel).stream().filter(wanted).forEach(found::add);
              }
              return !found.isEmpty();
            },
            BotAnswer.PATIENCE);
    if (!there) {
      String seen = places.exists(channel, user) ? sees(channel).toString() : "no such channel";
      throw new IllegalStateException("waited in vain in " + channel + "; there is: " + seen);
    }
    return found.get(0);
  }

  /** Allows or blocks direct messages from the bot; blocked ones get 50007. */
  public void takesDirectMessages(boolean open) {
    user.takesDirectMessages(open);
  }

  private BotAnswer send(
      int type, Channel where, String label, ObjectNode data, @Nullable Message source) {
    return new BotAnswer(world, interactions.send(type, user, where, label, data, source));
  }

  private Message message(String id) {
    Message message = world.message(id);
    if (message == null || !message.visibleTo(user)) {
      throw new ClientRefusal(user.name() + " does not see a message " + id);
    }
    return message;
  }

  private static Control control(Message message, String wanted, Predicate<Control> fits) {
    JsonNode components = message.json().path("components");
    List<Control> there = SeenMessages.controls(components);
    Control control =
        there.stream()
            .filter(fits)
            .findFirst()
            .orElseThrow(
                () ->
                    new ClientRefusal(
                        "the message has no \""
                            + wanted
                            + "\", only "
                            + there.stream().map(Control::label).toList()));
    if (control.disabled()) {
      throw new ClientRefusal("\"" + wanted + "\" is disabled");
    }
    return control;
  }
}
