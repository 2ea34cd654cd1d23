package dev.snapclone.request;

import dev.snapclone.command.Command;
import dev.snapclone.command.Invocation;
import dev.snapclone.command.Reply;

/**
 * A command that may first show its plan privately and ask for {@code Go ahead}. Confirming is a
 * separate method, so that no typed option can imitate it.
 */
public interface Confirmable extends Command {
  /** As {@link #run}, after the person pressed {@code Go ahead}. */
  Reply runConfirmed(Invocation invocation);
}
