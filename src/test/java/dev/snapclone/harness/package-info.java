/**
 * The kill harness: the real program in a process of its own between the sandboxes, killed with
 * SIGKILL at seeded moments and started again, until all has come to rest; then what the cloud and
 * the chat hold is judged without the program's own code. Start at {@link
 * dev.snapclone.harness.KillScenario}.
 */
@NullMarked
package dev.snapclone.harness;

import org.jspecify.annotations.NullMarked;
