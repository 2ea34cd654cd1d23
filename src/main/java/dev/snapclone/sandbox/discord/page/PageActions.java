package dev.snapclone.sandbox.discord.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.snapclone.sandbox.discord.BotAnswer;
import dev.snapclone.sandbox.discord.ClientRefusal;
import dev.snapclone.sandbox.discord.DiscordSandbox;
import dev.snapclone.sandbox.discord.Modal;
import dev.snapclone.sandbox.discord.OfferedChoice;
import dev.snapclone.sandbox.discord.Person;
import dev.snapclone.sandbox.discord.chat.ChatJson;
import dev.snapclone.sandbox.discord.chat.Control;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What people do on the page. Each call waits until the bot has taken notice, 3 s at most. */
final class PageActions {
  private static final int OPEN_DIALOGS = 50;

  private final DiscordSandbox discord;
  private final Map<String, Modal> dialogs =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Modal> eldest) {
          return size() > OPEN_DIALOGS;
        }
      };

  PageActions(DiscordSandbox discord) {
    this.discord = discord;
  }

  /**
   * Does it.
   *
   * @return what came of it; null when there is no such thing to do
   * @throws ClientRefusal when Discord's client would not let the person
   */
  @Nullable ObjectNode act(String name, String what, JsonNode body) {
    Person person = discord.person(name);
    return switch (what) {
      case "command" ->
          answer(
              person.types(text(body, "channel"), text(body, "command"), texts(body, "options")));
      case "press" -> answer(person.presses(text(body, "message"), text(body, "control")));
      case "choose" ->
          answer(person.chooses(text(body, "message"), values(body).toArray(String[]::new)));
      case "submit" -> answer(person.submits(dialog(body), texts(body, "fields")));
      case "complete" -> complete(person, body);
      case "say" ->
          ChatJson.object().put("id", person.says(text(body, "channel"), text(body, "text")));
      default -> null;
    };
  }

  private static String text(JsonNode body, String field) {
    String text = body.path(field).asText("");
    if (text.isBlank()) {
      throw new ClientRefusal(field + " is missing");
    }
    return text;
  }

  private static Map<String, String> texts(JsonNode body, String field) {
    Map<String, String> texts = new LinkedHashMap<>();
    body.path(field).properties().forEach(e -> texts.put(e.getKey(), e.getValue().asText()));
    return texts;
  }

  private static List<String> values(JsonNode body) {
    List<String> values = new ArrayList<>();
    body.path("values").forEach(v -> values.add(v.asText()));
    return values;
  }

  private ObjectNode answer(BotAnswer answer) {
    answer.await("an answer", a -> a.acknowledged() || a.failed());
    ObjectNode result = ChatJson.object().put("interaction", answer.id());
    result.put("failed", !answer.acknowledged());
    answer.modal().ifPresent(modal -> result.set("dialog", opened(answer.id(), modal)));
    return result;
  }

  private ObjectNode opened(String id, Modal modal) {
    synchronized (dialogs) {
      dialogs.put(id, modal);
    }
    ObjectNode shown = ChatJson.object().put("id", id).put("title", modal.title());
    ArrayNode inputs = shown.putArray("inputs");
    for (Control input : modal.inputs()) {
      ObjectNode each = inputs.addObject().put("id", input.customId()).put("label", input.label());
      each.put("kind", input.kind().name()).put("long", input.style() == 2);
      each.put("required", input.input().required())
          .put("min", input.input().min())
          .put("max", input.input().max());
      ArrayNode options = each.putArray("options");
      for (Control.Option option : input.input().options()) {
        options.addObject().put("label", option.label()).put("value", option.value());
      }
    }
    return shown;
  }

  private Modal dialog(JsonNode body) {
    synchronized (dialogs) {
      Modal modal = dialogs.get(text(body, "dialog"));
      if (modal == null) {
        throw new ClientRefusal("the dialog is not open any more");
      }
      return modal;
    }
  }

  private static ObjectNode complete(Person person, JsonNode body) {
    ObjectNode result = ChatJson.object();
    ArrayNode choices = result.putArray("choices");
    try {
      List<OfferedChoice> offered =
          person.completes(
              text(body, "channel"),
              text(body, "command"),
              text(body, "option"),
              body.path("typed").asText(""),
              texts(body, "others"));
      offered.forEach(c -> choices.addObject().put("name", c.name()).put("value", c.value()));
      return result.put("failed", false);
    } catch (IllegalStateException e) {
      // The bot is too slow or away: Discord says so below the option.
      return result.put("failed", true);
    }
  }
}
