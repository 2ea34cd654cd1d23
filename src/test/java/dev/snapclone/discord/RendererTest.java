package dev.snapclone.discord;

import static dev.snapclone.job.JobBuilder.aJob;
import static dev.snapclone.job.JobBuilder.like;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.snapclone.access.Role;
import dev.snapclone.approval.Approval;
import dev.snapclone.command.Button;
import dev.snapclone.command.Choice;
import dev.snapclone.command.Picture;
import dev.snapclone.command.Reply;
import dev.snapclone.command.Suggestion;
import dev.snapclone.i18n.Messages;
import dev.snapclone.i18n.Text;
import dev.snapclone.i18n.Text.Arg;
import dev.snapclone.job.FirstAnswers;
import dev.snapclone.job.Job;
import dev.snapclone.job.JobBuilder;
import dev.snapclone.job.JobState;
import dev.snapclone.job.JournalEntry;
import dev.snapclone.job.Outcome;
import dev.snapclone.job.PlanLine;
import dev.snapclone.job.ResourceRef;
import dev.snapclone.procedure.CurrentOutcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import net.dv8tion.jda.api.utils.data.DataObject;
import net.dv8tion.jda.api.utils.messages.MessageCreateData;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RendererTest {
  private final Renderer renderer = new Renderer(new Wording(Messages.load()));
  private final CardRenderer cards = new CardRenderer(renderer, true, Offered::about);
  private final OutcomeRenderer outcomes = new OutcomeRenderer(renderer, true);

  private static final String ASKED_AT = "https://discord.com/channels/1000/3002/9001";

  private MessageCreateData card(Job job, @Nullable Approval approval, JournalEntry... journal) {
    return cards.card(new CardView(job, List.of(journal), approval, null, null));
  }

  @Test
  void aPrivatePlanWithItsQuestion() {
    GoldenMessage.check(
        "reply-plan",
        renderer.reply(
            Locale.ENGLISH,
            Reply.of(
                    Reply.Tone.QUESTION,
                    Sample.say("This snapshot may pause web-01."),
                    Text.of(
                        "jobs.resource",
                        Arg.plain("Image snapshot"),
                        Arg.name("web_01 *x*"),
                        Arg.code("77aa")))
                .withButtons(
                    List.of(
                        new Button("go-ahead", "d1", Button.Style.PRIMARY),
                        new Button("cancel-draft", "d1", Button.Style.SECONDARY)))));
  }

  @Test
  void aChoiceBetweenCandidates() {
    GoldenMessage.check(
        "reply-choice",
        renderer.reply(
            Locale.ENGLISH,
            Reply.of(Reply.Tone.QUESTION, Sample.say("Three instances are called web."))
                .withChoice(
                    new Choice(
                        "pick-instance",
                        "d2",
                        List.of(
                            new Choice.Candidate("a1", "web", "ACTIVE, 10.0.0.4"),
                            new Choice.Candidate("a2", "web\n@everyone", ""))))));
  }

  @ParameterizedTest
  @EnumSource(Reply.Tone.class)
  void everyToneHasItsSign(Reply.Tone tone) {
    GoldenMessage.check(
        "reply-" + tone.name().toLowerCase(Locale.ROOT),
        renderer.reply(
            Locale.ENGLISH, Reply.of(tone, Sample.say("Said."), Sample.say("Do this next."))));
  }

  @Test
  void aCardThatWaitsForApproval() {
    GoldenMessage.check(
        "card-waiting",
        card(Sample.clone("k3j9x2", JobState.WAITING_FOR_APPROVAL), Sample.pending("k3j9x2")));
  }

  @Test
  void aPlanOfAnEarlierVersionThatCannotBeToldSendsToDetails() {
    Job old =
        JobBuilder.like(Sample.clone("k3j9x2", JobState.WAITING_FOR_APPROVAL))
            .lines(List.of(PlanLine.makes(Text.of("clone.plan.crash-consistent"))))
            .build();
    String shown = PaperChat.text(card(old, Sample.pending("k3j9x2")));
    assertTrue(shown.contains("What it does, costs and risks: press Details."), shown);
  }

  @Test
  void aCardThatRunsShowsTheStepAndItsProgress() {
    GoldenMessage.check(
        "card-running",
        card(
            Sample.clone("k3j9x2", JobState.RUNNING),
            Sample.granted("k3j9x2"),
            Sample.done("volume"),
            Sample.waiting("volume-ready", "creating", 40)));
  }

  @Test
  void aCardShowsNoBarOfNothing() {
    String card =
        PaperChat.text(
            card(
                Sample.clone("k3j9x2", JobState.RUNNING),
                Sample.granted("k3j9x2"),
                Sample.done("volume"),
                Sample.waiting("volume-ready", "creating", 0)));
    assertTrue(!card.contains("▱") && !card.contains("0 %"), card);
  }

  @Test
  void aCardDoesNotSayThatItTookNoTime() {
    Job job = Sample.clone("k3j9x2", JobState.DONE);
    Instant started = Objects.requireNonNull(job.progress().started());
    String card =
        PaperChat.text(
            card(
                like(job).progress(JobState.DONE, started, started).build(),
                Sample.granted("k3j9x2")));
    assertTrue(card.contains("asked by") && !card.contains("took"), card);
  }

  @Test
  void aCardWhoseStepIsBeingTried() {
    GoldenMessage.check(
        "card-trying",
        card(
            Sample.clone("k3j9x2", JobState.RUNNING),
            Sample.granted("k3j9x2"),
            Sample.done("volume"),
            Sample.done("volume-ready"),
            Sample.phase("instance", JournalEntry.Phase.INTENT)));
  }

  @Test
  void aCardSaysThatTheCloudGivesNoGoodAnswer() {
    GoldenMessage.check(
        "card-troubled",
        card(
            Sample.clone("k3j9x2", JobState.RUNNING),
            Sample.granted("k3j9x2"),
            Sample.done("volume"),
            Sample.troubled("volume-ready")));
  }

  @Test
  void aQueuedCard() {
    GoldenMessage.check("card-queued", card(Sample.clone("k3j9x2", JobState.QUEUED), null));
  }

  @Test
  void aCardThatIsCancelledWhileItRuns() {
    GoldenMessage.check(
        "card-cancelling",
        card(
            Sample.clone("k3j9x2", JobState.CANCELLING),
            Sample.granted("k3j9x2"),
            Sample.done("volume"),
            Sample.done("undo/volume"),
            Sample.phase("undo/volume-gone", JournalEntry.Phase.WAITING)));
  }

  private static Job windowsClone() {
    Job done = Sample.clone("k3j9x2", JobState.DONE);
    return Sample.ended(
        done,
        new Outcome(
            Sample.say("The clone win-01-clone-1 is ready."),
            List.of(),
            List.of(),
            List.of(),
            Map.of("instance", "5f1c", "os", "windows")));
  }

  private MessageCreateData card(FirstAnswers.@Nullable FirstAnswer answered, boolean addresses) {
    return new CardRenderer(renderer, addresses, Offered::about)
        .card(new CardView(windowsClone(), List.of(), null, null, null, answered));
  }

  @Test
  void aWindowsCloneIsSaidToBeReachableOnlyWhenItWasSeen() {
    FirstAnswers.FirstAnswer seen =
        new FirstAnswers.FirstAnswer("10.0.0.17", Sample.ASKED.plusSeconds(900));
    GoldenMessage.check("card-windows-unseen", card(null, true));
    GoldenMessage.check("card-windows-seen", card(seen, true));
    String discreet = card(seen, false).toData().toString();
    assertTrue(discreet.contains("Reachable: it answers"), discreet);
    assertFalse(discreet.contains("10.0.0.17"), discreet);
  }

  @Test
  void aPageWithAPictureItsWordsAndALanguageChosen() {
    GoldenMessage.check(
        "reply-picture",
        renderer.reply(
            Locale.ENGLISH,
            Reply.of(Reply.Tone.INFO, Sample.say("Step 2 of 8"))
                .withChoice(
                    new Choice(
                        "guide-labels",
                        "k1/icon/sv/1",
                        List.of(
                            new Choice.Candidate("en", "Windows: English", ""),
                            new Choice.Candidate("sv", "Windows: Svenska", "")),
                        "sv"))
                .withPicture(
                    new Picture("windows-icon-sv.png", new byte[] {1}, Sample.say("An icon."))),
            "k1 · windows-guide · 1/1"));
  }

  @Test
  void aDoneCloneOffersWhatFollows() {
    GoldenMessage.check(
        "card-done-clone",
        cards.card(
            new CardView(
                Sample.clone("k3j9x2", JobState.DONE),
                Sample.OUTLINE.stream().map(s -> Sample.done(s.key())).toList(),
                Sample.granted("k3j9x2"),
                ASKED_AT,
                "https://discord.com/channels/1000/4001")));
  }

  @Test
  void aDoneSnapshotOffersToCloneIt() {
    GoldenMessage.check(
        "card-done-snapshot", card(Sample.job("s1s1s1", "snapshot-v1", JobState.DONE), null));
  }

  @Test
  void aFailedCardSaysWhereItStopped() {
    GoldenMessage.check(
        "card-failed",
        card(
            Sample.clone("k3j9x2", JobState.FAILED),
            Sample.granted("k3j9x2"),
            Sample.done("volume"),
            Sample.done("volume-ready"),
            Sample.phase("instance", JournalEntry.Phase.INTENT)));
  }

  @Test
  void aDeniedCardKeepsNoButtonsAndSaysWhy() {
    GoldenMessage.check(
        "card-denied", card(Sample.clone("k3j9x2", JobState.CANCELLED), Sample.denied("k3j9x2")));
  }

  @Test
  void aDecidedApprovalKeepsNoApproveEvenBeforeTheJobMovedOn() {
    String shown =
        PaperChat.text(
            card(Sample.clone("k3j9x2", JobState.WAITING_FOR_APPROVAL), Sample.granted("k3j9x2")));
    assertTrue(!shown.contains("approve:") && !shown.contains("deny:"), shown);
    assertTrue(shown.contains("cancel-job:k3j9x2"), shown);
  }

  @Test
  void theQuestionInTheApprovalsChannelLinksToTheCard() {
    GoldenMessage.check(
        "question",
        cards.question(
            new CardView(
                Sample.clone("k3j9x2", JobState.WAITING_FOR_APPROVAL),
                List.of(),
                Sample.pending("k3j9x2"),
                ASKED_AT,
                null),
            "https://discord.com/channels/1000/3001/9000"));
  }

  @Test
  void anAnsweredQuestionSaysWhoAnswered() {
    GoldenMessage.check(
        "question-answered",
        cards.question(
            new CardView(
                Sample.clone("k3j9x2", JobState.RUNNING),
                List.of(),
                Sample.granted("k3j9x2"),
                ASKED_AT,
                null),
            "https://discord.com/channels/1000/3001/9000"));
  }

  /** In a line; the card tells more. */
  @ParameterizedTest
  @EnumSource(
      value = JobState.class,
      names = {"QUEUED", "RUNNING", "DONE", "FAILED", "CANCELLED", "NEEDS_ATTENTION"})
  void anAnsweredQuestionSaysWhatBecameOfIt(JobState state) {
    String shown =
        PaperChat.text(
            cards.question(
                new CardView(
                    Sample.clone("k3j9x2", state),
                    List.of(),
                    Sample.granted("k3j9x2"),
                    ASKED_AT,
                    null),
                "https://discord.com/channels/1000/3001/9000"));
    assertTrue(shown.contains("approved by <@2002> · [card]"), shown);
    String word = state.name().charAt(0) + state.name().substring(1).toLowerCase(Locale.ROOT);
    assertTrue(shown.contains("**" + word.replace('_', ' ') + "**"), shown);
  }

  @Test
  void outcomesMentionTheRequesterAndNobodyElse() {
    GoldenMessage.check(
        "outcome-done", outcomes.outcome(Sample.clone("k3j9x2", JobState.DONE), null));
    GoldenMessage.check(
        "outcome-failed", outcomes.outcome(Sample.clone("k3j9x2", JobState.FAILED), null));
    DataObject mentions =
        outcomes
            .outcome(Sample.clone("k3j9x2", JobState.DONE), null)
            .toData()
            .getObject("allowed_mentions");
    assertEquals(List.of("2001"), mentions.getArray("users").toList());
    assertEquals(List.of(), mentions.getArray("parse").toList());
    assertEquals(false, mentions.getBoolean("replied_user"));
  }

  @Test
  void whoCancelledIsSaidOnceAndNotToThemselves() {
    Outcome byBo =
        new Outcome(
            Text.of("jobs.cancelled.by", Arg.person(Sample.BO.id())),
            List.of(),
            List.of(),
            List.of(),
            Map.of());
    Job cancelled = Sample.ended(Sample.clone("k3j9x2", JobState.CANCELLED), byBo);
    String bo = "<@" + Sample.BO.id() + ">";
    String card = PaperChat.read(card(cancelled, null));
    assertTrue(card.contains("**Cancelled** by " + bo), card);
    assertEquals(card.indexOf(bo), card.lastIndexOf(bo), card);
    MessageCreateData told = outcomes.outcome(cancelled, null);
    assertTrue(told.getContent().startsWith("<@2001>: "), told.getContent());
    assertTrue(told.getContent().contains("**: Cancelled by " + bo), told.getContent());
    assertEquals(2, told.getContent().lines().count(), "one line, and the small print");
    Job own = Sample.asked(cancelled, Sample.ASKED, Sample.BO, Sample.OPS);
    MessageCreateData ownNews = outcomes.outcome(own, null);
    assertFalse(ownNews.getContent().startsWith("<@"), ownNews.getContent());
    assertEquals(Set.of(), ownNews.getMentionedUsers());
  }

  @Test
  void aReplyAboutWhatIsLeftIsShortAndBeginsWithIt() {
    ResourceRef left = new ResourceRef("INSTANCE", "21459fde-54aa-4874", "doomed");
    Text cloud = Text.of("clone.failed.instance-said", Arg.name("doomed"), Arg.quote("No host."));
    List<Text> said =
        List.of(
            Text.of("jobs.removed", Arg.plain("volume doomed-root")),
            Text.of("jobs.removed", Arg.plain("volume snapshot s1")),
            Text.of("jobs.left", Arg.text(left.words()), Arg.text(cloud), Arg.text(cloud)),
            Text.of(CurrentOutcome.REQUEST_ID, Arg.code("req-1")),
            Text.of("jobs.clean-up"),
            Text.of("clone.failed.next"),
            Text.of(CurrentOutcome.REQUEST_ID, Arg.code("req-2")));
    Outcome outcome = new Outcome(cloud, said, List.of(), List.of(left), Map.of());
    Job job = Sample.ended(Sample.clone("k3j9x2", JobState.NEEDS_ATTENTION), outcome);
    assertEquals(
        """
        <@2001>: **Clone db-01 as db-01-clone-1**: Needs attention
        Left behind: instance doomed (`21459fde-54aa-4874`)
        The instance doomed could not be started. The cloud says: No host.
        Removed again: 2 things that it made.
        Press Clean up on the card to remove what is left; Details says why it is.
        Try again. If it fails again, show your cloud's support what the cloud says.
        -# Outcome of job `k3j9x2`""",
        outcomes.outcome(job, null).getContent());
  }

  @Test
  void theCardOfACloneThatWasLetOutOffersThatNoMore() {
    Job done = Sample.clone("k3j9x2", JobState.DONE);
    Map<String, String> facts = new HashMap<>(Sample.outcome(JobState.DONE).facts());
    facts.put("isolation-group", "g1");
    assertTrue(offers(done, facts).contains("lift-isolation"));
    facts.put("lifted-by", "m4k2p9");
    assertFalse(offers(done, facts).contains("lift-isolation"));
    String card = PaperChat.text(card(Sample.ended(done, with(facts)), null));
    assertTrue(card.contains("The isolation was lifted (job `m4k2p9`)."), card);
  }

  private static List<String> offers(Job job, Map<String, String> facts) {
    return Offered.about(Sample.ended(job, with(facts)), Role.ADMIN).stream()
        .map(Button::name)
        .toList();
  }

  private static Outcome with(Map<String, String> facts) {
    Outcome done = Sample.outcome(JobState.DONE);
    return new Outcome(done.headline(), done.lines(), done.made(), done.left(), facts);
  }

  @Test
  void addressesStayPrivateWhenTheyShould() {
    OutcomeRenderer discreet = new OutcomeRenderer(renderer, false);
    Job job = Sample.clone("k3j9x2", JobState.DONE);
    assertTrue(!PaperChat.text(discreet.outcome(job, null)).contains("10.0.0.17"));
    assertTrue(
        PaperChat.text(discreet.outcome(job, null, OutcomeRenderer.Reader.ALONE, null))
            .contains("10.0.0.17"));
    assertEquals(1, discreet.privateLines(job).size());
    assertTrue(PaperChat.text(outcomes.outcome(job, null)).contains("10.0.0.17"));
  }

  @Test
  void whateverIsSaidKeepsTheLimits() {
    String huge = "😀*`@everyone ".repeat(2000);
    List<Text> lines = new ArrayList<>();
    List<Button> buttons = new ArrayList<>();
    List<Choice.Candidate> candidates = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      lines.add(Text.of("outcome.to", Arg.quote(huge)));
      buttons.add(new Button("button-" + i, "t".repeat(i), Button.Style.DANGER));
    }
    for (int i = 0; i < 25; i++) {
      candidates.add(new Choice.Candidate("v" + i, huge, huge));
    }
    buttons.add(new Button("link", "https://x.example/" + "y".repeat(600), Button.Style.LINK));
    MessageCreateData reply =
        renderer.reply(
            Locale.ENGLISH,
            new Reply(
                Reply.Tone.INFO,
                Sample.say(huge),
                lines,
                buttons,
                new Choice("pick", "d", candidates),
                null));
    assertTrue(reply.getEmbeds().get(0).getLength() <= 6000);
    assertTrue(reply.getEmbeds().get(0).getDescription().length() <= 4096);
    assertTrue(reply.getEmbeds().get(0).getDescription().endsWith("more lines"));
    assertEquals(5, reply.getComponents().size());

    Job job =
        aJob()
            .by(Sample.ALVA)
            .in(Sample.OPS)
            .cloud(huge)
            .title(Text.of("outcome.to", Arg.quote(huge)))
            .lines(PlanLine.all(PlanLine.Section.WARNING, lines))
            .created(Sample.ASKED)
            .progress(JobState.DONE, Sample.ASKED, Sample.ASKED)
            .outcome(
                new Outcome(
                    Sample.say(huge),
                    lines,
                    Collections.nCopies(60, new dev.snapclone.job.ResourceRef("IMAGE", huge, huge)),
                    List.of(),
                    Map.of()))
            .id("k3j9x2")
            .build();
    assertTrue(
        PaperChat.read(cards.card(new CardView(job, List.of(), null, null, null))).length()
            <= 4000);
    MessageCreateData outcome = outcomes.outcome(job, null);
    assertTrue(outcome.getContent().length() <= 2000);
    assertTrue(outcome.getContent().startsWith("<@2001>: "));
  }

  @Test
  void twoButtonsAlikeAreShownOnce() {
    Button button = new Button("approve", "k1", Button.Style.SUCCESS);
    assertEquals(
        1,
        PaperChat.text(
                    renderer.reply(
                        Locale.ENGLISH,
                        Reply.of(Reply.Tone.INFO, Sample.say("x"))
                            .withButtons(List.of(button, button))))
                .split("approve:k1", -1)
                .length
            - 1);
  }

  @Test
  void suggestionsAreCutToWhatDiscordTakes() {
    List<Suggestion> many = new ArrayList<>();
    many.add(new Suggestion("no value", ""));
    many.add(new Suggestion("long value", "v".repeat(101)));
    for (int i = 0; i < 40; i++) {
      many.add(new Suggestion("web\n" + "x".repeat(300), "id-" + i));
    }
    var choices = InteractionListener.choices(many);
    assertEquals(25, choices.size());
    assertEquals(100, choices.get(0).getName().length());
    assertTrue(choices.get(0).getName().startsWith("web x"));
    assertEquals("id-0", choices.get(0).getAsString());
  }

  @Test
  void aTextWithoutWordsIsShownAllTheSame() {
    assertTrue(
        PaperChat.text(
                renderer.reply(
                    Locale.ENGLISH,
                    Reply.of(Reply.Tone.INFO, Text.of("no.such.key", Arg.name("web-01")))))
            .contains("… web-01"));
  }
}
