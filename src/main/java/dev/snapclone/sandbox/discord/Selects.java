package dev.snapclone.sandbox.discord;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.snapclone.sandbox.discord.chat.ChatJson;
import dev.snapclone.sandbox.discord.chat.Control;
import dev.snapclone.sandbox.discord.chat.SeenMessages;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The selected options and dialog inputs, in the format for the bot. */
final class Selects {
  private Selects() {}

  /** Returns the value of an option that is named by label or value; null when there is none. */
  static @Nullable String value(Control select, String wanted) {
    return select.input().options().stream()
        .filter(o -> o.label().equals(wanted) || o.value().equals(wanted))
        .map(Control.Option::value)
        .findFirst()
        .orElse(null);
  }

  static List<String> labels(Control select, List<String> wanted) {
    return select.input().options().stream()
        .filter(o -> wanted.contains(o.label()) || wanted.contains(o.value()))
        .map(Control.Option::label)
        .toList();
  }

  static ObjectNode data(Control select, List<String> wanted) {
    if (wanted.size() < select.input().min() || wanted.size() > select.input().max()) {
      throw new ClientRefusal(
          "choose "
              + select.input().min()
              + " to "
              + select.input().max()
              + ", not "
              + wanted.size());
    }
    ObjectNode data =
        ChatJson.object().put("custom_id", select.customId()).put("component_type", 3);
    ArrayNode values = data.putArray("values");
    wanted.forEach(w -> values.add(value(select, w)));
    return data;
  }

  /** A dialog that is being filled in. */
  static final class Filled {
    private final Map<String, String> texts;
    private final Set<String> unused;

    Filled(Map<String, String> texts) {
      this.texts = texts;
      this.unused = new HashSet<>(texts.keySet());
    }

    /** Returns the components of the submission: labels with inputs, or rows with inputs. */
    ArrayNode components(JsonNode asked) {
      ArrayNode filled = ChatJson.array();
      for (JsonNode part : asked) {
        ObjectNode copy = filled.addObject();
        copy.set("type", part.path("type"));
        copy.set("id", part.path("id"));
        if (part.has("component")) {
          copy.set("component", input(part.path("component"), part));
        } else if (part.has("components")) {
          copy.putArray("components").add(input(part.path("components").path(0), part));
        }
      }
      if (!unused.isEmpty()) {
        throw new ClientRefusal("the dialog has no " + unused);
      }
      return filled;
    }

    private ObjectNode input(JsonNode input, JsonNode outer) {
      Control control = SeenMessages.controls(ChatJson.array().add(outer)).get(0);
      String text = texts.getOrDefault(control.label(), texts.get(control.customId()));
      unused.remove(control.label());
      unused.remove(control.customId());
      ObjectNode filled = ChatJson.object().put("custom_id", control.customId());
      filled.set("type", input.path("type"));
      filled.set("id", input.path("id"));
      if (control.kind() != Control.Kind.TEXT_INPUT) {
        String chosen = text == null ? null : value(control, text);
        ArrayNode values = filled.putArray("values");
        if (chosen != null) {
          values.add(chosen);
        } else if (control.input().required()) {
          throw new ClientRefusal(control.label() + " is required");
        }
        return filled;
      }
      return filled.put("value", checked(control, text == null ? "" : text));
    }

    private static String checked(Control control, String text) {
      if (text.isEmpty() && control.input().required()) {
        throw new ClientRefusal(control.label() + " is required");
      }
      boolean shorter = !text.isEmpty() && text.length() < control.input().min();
      if (shorter || text.length() > control.input().max()) {
        throw new ClientRefusal(
            control.label()
                + " must have "
                + control.input().min()
                + " to "
                + control.input().max()
                + " characters");
      }
      return text;
    }
  }
}
