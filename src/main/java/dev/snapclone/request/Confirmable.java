package dev.snapclone.request;

import dev.snapclone.command.Command;
import dev.snapclone.command.Invocation;
import dev.snapclone.command.Reply;

/**
 * A command that may first show its plan privately and ask for {@code Go ahead}. The go-ahead is a
 * method of its own, so that no option typed by anybody can stand for it.
 */
public interface Confirmable extends Command {
  /** As {@link #run}, after the person has seen the plan and pressed {@code Go ahead}. */
  Reply runConfirmed(Invocation invocation);
}
