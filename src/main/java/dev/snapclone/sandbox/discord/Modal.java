package dev.snapclone.sandbox.discord;

import dev.snapclone.sandbox.discord.chat.Control;
import dev.snapclone.sandbox.discord.chat.Interaction;
import java.util.List;

/** A dialog that the bot opened for one person, who may submit it once. */
public final class Modal {
  private final Interaction openedBy;
  private final String title;
  private final String customId;
  private final List<Control> inputs;

  Modal(Interaction openedBy, String title, String customId, List<Control> inputs) {
    this.openedBy = openedBy;
    this.title = title;
    this.customId = customId;
    this.inputs = inputs;
  }

  Interaction openedBy() {
    return openedBy;
  }

  /** The title. */
  public String title() {
    return title;
  }

  /** The id by which the bot knows the dialog. */
  public String customId() {
    return customId;
  }

  /** The inputs. */
  public List<Control> inputs() {
    return inputs;
  }
}
