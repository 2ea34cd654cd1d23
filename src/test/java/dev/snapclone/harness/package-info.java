/**
 * The kill harness: runs the real program as a process between the sandboxes, kills it with SIGKILL
 * at seeded moments and restarts it until everything has come to rest. Then it judges the contents
 * of the cloud and the chat, without the program's own code. Start at {@link
 * dev.snapclone.harness.KillScenario}.
 */
@NullMarked
package dev.snapclone.harness;

import org.jspecify.annotations.NullMarked;
