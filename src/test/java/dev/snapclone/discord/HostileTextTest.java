package dev.snapclone.discord;

import static dev.snapclone.job.JobBuilder.like;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.snapclone.Hostile;
import dev.snapclone.access.Actor;
import dev.snapclone.access.Place;
import dev.snapclone.approval.Approval;
import dev.snapclone.audit.AuditEvent;
import dev.snapclone.command.Button;
import dev.snapclone.command.Choice;
import dev.snapclone.command.Reply;
import dev.snapclone.command.Suggestion;
import dev.snapclone.i18n.Messages;
import dev.snapclone.i18n.Text;
import dev.snapclone.i18n.Text.Arg;
import dev.snapclone.job.Job;
import dev.snapclone.job.JobState;
import dev.snapclone.job.JournalEntry;
import dev.snapclone.job.Outcome;
import dev.snapclone.job.PlanLine;
import dev.snapclone.job.ResourceRef;
import dev.snapclone.sandbox.discord.DiscordSchema;
import dev.snapclone.sandbox.discord.rest.Request;
import dev.snapclone.sandbox.discord.rest.Rules;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.dv8tion.jda.api.utils.messages.MessageCreateData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/**
 * Thousands of messages of every kind with hostile names, quotes, ids, options and metadata in
 * them, laid out by the renderers that lay out the real ones. None is one that Discord would
 * refuse, none mentions anybody, none looks like anything but the text that it quotes.
 */
class HostileTextTest {
  private static final long MESSAGES = 5_000;
  private static final long TEXTS = 2_000;
  private static final Instant AT = Instant.parse("2026-11-22T10:00:00Z");
  private static final String REQUESTER = "1001";

  /** What the bot itself writes with an angle bracket. */
  private static final Pattern OURS = Pattern.compile("<@\\d+>|<t:-?\\d+:[A-Za-z]>");

  /** What nobody sees, or what turns the rest of the line round. */
  private static final Pattern UNSEEN =
      Pattern.compile(
          "[\\p{Cntrl}&&[^\\n]]|[\\u200c-\\u200f\\u202a-\\u202e\\u2060-\\u2069\\ufeff\\u00ad\\u061c"
              + "\\u034f\\u3164\\u2028\\u2029]|\\p{Cs}|\\p{Co}");

  private static final String CARD = "https://discord.com/channels/1/2/3";

  private final Wording wording = new Wording(Messages.load());
  private final Renderer renderer = new Renderer(wording);
  private final CardRenderer cards = new CardRenderer(renderer, true, Offered::about);
  private final OutcomeRenderer outcomes = new OutcomeRenderer(renderer, true);
  private final ObjectMapper json = new ObjectMapper();

  @Test
  void noMessageIsRefusedMentionsAnybodyOrLooksLikeSomethingElse(TestReporter reporter)
      throws Exception {
    reporter.publishEntry("seed", Long.toString(Hostile.SEED));
    List<Request> some = new ArrayList<>();
    for (long aCase : Hostile.cases(MESSAGES).toArray()) {
      String again = Hostile.replay(HostileTextTest.class, aCase);
      JsonNode message = null;
      try {
        message = json.readTree(message(new Hostile(aCase)).toData().toJson());
      } catch (RuntimeException e) {
        fail(again, e);
      }
      Objects.requireNonNull(message);
      String said = again + "\n" + message;
      assertEquals("", Rules.broken(message), said);
      mentionsNobody(message, said);
      looksLikeText(message, said);
      if (aCase % 25 == 0) {
        some.add(
            new Request(
                AT,
                "POST",
                "/channels/1/messages",
                "",
                "/channels/{id}/messages",
                message,
                List.of(),
                200,
                json.nullNode()));
      }
    }
    if (System.getenv(DiscordSchema.VARIABLE) != null) {
      assertEquals(Map.of(), DiscordSchema.fromEnvironment().problems(some));
    }
  }

  private static void mentionsNobody(JsonNode message, String said) {
    JsonNode allowed = message.path("allowed_mentions");
    assertTrue(allowed.path("parse").isArray() && allowed.path("parse").isEmpty(), said);
    assertTrue(!allowed.path("replied_user").asBoolean(false), said);
    assertEquals(0, allowed.path("roles").size(), said);
    for (JsonNode user : allowed.path("users")) {
      assertEquals(REQUESTER, user.asText(), said);
    }
  }

  private void looksLikeText(JsonNode message, String said) {
    List<String> markdown = new ArrayList<>(List.of(message.path("content").asText()));
    message.findValues("content").forEach(text -> markdown.add(text.asText()));
    List<String> all = new ArrayList<>(markdown);
    for (JsonNode embed : message.path("embeds")) {
      markdown.add(embed.path("description").asText());
      all.addAll(
          List.of(
              embed.path("title").asText(),
              embed.path("description").asText(),
              embed.path("footer").path("text").asText()));
    }
    for (String text : all) {
      Matcher unseen = UNSEEN.matcher(text);
      assertTrue(!unseen.find(), () -> "unseen at " + unseen.start() + " " + said);
    }
    for (String text : markdown) {
      String bare = OURS.matcher(Skeleton.withoutEscapes(ofThem(text))).replaceAll("");
      for (String mark :
          List.of("<", "||", "```", "](", "@everyone", "@here", "https://evil", "steam://")) {
        assertTrue(!bare.contains(mark), () -> mark + " in " + said);
      }
      assertTrue(!Pattern.compile("(?m)^\\s*(#|>|-# )").matcher(bare).find(), said);
    }
  }

  /** Without the heading's sign, and the small print's, which are ours. */
  private static String ofThem(String text) {
    int last = text.lastIndexOf('\n') + 1;
    String small =
        text.startsWith("-# ", last) ? "· " + text.substring(last + 3) : text.substring(last);
    String bare = text.substring(0, last) + small.replace("[card](" + CARD + ")", "");
    return bare.startsWith("### ") ? "· " + bare.substring(4) : bare;
  }

  /** A message of any of the kinds that the bot sends. */
  private MessageCreateData message(Hostile hostile) {
    return switch (hostile.below(4)) {
      case 0 -> renderer.reply(Locale.ENGLISH, reply(hostile));
      case 1 -> cards.card(view(hostile));
      case 2 -> cards.question(view(hostile), CARD);
      default ->
          outcomes.outcome(
              job(hostile, hostile.one(ENDED)),
              null,
              hostile.one(List.of(OutcomeRenderer.Reader.values())),
              hostile.in(50) ? null : CARD);
    };
  }

  private static final List<JobState> ENDED =
      List.of(JobState.DONE, JobState.FAILED, JobState.CANCELLED, JobState.NEEDS_ATTENTION);

  private static Reply reply(Hostile hostile) {
    List<Text> lines = new ArrayList<>();
    for (int i = hostile.below(30); i > 0; i--) {
      lines.add(text(hostile, 2));
    }
    List<Button> buttons = new ArrayList<>();
    for (int i = hostile.below(6); i > 0; i--) {
      boolean link = hostile.in(20);
      buttons.add(
          new Button(
              link ? "console-link" : hostile.one(List.of("approve", "cancel-job", "clone-this")),
              link ? "https://console.example/" + hostile.below(9) : hostile.text(),
              link ? Button.Style.LINK : Button.Style.SECONDARY));
    }
    Reply reply =
        new Reply(
            hostile.one(List.of(Reply.Tone.values())),
            text(hostile, 2),
            lines,
            buttons,
            null,
            null);
    if (hostile.in(70)) {
      return reply;
    }
    List<Choice.Candidate> candidates = new ArrayList<>();
    for (int i = 1 + hostile.below(25); i > 0; i--) {
      candidates.add(new Choice.Candidate(hostile.text(), hostile.text(), hostile.text()));
    }
    return reply.withChoice(new Choice("choose", "k3j9x2:server-name", candidates));
  }

  /** A text of ours with arguments that are not. */
  private static Text text(Hostile hostile, int deep) {
    return Text.of(
        hostile.one(List.of("jobs.resource", "discord.audit.line-about", "audit.line")),
        arg(hostile, deep),
        arg(hostile, deep),
        arg(hostile, deep),
        arg(hostile, deep),
        arg(hostile, deep),
        arg(hostile, deep));
  }

  private static Arg arg(Hostile hostile, int deep) {
    return switch (hostile.below(deep > 0 ? 9 : 8)) {
      case 0, 1, 2 -> Arg.name(hostile.text());
      case 3 -> Arg.code(hostile.text());
      case 4 -> Arg.quote(hostile.text());
      case 5 -> Arg.person(hostile.text().replaceAll("\\d", ""));
      case 6 -> Arg.time(AT.plusSeconds(hostile.below(1000)));
      case 7 -> Arg.bytes(hostile.below(Integer.MAX_VALUE));
      default -> Arg.text(text(hostile, deep - 1));
    };
  }

  private static CardView view(Hostile hostile) {
    Job job = job(hostile, hostile.one(List.of(JobState.values())));
    List<JournalEntry> journal = new ArrayList<>();
    for (int i = hostile.below(8); i > 0; i--) {
      journal.add(
          new JournalEntry(
              hostile.in(70) ? "volume-" + i : "undo/volume-" + i,
              hostile.one(List.of(JournalEntry.Phase.values())),
              null,
              hostile.text(),
              hostile.in(50) ? null : hostile.below(101),
              AT,
              hostile.in(80) ? null : AT));
    }
    Approval approval =
        Approval.ask(job.id(), "h", 2, true, REQUESTER, AT.plusSeconds(999))
            .answer(
                new Approval.Decision(
                    "2002", hostile.text(), hostile.in(50), hostile.text(), AT.plusSeconds(1)));
    return new CardView(job, journal, hostile.in(30) ? null : approval, null, null);
  }

  private static Job job(Hostile hostile, JobState state) {
    Job usual = Sample.clone("k3j9x2", state);
    List<PlanLine> plan = new ArrayList<>();
    for (int i = hostile.below(20); i > 0; i--) {
      plan.add(new PlanLine(anySection(hostile), text(hostile, 1)));
    }
    return like(usual)
        .by(new Actor(REQUESTER, hostile.text(), Set.of(), Set.of(), false))
        .in(new Place("1000", "3001", hostile.text(), "3001", "en-US"))
        .cloud(hostile.text())
        .title(text(hostile, 1))
        .lines(plan)
        .outcome(state.terminal() ? outcome(hostile) : null)
        .build();
  }

  private static PlanLine.Section anySection(Hostile hostile) {
    PlanLine.Section[] all = PlanLine.Section.values();
    return all[hostile.below(all.length)];
  }

  private static Outcome outcome(Hostile hostile) {
    List<Text> lines = new ArrayList<>();
    List<ResourceRef> left = new ArrayList<>();
    for (int i = hostile.below(12); i > 0; i--) {
      lines.add(text(hostile, 1));
      left.add(new ResourceRef(hostile.text(), hostile.text(), hostile.text()));
    }
    return new Outcome(
        text(hostile, 1),
        lines,
        left.subList(0, left.size() / 2),
        left,
        Map.of("instance", hostile.text(), "snapshot", hostile.text(), "os", hostile.text()));
  }

  @Test
  void whateverAnArgumentHoldsTheSentenceAroundItStaysTheSame(TestReporter reporter) {
    reporter.publishEntry("seed", Long.toString(Hostile.SEED));
    for (long aCase : Hostile.cases(TEXTS).toArray()) {
      Hostile hostile = new Hostile(aCase);
      Arg.Kind kind = hostile.one(List.of(Arg.Kind.NAME, Arg.Kind.CODE, Arg.Kind.QUOTE));
      String words = hostile.text();
      String said = Hostile.replay(HostileTextTest.class, aCase);
      String shown = wording.markdown(Locale.ENGLISH, around(new Arg(kind, words, null)));
      String usual = wording.markdown(Locale.ENGLISH, around(new Arg(kind, "x", null)));
      if (!Markdown.singleLine(words).isEmpty()) {
        assertEquals(Skeleton.of(usual), Skeleton.of(shown), () -> said + "\n" + shown);
      }
      assertTrue(
          InteractionListener.choices(List.of(new Suggestion(words, words))).stream()
              .allMatch(c -> c.getName().length() <= 100 && !c.getName().isEmpty()),
          said);
      CustomId id = CustomId.parse(words);
      assertEquals(id, CustomId.parse(id.encode()), said);
      AuditEvent event =
          new AuditEvent(AT, words, words, words, words, words, words, Map.of(words, words));
      assertEquals(words, event.subject());
    }
  }

  /** The argument alone in a line, where a heading or a list would begin, and after a word. */
  private static Text around(Arg arg) {
    return Text.of("jobs.resource", arg, Arg.plain("plain"), arg);
  }
}
