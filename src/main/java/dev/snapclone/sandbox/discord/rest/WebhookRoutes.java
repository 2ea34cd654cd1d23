package dev.snapclone.sandbox.discord.rest;

import dev.snapclone.sandbox.discord.chat.ChatWorld;
import dev.snapclone.sandbox.discord.chat.Interaction;
import dev.snapclone.sandbox.discord.chat.Message;

/**
 * Follow-ups to the first answer, with the interaction's token (receiving-and-responding.mdx
 * "Followup Messages").
 */
final class WebhookRoutes {
  private static final String MESSAGE = "/webhooks/{application}/{token}/messages/{message}";

  private final ChatWorld world;
  private final Composer composer;
  private final Mentions mentions;

  WebhookRoutes(ChatWorld world, Composer composer) {
    this.world = world;
    this.composer = composer;
    this.mentions = new Mentions(world);
  }

  void register(RestRouter router) {
    router
        .on("POST", "/webhooks/{application}/{token}", this::create)
        .on("GET", MESSAGE, call -> RestReply.ok(message(interaction(call), call).json()))
        .on("PATCH", MESSAGE, this::edit)
        .on("DELETE", MESSAGE, this::delete);
  }

  private Interaction interaction(RestCall call) {
    Interaction interaction = world.interactionByToken(call.path("token"));
    if (interaction == null || !interaction.answered()) {
      throw DiscordError.unknown(10015, "Webhook");
    }
    if (interaction.expired(world.now())) {
      throw DiscordError.of(401, 50027, "Invalid Webhook Token");
    }
    return interaction;
  }

  private static Message message(Interaction interaction, RestCall call) {
    String id = call.path("message");
    Message original = interaction.original();
    if (original != null && (id.equals("@original") || id.equals(original.id()))) {
      return original;
    }
    return interaction.followUps().stream()
        .filter(m -> m.id().equals(id))
        .findFirst()
        .orElseThrow(DiscordError::unknownMessage);
  }

  private RestReply create(RestCall call) {
    Interaction interaction = interaction(call);
    Violations wrong = new Violations();
    MessageRules.checkNew(call, wrong);
    wrong.throwIfAny();
    Message original = interaction.original();
    if (interaction.awaitsFirstFollowUp() && original != null) {
      // Deprecated but still true: it fills the deferred answer and ignores its own flags.
      return change(interaction, original, call);
    }
    boolean ephemeral = (call.get("flags").asInt() & Message.EPHEMERAL) != 0;
    Message message = InteractionRoutes.create(composer, mentions, interaction, call, ephemeral);
    message.json().put("type", original == null ? 0 : 19);
    interaction.followUps().add(message);
    world.post(message);
    return RestReply.ok(message.json());
  }

  private RestReply edit(RestCall call) {
    Interaction interaction = interaction(call);
    Message message = message(interaction, call);
    Violations wrong = new Violations();
    MessageRules.checkEdit(message, call, wrong);
    wrong.throwIfAny();
    return change(interaction, message, call);
  }

  private RestReply change(Interaction interaction, Message message, RestCall call) {
    MessageRoutes.change(composer, mentions, message, call, true);
    if (message.equals(interaction.original())) {
      interaction.filled();
    }
    world.edited(message);
    return RestReply.ok(message.json());
  }

  private RestReply delete(RestCall call) {
    Interaction interaction = interaction(call);
    Message message = message(interaction, call);
    interaction.followUps().remove(message);
    if (message.equals(interaction.original())) {
      interaction.withdraw();
      interaction.filled();
    }
    world.delete(message);
    return RestReply.nothing();
  }
}
