package dev.snapclone.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.snapclone.access.AccessPolicy;
import dev.snapclone.access.Actor;
import dev.snapclone.access.Place;
import dev.snapclone.access.Role;
import dev.snapclone.audit.AuditEvent;
import dev.snapclone.cloud.CloudException;
import dev.snapclone.cloud.CloudException.Kind;
import dev.snapclone.i18n.ExplainedFailure;
import dev.snapclone.i18n.Messages;
import dev.snapclone.i18n.Text;
import dev.snapclone.i18n.Text.Arg;
import dev.snapclone.job.Job;
import dev.snapclone.job.JobBuilder;
import dev.snapclone.request.Asking;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CommandRouterTest {
  private static final AccessPolicy POLICY =
      new AccessPolicy(
          Set.of("g1"), List.of("op"), List.of("appr"), List.of("adm"), List.of("ops", "c9"));

  private final List<AuditEvent> audit = new ArrayList<>();
  private final Asking.MemoryDrafts drafts = new Asking.MemoryDrafts();
  private final CommandRouter router =
      new CommandRouter(
          new Authorization(POLICY, GuildNames.AS_CONFIGURED),
          audit::add,
          () -> Instant.EPOCH,
          RateLimits.none(() -> Instant.EPOCH),
          id -> Optional.empty(),
          id -> Optional.empty(),
          drafts);

  private static Actor person(String role) {
    return new Actor("u1", "Anna", Set.of(role), Set.of(), role.equals("owner"));
  }

  private static Place in(String guild, String channel) {
    return new Place(guild, "c-" + channel, channel, "c-" + channel, "en-US");
  }

  private static Invocation types(String command, Actor who, Place where) {
    return new Invocation(
        "i1", command, Invocation.Kind.COMMAND, who, where, "en-US", Map.of("server-name", "web"));
  }

  private record Fake(String name, Role role, Function<Invocation, Reply> body) implements Command {
    @Override
    public List<OptionSpec> options() {
      return List.of(OptionSpec.required("server-name"));
    }

    @Override
    public boolean makesJob() {
      return true;
    }

    @Override
    public Reply run(Invocation invocation) {
      return body.apply(invocation);
    }

    @Override
    public List<Suggestion> suggest(Invocation invocation, String option, String typed) {
      return List.of(new Suggestion("web-01", "id-1"));
    }
  }

  private static Reply fine(Invocation invocation) {
    return Reply.of(Reply.Tone.SUCCESS, Text.of("common.draft-cancelled"));
  }

  @ParameterizedTest
  @CsvSource({
    "op,      g1, ops,   SUCCESS",
    "appr,    g1, ops,   SUCCESS",
    "adm,     g1, ops,   SUCCESS",
    "owner,   g1, ops,   SUCCESS",
    "nothing, g1, ops,   REFUSAL",
    "op,      g1, other, REFUSAL",
    "op,      g2, ops,   REFUSAL",
    "owner,   g2, ops,   REFUSAL",
  })
  void takesCommandsFromWhoMayWhereTheyAreTaken(
      String role, String guild, String channel, Reply.Tone tone) {
    router.add(new Fake("snapshot", Role.OPERATOR, CommandRouterTest::fine));
    Invocation typed = types("snapshot", person(role), in(guild, channel));
    assertEquals(tone, router.handle(typed).tone());
    assertEquals(tone == Reply.Tone.SUCCESS, !router.suggest(typed, "server-name", "w").isEmpty());
    assertEquals(1, audit.size());
    assertEquals(tone == Reply.Tone.SUCCESS ? "ok" : "refused", audit.get(0).result());
  }

  @Test
  void tellsWhatToDoWhenTheRequesterCanMendIt() {
    router.add(
        new Fake(
            "snapshot",
            Role.OPERATOR,
            i -> {
              throw new ExplainedFailure(
                  Text.of("common.question-gone"), Text.of("common.question-gone.next"));
            }));
    Reply reply = router.handle(types("snapshot", person("op"), in("g1", "ops")));
    assertEquals(Reply.Tone.REFUSAL, reply.tone());
    assertEquals("common.question-gone.next", reply.lines().get(0).key());
  }

  @Test
  void theAuditKeepsWhatWasToldOfARefusalWithAbsoluteTimes() {
    Instant soon = Instant.ofEpochSecond(60);
    Text one = Text.of("common.too-fast.next", Arg.time(soon));
    Text other = Text.of("common.unknown-command", Arg.name("/x"));
    router.add(
        new Fake(
            "snapshot",
            Role.OPERATOR,
            i -> {
              throw new ExplainedFailure(
                  Text.of("procedure.several-wrong", Arg.number(2)),
                  Text.of("procedure.one-wrong", Arg.text(one)),
                  Text.of("common.question-gone.next"),
                  Text.of("procedure.one-wrong", Arg.text(other)));
            }));
    router.handle(types("snapshot", person("op"), in("g1", "ops")));
    assertEquals(
        List.of(Text.of("common.too-fast.next", Arg.date(soon)), other),
        AuditedAnswer.of(audit.get(0)));
  }

  @Test
  void aPressOnAPrivateQuestionIsAuditedWithTheCommandThatItIsAbout() {
    router.add(new CancelDraftPress(drafts));
    Invocation asked = types("snapshot", person("op"), in("g1", "ops"));
    String draft = drafts.keep(asked);
    router.handle(
        new Invocation(
            "i2",
            "cancel-draft",
            Invocation.Kind.PRESS,
            new Actor("u2", "Bo", Set.of("op"), Set.of(), false),
            asked.place(),
            "en-US",
            Map.of(Invocation.TARGET, draft)));
    assertEquals("refused", audit.get(0).result());
    assertEquals("snapshot", audit.get(0).details().get("command"));
    assertEquals("web", audit.get(0).details().get("server-name"));
    assertEquals("common.not-your-question", AuditedAnswer.of(audit.get(0)).get(0).key());
  }

  @Test
  void anAnswerDoesNotHideTheJobThatTheInvocationHasMade() {
    Job[] made = new Job[1];
    CommandRouter finding =
        new CommandRouter(
            new Authorization(POLICY, GuildNames.AS_CONFIGURED),
            audit::add,
            () -> Instant.EPOCH,
            RateLimits.none(() -> Instant.EPOCH),
            id -> Optional.empty(),
            id -> Optional.ofNullable(made[0]).filter(job -> job.origin().invocation().equals(id)),
            drafts);
    finding.add(
        new Fake(
            "snapshot",
            Role.OPERATOR,
            i -> {
              made[0] =
                  JobBuilder.aJob().id("j1").invocation(i.id()).by(i.actor()).in(i.place()).build();
              throw new CloudException(
                  Kind.SERVER_ERROR, "sto1", "image", 503, "said", "req-1", null);
            }));
    Invocation typed = types("snapshot", person("op"), in("g1", "ops"));
    assertEquals("j1", finding.handle(typed).job());
    assertEquals("ok", audit.get(0).result());
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void explainsEveryFailureOfACloud(Kind kind) {
    router.add(
        new Fake(
            "snapshot",
            Role.OPERATOR,
            i -> {
              throw new CloudException(kind, "sto1", "compute", 500, "said", "req-1", null);
            }));
    Reply reply = router.handle(types("snapshot", person("op"), in("g1", "ops")));
    assertEquals(Reply.Tone.ERROR, reply.tone());
    Messages messages = Messages.load();
    String what = messages.render(Locale.ENGLISH, reply.headline(), a -> a.value());
    assertTrue(what.contains("sto1"), what);
    assertTrue(reply.lines().size() >= 2, "a next step and the request id");
    assertEquals("failed", audit.get(0).result());
    assertEquals("req-1", audit.get(0).details().get("request-id"));
  }

  @Test
  void showsABugAsANumberAndNothingOfItsInside() {
    router.add(
        new Fake(
            "snapshot",
            Role.OPERATOR,
            i -> {
              throw new IllegalStateException("secret inside");
            }));
    Reply reply = router.handle(types("snapshot", person("op"), in("g1", "ops")));
    assertEquals("common.bug", reply.headline().key());
    assertFalse(reply.toString().contains("secret inside"));
    assertTrue(reply.toString().contains("i1"));
  }

  @Test
  void answersAButtonOfAnotherVersion() {
    Invocation pressed =
        new Invocation(
            "i2", "no-such", Invocation.Kind.PRESS, person("op"), in("g1", "ops"), "en", Map.of());
    assertEquals("common.unknown-button", router.handle(pressed).headline().key());
  }

  @Test
  void runsAKeptCommandOnlyForWhoGaveIt() {
    Invocation kept = types("snapshot", person("op"), in("g1", "ops"));
    String draft = drafts.keep(kept);
    List<Invocation> again = new ArrayList<>();
    router.add(
        new ChoosePress(
            i -> {
              again.add(i);
              return fine(i);
            }));
    Map<String, String> options =
        Map.of(Invocation.TARGET, draft + ":server-name", Invocation.CHOICE, "id-7");
    Actor other = new Actor("u2", "Bert", Set.of("op"), Set.of(), false);
    Invocation foreign =
        new Invocation(
            "i3", "choose", Invocation.Kind.PRESS, other, in("g1", "ops"), "en", options);
    assertEquals("common.not-your-question", router.handle(foreign).headline().key());
    assertTrue(again.isEmpty());

    Actor sameWithFewerRoles = new Actor("u1", "Anna", Set.of("op"), Set.of(), false);
    router.handle(
        new Invocation(
            "i4",
            "choose",
            Invocation.Kind.PRESS,
            sameWithFewerRoles,
            in("g1", "ops"),
            "en",
            options));
    assertEquals("id-7", again.get(0).options().get("server-name"));
    assertEquals("i1", again.get(0).id(), "the same command, so that pressing twice makes one job");
  }

  @Test
  void aFailureThatPassesIsNoAnswerSinceTheInvocationComesAgain() {
    router.leaving(IllegalStateException.class);
    router.add(
        new Fake(
            "snapshot",
            Role.OPERATOR,
            i -> {
              throw new IllegalStateException("the database is away");
            }));
    Invocation typed = types("snapshot", person("op"), in("g1", "ops"));
    assertThrows(IllegalStateException.class, () -> router.handle(typed));
    assertEquals(List.of(), audit);
  }

  private record Pressed(String name, Press.Answer answer) implements DraftPress {
    @Override
    public Role role() {
      return Role.OPERATOR;
    }

    @Override
    public Reply press(Invocation press, Invocation kept) {
      return fine(press);
    }
  }

  @Test
  void anAnswerForOnePersonReplacesNoMessageThatOthersSee() {
    router.add(new Pressed("go-ahead", Press.Answer.IN_PLACE));
    assertEquals(Press.Answer.IN_PLACE, router.answerTo("go-ahead"));
    assertEquals(Press.Answer.BESIDE, router.answerTo("of-another-version"));
    for (Press.Answer other : List.of(Press.Answer.BESIDE, Press.Answer.MOVES_ON)) {
      Pressed astray = new Pressed("astray", other);
      assertThrows(IllegalArgumentException.class, () -> router.add(astray));
    }
  }
}
