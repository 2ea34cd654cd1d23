package dev.snapclone.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.snapclone.access.AccessPolicy;
import dev.snapclone.access.Actor;
import dev.snapclone.access.Place;
import dev.snapclone.access.Role;
import dev.snapclone.audit.AuditEvent;
import dev.snapclone.i18n.ExplainedFailure;
import dev.snapclone.i18n.Text;
import dev.snapclone.i18n.Text.Arg;
import dev.snapclone.request.Asking;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Nobody takes all there is, and who is refused is told when to come back. */
class RateLimitsTest {
  private static final Instant START = Instant.parse("2026-11-22T10:00:00Z");

  private final List<AuditEvent> audit = new ArrayList<>();
  private final List<Instant> jobs = new ArrayList<>();
  private Instant now = START;

  /** Counts as the database does: what is in the audit, but for what was refused for its speed. */
  private final Pace pace =
      new Pace() {
        @Override
        public Optional<Instant> nthNewestAct(String person, int n) {
          List<Instant> of =
              audit.stream()
                  .filter(e -> e.actorId().equals(person) && !e.result().equals("limited"))
                  .map(AuditEvent::at)
                  .toList();
          return nth(of, n);
        }

        @Override
        public Optional<Instant> nthNewestJob(String cloud, int n) {
          return nth(jobs, n);
        }
      };

  private static Optional<Instant> nth(List<Instant> of, int n) {
    return of.size() < n ? Optional.empty() : Optional.of(of.get(of.size() - n));
  }

  private final RateLimits limits = new RateLimits(pace, 5, 3, () -> now);
  private final CommandRouter router =
      new CommandRouter(
              new Authorization(
                  new AccessPolicy(Set.of("g1"), List.of("op"), List.of(), List.of(), List.of()),
                  GuildNames.AS_CONFIGURED),
              audit::add,
              () -> now,
              limits,
              id -> Optional.empty(),
              id -> Optional.empty(),
              new Asking.MemoryDrafts())
          .add(new Hello());

  private record Hello() implements Command {
    @Override
    public String name() {
      return "hello";
    }

    @Override
    public Role role() {
      return Role.OPERATOR;
    }

    @Override
    public List<OptionSpec> options() {
      return List.of();
    }

    @Override
    public boolean makesJob() {
      return false;
    }

    @Override
    public Reply run(Invocation invocation) {
      return Reply.of(Reply.Tone.INFO, Text.of("common.draft-cancelled"));
    }
  }

  private Reply hello(String person) {
    return router.handle(
        new Invocation(
            "i" + audit.size(),
            "hello",
            Invocation.Kind.COMMAND,
            new Actor(person, person, Set.of("op"), Set.of(), false),
            new Place("g1", "c", "c", "c", "en-US"),
            "en-US",
            Map.of()));
  }

  @Test
  void theSixthCommandWithinAMinuteIsRefusedUntilTheTimeThatIsSaid() {
    for (int i = 0; i < 5; i++) {
      assertEquals(Reply.Tone.INFO, hello("anna").tone());
      now = now.plusSeconds(5);
    }
    Reply refused = hello("anna");
    assertEquals("common.too-fast", refused.headline().key());
    assertEquals(
        List.of(Text.of("common.too-fast.next", Arg.time(START.plusSeconds(61)))), refused.lines());
    assertEquals(Reply.Tone.INFO, hello("ben").tone(), "others are not meant");
    now = START.plusSeconds(59);
    assertEquals("common.too-fast", hello("anna").headline().key());
    now = START.plusSeconds(61);
    assertEquals(Reply.Tone.INFO, hello("anna").tone());
  }

  @Test
  void hammeringIsWrittenDownOnceAMinuteAndDoesNotLengthenTheWait() {
    for (int i = 0; i < 100; i++) {
      hello("anna");
    }
    assertEquals(5, audit.stream().filter(e -> e.result().equals("ok")).count());
    assertEquals(1, audit.stream().filter(e -> e.result().equals("limited")).count());
    now = START.plusSeconds(61);
    assertEquals(Reply.Tone.INFO, hello("anna").tone());
  }

  @Test
  void aCloudTakesSoManyJobsAnHour() {
    jobs.addAll(List.of(START, START.plusSeconds(60), START.plusSeconds(120)));
    now = START.plusSeconds(180);
    ExplainedFailure refusal =
        assertThrows(ExplainedFailure.class, () -> limits.requireCloud("sto1"));
    assertEquals("common.too-many-jobs", refusal.what().key());
    assertEquals(
        List.of(Text.of("common.too-many-jobs.next", Arg.time(START.plusSeconds(3601)))),
        refusal.lines());
    now = START.plusSeconds(3601);
    limits.requireCloud("sto1");
  }

  @Test
  void zeroIsNoLimit() {
    RateLimits none = new RateLimits(pace, 0, 0, () -> now);
    jobs.addAll(List.of(START, START, START, START));
    none.requireCloud("sto1");
    none.requirePerson("anna");
  }
}
