package dev.snapclone.discord;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.snapclone.command.JobPress;
import dev.snapclone.command.Reply;
import dev.snapclone.i18n.Text;
import dev.snapclone.i18n.Text.Arg;
import dev.snapclone.job.JobState;
import dev.snapclone.job.JournalEntry;
import dev.snapclone.job.Outcome;
import dev.snapclone.job.ResourceRef;
import dev.snapclone.procedure.CloneMade;
import dev.snapclone.request.Asking;
import dev.snapclone.windows.Reachability;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Jobs of the real commands and workflows, to their ends and beyond: after each turn all messages
 * of all channels, threads and direct messages are read again. Nothing in them is stale, and
 * nothing is told twice.
 */
class CardLivesTest {
  private static final String OPS = "c1";
  private static final String APPROVALS = "3002";

  private CardWorld world = new CardWorld(null, true);

  private Reply cloneOf(String instance, String... more) {
    List<String> options = new ArrayList<>(List.of(more));
    options.add("snapshot-id");
    options.add(world.bench.botSnapshot(instance));
    return world.bench.types("clone", options.toArray(String[]::new));
  }

  /**
   * A button about a job makes another one, which is done; then the first one's messages follow.
   */
  private void becomes(String id, JobPress press) {
    String by = world.done(world.bench.presses(press, id));
    follows(id);
    assertTrue(read(OPS).contains("job `" + by + "`"), "it is said who changed that: " + read(OPS));
  }

  private void follows(String id) {
    // The check sees what is stale until the follow-up.
    assertFalse(Untrue.in(world).isEmpty(), "the check finds nothing: " + world.all());
    world.followed(id);
    nothingIsStale();
  }

  private void nothingIsStale() {
    assertEquals(List.of(), Untrue.in(world));
  }

  private String read(String channel) {
    return String.join(
        "\n",
        world.all().stream()
            .filter(message -> message.channel().equals(channel))
            .map(CardWorld.Read::text)
            .toList());
  }

  private void says(String channel, String... words) {
    String text = read(channel);
    for (String some : words) {
      assertTrue(text.contains(some), some + " is not in " + text);
    }
  }

  /** On one of the messages beside the question. */
  private void toldOnce(String words) {
    List<PaperChat.Posted> all = world.chat.in(OPS);
    long told = all.stream().filter(it -> PaperChat.text(it.data()).contains(words)).count();
    assertEquals(1, told, () -> words + " in " + read(OPS));
  }

  private String address(String id) {
    return CloneMade.of(world.job(id)).orElseThrow().reachableAt();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aCloneThatWasDeletedRunsNowhereAndOffersNothing(boolean addresses) {
    world = new CardWorld(null, addresses);
    String id = world.done(cloneOf("db-01"));
    says(OPS, "db-01-clone-1, a copy of db-01, is running");
    says(addresses ? OPS : "thread-1", "ssh ubuntu@" + address(id));
    nothingIsStale();
    becomes(id, world.bench.deleteClone);
    says(OPS, "db-01-clone-1 was deleted later, by job `j2`");
  }

  @Test
  void aSnapshotThatWasDeletedIsOfferedNowhere() {
    String id = world.done(world.bench.types("snapshot", "server-name", "db-01"));
    says(OPS, "db-01 is snapshotted");
    nothingIsStale();
    becomes(id, world.bench.deleteSnapshot);
    says(OPS, "The snapshot was deleted later, by job `j2`");
  }

  @Test
  void aCloneThatWasLetOutIsIsolatedNowhere() {
    String id = world.done(cloneOf("web-01", "isolated", "true"));
    says(OPS, "gets in, nothing else in or out");
    assertFalse(read(OPS).contains("ssh ubuntu@"), read(OPS));
    nothingIsStale();
    becomes(id, world.bench.lift);
    says(OPS, "The isolation was lifted (job `j2`)", "ssh ubuntu@" + address(id));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aWindowsCloneThatAnswersIsUnreachableNowhere(boolean threads) {
    world.chat.threadsAllowed = threads;
    String room = threads ? "thread-1" : "dm-" + Asking.ANNA.id();
    String id = world.done(cloneOf("win-ad-01"));
    says(OPS, "nobody reaches it before");
    says(room, "You cannot reach it yet");
    world.looksWhetherItAnswers(id, address(id), Reachability.Result.SILENT);
    says(room, "does not answer to Remote Desktop yet");
    nothingIsStale();
    world.looksWhetherItAnswers(id, address(id), Reachability.Result.OPEN);
    follows(id);
    says(OPS, "Reachable: it answers to Remote Desktop at `" + address(id));
    says(room, "can be reached: it answers at", "Well done");
    becomes(id, world.bench.deleteClone);
    says(room, "was deleted by job `j2`");
  }

  @Test
  void anIsolatedWindowsCloneThatWasLetOutIsIsolatedNowhere() {
    String id = world.done(cloneOf("win-ad-01", "isolated", "true"));
    becomes(id, world.bench.lift);
    says("thread-1", "Step 1 of 3");
    becomes(id, world.bench.deleteClone);
  }

  @ParameterizedTest
  @ValueSource(strings = {OPS, APPROVALS})
  void aDenialHasItsReasonAndLeavesNoQuestion(String asked) {
    world = new CardWorld(asked.equals(OPS) ? null : "approvals", true);
    String id = world.begins(cloneOf("db-01"));
    says(asked, "Waiting for approval", "Not copied: 1 data volume");
    nothingIsStale();
    world.answers(id, false, "not while the shop is open");
    world.ends(id, JobState.CANCELLED, CardJobs.denied());
    nothingIsStale();
    says(OPS, "**Denied** by <@" + Sample.BO.id());
    says(asked, "**Denied**");
    PaperChat.Posted told = world.chat.in(OPS).get(1);
    assertTrue(told.data().getContent().contains("not while the shop is open"), read(OPS));
    assertEquals(3, told.data().getContent().lines().count(), read(OPS));
    assertTrue(told.data().getContent().contains("<@100>: **"), read(OPS));
  }

  @Test
  void anApprovalInAnotherChannelIsAskedNowhereOnceGiven() {
    world = new CardWorld("approvals", true);
    String id = world.begins(cloneOf("db-01"));
    says(APPROVALS, "Waiting for approval", "Clone db-01 as db-01-clone-1");
    says(OPS, "Waiting for approval");
    world.answers(id, true, "");
    world.is(id, JobState.RUNNING, Sample.waiting("volume-ready", "creating", 40));
    nothingIsStale();
    says(APPROVALS, "approved by <@200>");
    world.ends(id, JobState.FAILED, failed(List.of()));
    nothingIsStale();
    says(APPROVALS, "**Failed**");
  }

  @Test
  void whoCancelsWhatRunsIsNamedAndNothingRunsAnyMore() {
    String id = world.begins(cloneOf("db-01"));
    world.answers(id, true, "");
    world.is(id, JobState.RUNNING, Sample.waiting("volume-ready", "creating", 40));
    says(OPS, "**Running**");
    world.is(id, JobState.CANCELLING, Sample.phase("undo/volume", JournalEntry.Phase.WAITING));
    says(OPS, "**Cancelling** · Cleaning up: 0 of 1 done", "cancelled by <@200>");
    nothingIsStale();
    world.ends(
        id,
        JobState.CANCELLED,
        outcome(
            Text.of("jobs.cancelled.by", Arg.person(Asking.BO.id())),
            List.of(Text.of("jobs.removed", Arg.plain("volume db-01-clone-1-root"))),
            null));
    nothingIsStale();
    says(OPS, "**Cancelled** by <@200>", "What it had made is removed again", "<@100>: ");
  }

  @Test
  void whoCancelledItThemselvesIsNotCalled() {
    String id = world.begins(cloneOf("db-01"));
    world.ends(
        id,
        JobState.CANCELLED,
        outcome(
            Text.of("jobs.cancelled.by", Arg.person(Asking.ANNA.id())),
            List.of(Text.of("jobs.nothing-begun")),
            null));
    nothingIsStale();
    says(OPS, "**Cancelled** by <@100>");
    toldOnce("Nothing had begun");
    List<PaperChat.Posted> all = world.chat.in(OPS);
    assertTrue(all.get(1).data().getMentionedUsers().isEmpty(), "she did it herself");
    assertEquals(List.of(), all.get(1).data().getComponents(), "buttons are on the card alone");
  }

  @Test
  void whatWasLeftAndCleanedUpIsLeftNowhere() {
    Reply asked = cloneOf("db-01");
    String id = world.begins(asked);
    world.answers(id, true, "");
    world.is(id, JobState.RUNNING, Sample.waiting("instance-ready", "BUILD", 0));
    Outcome made = world.bench.runs(asked);
    world.ends(id, JobState.NEEDS_ATTENTION, failed(made.made()));
    says(OPS, "**Needs attention**", "Left behind", made.made().get(0).id());
    nothingIsStale();
    becomes(id, world.bench.cleanUp);
    says(OPS, "**Cleaned up**", "What it had left was removed by job `j2`");
    assertFalse(
        world.all().stream()
            .filter(message -> message.job().equals(id))
            .anyMatch(message -> message.text().contains(made.made().get(0).id())),
        read(OPS));
  }

  private static Outcome failed(List<ResourceRef> left) {
    List<Text> lines = new ArrayList<>();
    for (ResourceRef one : left) {
      Arg busy = Arg.text(Text.of("clone.removal.by-hand"));
      lines.add(Text.of("jobs.left", Arg.text(one.words()), busy, Arg.plain("")));
    }
    return outcome(Text.of("clone.failed.instance", Arg.name("db-01-clone-1")), lines, left);
  }

  private static Outcome outcome(
      Text headline, List<Text> lines, @Nullable List<ResourceRef> left) {
    return new Outcome(headline, lines, List.of(), left == null ? List.of() : left, Map.of());
  }
}
