package dev.snapclone.sandbox.discord.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.snapclone.sandbox.discord.chat.ChatEvent;
import dev.snapclone.sandbox.discord.chat.ChatJson;
import dev.snapclone.sandbox.discord.chat.ChatWorld;
import dev.snapclone.sandbox.discord.chat.Interaction;
import dev.snapclone.sandbox.discord.chat.Message;
import dev.snapclone.sandbox.discord.chat.User;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The first answer to an interaction (interactions/receiving-and-responding.mdx). */
final class InteractionRoutes {
  private static final int MESSAGE = 4;
  private static final int DEFERRED_MESSAGE = 5;
  private static final int DEFERRED_UPDATE = 6;
  private static final int UPDATE = 7;
  private static final int CHOICES = 8;
  private static final int MODAL = 9;

  private final ChatWorld world;
  private final Composer composer;
  private final Mentions mentions;

  InteractionRoutes(ChatWorld world, Composer composer) {
    this.world = world;
    this.composer = composer;
    this.mentions = new Mentions(world);
  }

  void register(RestRouter router) {
    router.on("POST", "/interactions/{interaction}/{token}/callback", this::callback);
  }

  private RestReply callback(RestCall call) {
    Interaction interaction = world.interaction(call.path("interaction"));
    boolean known = interaction != null && interaction.token().equals(call.path("token"));
    if (interaction == null || !known || interaction.missed(world.now())) {
      throw DiscordError.unknown(10062, "interaction");
    }
    if (interaction.answered()) {
      throw DiscordError.of(400, 40060, "Interaction has already been acknowledged.");
    }
    if (interaction.channel().archived()) {
      throw DiscordError.threadArchived();
    }
    int type = call.get("type").asInt();
    requireFitting(type, interaction);
    Message shown = answer(interaction, type, call);
    interaction.answer(type);
    world.changed();
    return call.flag("with_response")
        ? RestReply.ok(response(interaction, type, shown))
        : RestReply.nothing();
  }

  private static void requireFitting(int type, Interaction interaction) {
    Set<Integer> fitting =
        switch (interaction.type()) {
          case Interaction.COMMAND -> Set.of(MESSAGE, DEFERRED_MESSAGE, MODAL);
          case Interaction.COMPONENT ->
              Set.of(MESSAGE, DEFERRED_MESSAGE, DEFERRED_UPDATE, UPDATE, MODAL);
          case Interaction.AUTOCOMPLETE -> Set.of(CHOICES);
          default ->
              interaction.source() == null
                  ? Set.of(MESSAGE, DEFERRED_MESSAGE)
                  : Set.of(MESSAGE, DEFERRED_MESSAGE, DEFERRED_UPDATE, UPDATE);
        };
    if (!fitting.contains(type)) {
      Violations wrong = new Violations();
      wrong.at("type").add("BASE_TYPE_CHOICES", "Value must be one of " + fitting + ".");
      wrong.throwIfAny();
    }
  }

  private @Nullable Message answer(Interaction interaction, int type, RestCall call) {
    RestCall inner = new RestCall(call.path(), call.query(), call.get("data"), call.files());
    return switch (type) {
      case MESSAGE -> message(interaction, inner);
      case DEFERRED_MESSAGE -> deferred(interaction, inner);
      case UPDATE -> update(interaction, inner);
      case CHOICES -> choices(interaction, inner);
      case MODAL -> modal(interaction, inner);
      default -> interaction.original();
    };
  }

  private Message message(Interaction interaction, RestCall call) {
    Violations wrong = new Violations();
    MessageRules.checkNew(call, wrong.at("data"));
    wrong.throwIfAny();
    Message message =
        create(composer, mentions, interaction, call, ephemeral(call.get("flags").asInt()));
    interaction.original(message);
    world.post(message);
    return message;
  }

  /** Makes a message that answers an interaction, without posting it. */
  static Message create(
      Composer composer,
      Mentions mentions,
      Interaction interaction,
      RestCall call,
      boolean ephemeral) {
    Message message = blank(composer, interaction, ephemeral ? Message.EPHEMERAL : 0);
    composer.fill(message, call.body(), call.files());
    MessageRoutes.requireContent(message);
    mentions.write(message, call.get("allowed_mentions"), true, true);
    return message;
  }

  private static Message blank(Composer composer, Interaction interaction, int flags) {
    User onlyFor = ephemeral(flags) ? interaction.invoker() : null;
    Message message = composer.blank(interaction.channel(), flags, onlyFor);
    ObjectNode json = message.json();
    json.put("type", interaction.type() == Interaction.COMMAND ? 20 : 0);
    json.put("application_id", message.author().id()).put("webhook_id", message.author().id());
    ObjectNode metadata = json.putObject("interaction_metadata");
    metadata.put("id", interaction.id()).put("type", interaction.type());
    metadata.set("user", interaction.invoker().json());
    metadata.putObject("authorizing_integration_owners");
    if (interaction.type() == Interaction.COMMAND) {
      metadata.put("name", interaction.label()).put("command_type", 1);
    }
    return message;
  }

  private Message deferred(Interaction interaction, RestCall call) {
    int flags = call.get("flags").asInt() & Message.EPHEMERAL;
    Message message = blank(composer, interaction, flags | Message.LOADING);
    interaction.original(message);
    world.post(message);
    return message;
  }

  private @Nullable Message update(Interaction interaction, RestCall call) {
    Message source = interaction.source();
    if (source == null) {
      throw DiscordError.unknownMessage();
    }
    Violations wrong = new Violations();
    MessageRules.checkEdit(source, call, wrong.at("data"));
    wrong.throwIfAny();
    MessageRoutes.change(composer, mentions, source, call, true);
    interaction.original(source);
    world.edited(source);
    return source;
  }

  private @Nullable Message choices(Interaction interaction, RestCall call) {
    JsonNode offered = call.get("choices");
    Violations wrong = new Violations();
    int type = offered.path(0).path("value").isNumber() ? 4 : 3;
    CommandRules.checkChoices(offered, type, wrong.at("data").at("choices"));
    wrong.throwIfAny();
    interaction.choices(offered instanceof ArrayNode list ? list : ChatJson.array());
    return null;
  }

  private @Nullable Message modal(Interaction interaction, RestCall call) {
    Violations wrong = new Violations();
    ModalRules.check(call.body(), wrong.at("data"));
    wrong.throwIfAny();
    ObjectNode modal = call.body().deepCopy();
    modal.set("components", Composer.numbered(modal.path("components")));
    interaction.modal(modal);
    world.emit(
        ChatEvent.Kind.MODAL_OPENED,
        interaction.channel(),
        interaction.invoker(),
        null,
        modal.path("title").asText());
    return null;
  }

  private static boolean ephemeral(int flags) {
    return (flags & Message.EPHEMERAL) != 0;
  }

  private static ObjectNode response(Interaction interaction, int type, @Nullable Message shown) {
    ObjectNode response = ChatJson.object();
    ObjectNode about = response.putObject("interaction");
    about.put("id", interaction.id()).put("type", interaction.type());
    if (shown != null) {
      about.put("response_message_id", shown.id());
      about.put("response_message_loading", shown.has(Message.LOADING));
      about.put("response_message_ephemeral", shown.has(Message.EPHEMERAL));
    }
    ObjectNode resource = response.putObject("resource").put("type", type);
    if (shown != null && type != DEFERRED_UPDATE) {
      resource.set("message", shown.json());
    }
    return response;
  }
}
