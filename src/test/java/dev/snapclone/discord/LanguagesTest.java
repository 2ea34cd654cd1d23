package dev.snapclone.discord;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.snapclone.access.Actor;
import dev.snapclone.access.Place;
import dev.snapclone.approval.Approval;
import dev.snapclone.audit.AuditEvent;
import dev.snapclone.command.Choice;
import dev.snapclone.command.Dialogue;
import dev.snapclone.command.Reply;
import dev.snapclone.i18n.Messages;
import dev.snapclone.i18n.Text;
import dev.snapclone.i18n.Text.Arg;
import dev.snapclone.job.Job;
import dev.snapclone.job.JobState;
import dev.snapclone.job.ResourceRef;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.dv8tion.jda.api.modals.Modal;
import net.dv8tion.jda.api.utils.messages.MessageCreateData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the adapter itself says is in the reader's language and within Discord's limits. */
class LanguagesTest {
  private static final Instant THEN = Instant.parse("2026-11-23T09:05:00Z");
  private final Wording wording = new Wording(Messages.load());
  private final Renderer renderer = new Renderer(wording);
  private final CardRenderer cards = new CardRenderer(renderer, true, Offered::about);
  private final OutcomeRenderer outcomes = new OutcomeRenderer(renderer, true);

  private static Job in(String language, JobState state) {
    Place there = new Place("1000", "3001", "ops", "3001", language);
    return Sample.asked(Sample.clone("k3j9x2", state), Sample.ASKED, Sample.ALVA, there);
  }

  private static String text(MessageCreateData message) {
    return PaperChat.read(message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"en-US", "sv-SE", "no"})
  void aCardInAnyStateFitsAndSaysItsStateInTheGuildsLanguage(String language) {
    Locale locale = Wording.locale(language);
    for (JobState state : JobState.values()) {
      Approval approval =
          state == JobState.WAITING_FOR_APPROVAL
              ? Sample.pending("k3j9x2")
              : Sample.granted("k3j9x2");
      MessageCreateData card =
          cards.card(new CardView(in(language, state), List.of(), approval, null, null));
      assertTrue(text(card).contains(wording.label(locale, "card.state." + state)), text(card));
      assertTrue(text(card).length() <= 4000, text(card));
      if (state.terminal()) {
        assertFalse(text(outcomes.outcome(in(language, state), null)).isBlank());
      }
      if (!language.startsWith("en")) {
        for (String english : List.of("asked by", "approved by", "begun ", "expires", " job ")) {
          assertFalse(text(card).contains(english), text(card));
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "en-US, 2026-11-23 09:05 UTC, 26 h, '1.5 KB', '12,345', 3 GB",
    "sv-SE, 2026-11-23 09:05 UTC, 26 tim, '1,5 KB', '12\u00a0345', 3 GB",
    "no, 23.11.2026 09:05 UTC, 26 t, '1,5 KB', '12\u00a0345', 3 GB",
    "nb-NO, 23.11.2026 09:05 UTC, 26 t, '1,5 KB', '12\u00a0345', 3 GB"
  })
  void datesDurationsAndSizesAreWrittenAsTheLanguageWritesThem(
      String language, String time, String duration, String bytes, String number, String size) {
    List<Arg> args =
        List.of(
            Arg.time(THEN),
            Arg.duration(java.time.Duration.ofHours(26)),
            Arg.bytes(1536),
            Arg.number(12_345),
            Arg.gigabytes(3));
    List<String> shown =
        args.stream()
            .map(arg -> wording.plain(Wording.locale(language), Text.of("outcome.to", arg)))
            .toList();
    assertEquals(List.of(time, duration, bytes, number, size), shown);
  }

  @ParameterizedTest
  @CsvSource({"sv-SE, Varför inte?, Skäl", "no, Hvorfor ikke?, Begrunnelse"})
  void theDialogueAsksInThePersonsLanguage(String language, String title, String label) {
    Modal modal =
        renderer.dialogue(
            Wording.locale(language),
            "deny:k3j9x2",
            new Dialogue(
                Text.of("approval.reason.deny"),
                "reason",
                Text.of("approval.reason.label"),
                true,
                500));
    assertEquals(title, modal.getTitle());
    assertTrue(modal.toData().toString().contains(label), modal.toData().toString());
  }

  @ParameterizedTest
  @CsvSource({
    "en-US, volume snapshot · 2026-11-23 09:05 UTC",
    "sv-SE, volymsnapshot · 2026-11-23 09:05 UTC",
    "no, volumsnapshot · 23.11.2026 09:05 UTC"
  })
  void candidatesAreDescribedInThePersonsLanguage(String language, String described) {
    Text about = Text.of("lists.candidate", Arg.text(Text.of("lists.volume")), Arg.time(THEN));
    Choice choice =
        new Choice("choose", "d1:name", List.of(new Choice.Candidate("v1", "s · v1", about)));
    String shown =
        renderer
            .reply(
                Wording.locale(language),
                Reply.of(Reply.Tone.QUESTION, Text.of("clone.snapshot.choose")).withChoice(choice))
            .toData()
            .toString();
    assertTrue(shown.contains(described), shown);
  }

  @Test
  void auditPostsAreInTheLanguageOfTheirGuild() {
    PaperChat chat = new PaperChat(() -> THEN);
    chat.locales.put("1000", "sv-SE");
    chat.locales.put("1001", "no");
    AuditPosts posts =
        new AuditPosts(
            chat,
            wording,
            renderer,
            "approvals",
            List.of("1000", "1001"),
            (what, after) -> what.run(),
            event -> Optional.of(Text.of("audit.action.command", Arg.name("/x"))),
            () -> "17 abc");
    posts.append(made("1000"));
    posts.append(made("1001"));
    List<String> shown =
        chat.messages.values().stream().map(m -> PaperChat.text(m.data())).toList();
    assertEquals(2, shown.size());
    assertTrue(shown.get(0).contains("granskningsrad 17 abc"), shown.get(0));
    assertTrue(shown.get(0).contains("gav /x"), shown.get(0));
    assertTrue(shown.get(1).contains("revisjonsrad 17 abc"), shown.get(1));
  }

  private static AuditEvent made(String guild) {
    return new AuditEvent(
        THEN, "1", "Ada", guild, "cloud.create", "j1", "ok", Map.of("kind", "VOLUME", "id", "v1"));
  }

  @Test
  void aSecurityGroupThatIsLeftIsNamedInTheLanguage() {
    Text left = new ResourceRef("SECURITY_GROUP", "g1", "iso").words();
    assertTrue(wording.plain(Wording.locale("sv-SE"), left).startsWith("säkerhetsgrupp "));
  }

  @Test
  void aPersonStoredBeforeLanguagesWereKnownReadsTheGuilds() {
    PendingInteraction old =
        PendingInteraction.parse(
            "{\"invocation\":{\"id\":\"i\",\"name\":\"snapshot\",\"kind\":\"COMMAND\",\"actor\":"
                + "{\"id\":\"1\",\"name\":\"A\",\"roleIds\":[\"r\"],\"roleNames\":[],"
                + "\"guildAdministrator\":true},\"place\":{\"guild\":\"g\",\"channel\":\"c\","
                + "\"channelName\":\"ops\",\"parentChannel\":\"c\",\"locale\":\"no\"},"
                + "\"locale\":\"sv-SE\",\"options\":{}},\"token\":\"t\",\"inPlace\":false}");
    Actor actor = old.invocation().actor();
    assertEquals(new Actor("1", "A", Set.of("r"), Set.of(), true), actor);
    assertEquals("no", actor.localeOr(old.invocation().place().locale()));
    assertEquals("sv-SE", actor.withLocale("sv-SE").localeOr("no"));
  }
}
