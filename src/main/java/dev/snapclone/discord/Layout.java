package dev.snapclone.discord;

import dev.snapclone.i18n.Text;
import dev.snapclone.job.ResourceRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import net.dv8tion.jda.api.components.container.Container;
import net.dv8tion.jda.api.components.container.ContainerChildComponent;
import net.dv8tion.jda.api.components.textdisplay.TextDisplay;
import net.dv8tion.jda.api.entities.Message;
import net.dv8tion.jda.api.utils.messages.MessageCreateData;

/** The forms of what everybody sees of a job: cards and outcomes. */
final class Layout {
  private static final int CARD_MAX = 3000;
  private static final int SMALL_MAX = 600;
  private static final int LEFT_MAX = 10;

  private final Renderer renderer;

  Layout(Renderer renderer) {
    this.renderer = renderer;
  }

  /**
   * A card: a container with an accent colour, its buttons inside.
   *
   * <p>Text displays hold 4000 characters in all (components/reference.mdx).
   */
  MessageCreateData card(Locale locale, CardFace face) {
    List<String> lines = new ArrayList<>();
    lines.add("### " + face.title());
    lines.addAll(face.lines());
    List<ContainerChildComponent> parts = new ArrayList<>();
    parts.add(TextDisplay.of(renderer.fit(locale, lines, CARD_MAX)));
    parts.add(TextDisplay.of(small(face.small())));
    renderer
        .rows(locale, face.buttons(), null)
        .forEach(row -> parts.add((ContainerChildComponent) row));
    return Renderer.components(Container.of(parts).withAccentColor(face.colour()));
  }

  /** The small print; its last part always fits. */
  private static String small(List<String> parts) {
    StringBuilder out = new StringBuilder(Signature.SMALL);
    String last = parts.get(parts.size() - 1);
    for (String part : parts.subList(0, parts.size() - 1)) {
      if (out.length() + part.length() + last.length() < SMALL_MAX) {
        out.append(part).append(Signature.BETWEEN);
      }
    }
    return out.append(last).toString();
  }

  /**
   * A message of text alone.
   *
   * @param lines markdown; what does not fit is left out and counted
   * @param small parts of the small print, markdown
   * @param mentioned ids that the message notifies, if its text names them
   */
  MessageCreateData plain(
      Locale locale, List<String> lines, List<String> small, List<String> mentioned) {
    String words = renderer.fit(locale, lines, Message.MAX_CONTENT_LENGTH - SMALL_MAX);
    return Renderer.text(words + "\n" + small(small), mentioned);
  }

  /** A line that names what was left behind. */
  String left(Locale locale, List<ResourceRef> left) {
    List<String> named = new ArrayList<>();
    for (ResourceRef ref : left) {
      if (named.size() == LEFT_MAX) {
        named.add("…");
        break;
      }
      named.add(renderer.wording().markdown(locale, ref.words()));
    }
    return renderer.wording().markdown(locale, Text.of("outcome.left"))
        + " "
        + String.join(", ", named);
  }
}
