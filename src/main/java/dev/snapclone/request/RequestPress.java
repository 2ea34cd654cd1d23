package dev.snapclone.request;

import dev.snapclone.access.Role;
import dev.snapclone.command.Dialogue;
import dev.snapclone.command.Invocation;
import dev.snapclone.command.JobPress;
import java.util.Optional;

/**
 * A press that requests a job about another one. Its button comes from {@link
 * ExclusiveJobs#button}: where the rules want a reason, pressing asks for it first. What cannot be
 * foreseen, such as a rule that was added since, is asked afterwards by {@code Give a reason}.
 */
public interface RequestPress extends JobPress {
  @Override
  default Optional<Dialogue> dialogue(Invocation press, Role highest) {
    return ExclusiveJobs.dialogue(press, highest);
  }
}
