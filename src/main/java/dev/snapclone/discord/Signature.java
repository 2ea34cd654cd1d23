package dev.snapclone.discord;

import java.util.List;
import java.util.Locale;
import net.dv8tion.jda.api.components.Component;
import net.dv8tion.jda.api.components.textdisplay.TextDisplay;
import net.dv8tion.jda.api.components.tree.ComponentTree;
import net.dv8tion.jda.api.entities.MessageEmbed;

/**
 * The words at the end of a message by which the bot finds it again, such as {@code job `k3j9x2`}:
 * an embed's footer, else what follows the last separator of the small print.
 */
final class Signature {
  /** Stands between the parts of the small print. */
  static final String BETWEEN = " · ";

  static final String SMALL = "-# ";

  private Signature() {}

  /** Reads the signature of a message; empty when it has no text. */
  static String of(
      String content, List<MessageEmbed> embeds, List<? extends Component> components) {
    for (MessageEmbed embed : embeds) {
      MessageEmbed.Footer footer = embed.getFooter();
      if (footer != null && footer.getText() != null) {
        return footer.getText();
      }
    }
    String text = content;
    for (TextDisplay display : ComponentTree.of(components).findAll(TextDisplay.class)) {
      text = display.getContent();
    }
    String line = text.substring(text.lastIndexOf('\n') + 1);
    String small = line.startsWith(SMALL) ? line.substring(SMALL.length()) : line;
    int between = small.lastIndexOf(BETWEEN);
    return between < 0 ? small : small.substring(between + BETWEEN.length());
  }

  /** Whether two are the same, whatever form their messages have. */
  static boolean same(String one, String other) {
    return bare(one).equals(bare(other));
  }

  private static String bare(String signature) {
    return signature.replace("`", "").toLowerCase(Locale.ROOT);
  }
}
