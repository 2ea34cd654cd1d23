package dev.snapclone.approval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.snapclone.approval.Approval.Decision;
import dev.snapclone.approval.Approval.State;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ApprovalTest {
  private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
  private static final Instant UNTIL = NOW.plus(Duration.ofHours(24));

  private static Approval asked(int required, boolean fourEyes) {
    return Approval.ask("job1", "hash", required, fourEyes, "anna", UNTIL);
  }

  private static Decision says(String person, boolean yes) {
    return new Decision(person, person, yes, "", NOW);
  }

  static Stream<Arguments> conversations() {
    return Stream.of(
        arguments(1, true, List.of("bert+"), State.GRANTED),
        arguments(1, true, List.of("anna+"), State.PENDING),
        arguments(1, false, List.of("anna+"), State.GRANTED),
        arguments(1, true, List.of("anna-"), State.DENIED),
        arguments(1, true, List.of("bert-", "carl+"), State.DENIED),
        arguments(1, true, List.of("bert+", "carl-"), State.GRANTED),
        arguments(2, true, List.of("bert+"), State.PENDING),
        arguments(2, true, List.of("bert+", "bert+"), State.PENDING),
        arguments(2, true, List.of("bert+", "anna+"), State.PENDING),
        arguments(2, true, List.of("bert+", "carl+"), State.GRANTED),
        arguments(2, false, List.of("anna+", "carl+"), State.GRANTED),
        arguments(2, true, List.of("bert+", "carl-"), State.DENIED));
  }

  @ParameterizedTest
  @MethodSource("conversations")
  void endsAsItsAnswersSay(int required, boolean fourEyes, List<String> answers, State expected) {
    Approval approval = asked(required, fourEyes);
    for (String answer : answers) {
      String person = answer.substring(0, answer.length() - 1);
      approval = approval.answer(says(person, answer.endsWith("+")));
    }
    assertEquals(expected, approval.state());
  }

  @Test
  void takesNoAnswerAfterItsTime() {
    Decision late = new Decision("bert", "bert", true, "", UNTIL);
    assertEquals(State.EXPIRED, asked(1, true).answer(late).state());
  }

  @Test
  void expiresOnlyWhenItsTimeHasCome() {
    Approval approval = asked(1, true);
    assertSame(approval, approval.expire(UNTIL.minusNanos(1)));
    assertEquals(State.EXPIRED, approval.expire(UNTIL).state());
  }

  @Test
  void staysAsDecidedWhateverComesLater() {
    Approval granted = asked(1, true).answer(says("bert", true));
    assertSame(granted, granted.expire(UNTIL));
    assertSame(granted, granted.withdraw());
    assertSame(granted, granted.answer(says("carl", false)));
  }

  @Test
  void anOwnYesCountsNoMoreOnceItMayNot() {
    Approval lax = asked(2, false).answer(says("anna", true));
    assertEquals(1, lax.missing());
    Approval raised = lax.raised(asked(2, true).terms());
    assertEquals(2, raised.missing());
    assertEquals(State.PENDING, raised.answer(says("bert", true)).state());
    assertEquals(
        State.GRANTED, raised.answer(says("bert", true)).answer(says("carl", true)).state());
  }

  static IntStream seeds() {
    return IntStream.range(0, 500);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void isNeverGrantedWithFewerDifferentPeopleThanAsked(int seed) {
    Random random = new Random(seed);
    int required = 1 + random.nextInt(3);
    boolean fourEyes = random.nextBoolean();
    Approval approval = asked(required, fourEyes);
    List<String> people = List.of("anna", "bert", "carl", "dora");
    for (int i = 0; i < 8; i++) {
      approval = approval.answer(says(people.get(random.nextInt(4)), random.nextInt(6) > 0));
    }
    long different =
        approval.decisions().stream()
            .filter(Decision::yes)
            .map(Decision::personId)
            .filter(p -> !fourEyes || !p.equals("anna"))
            .distinct()
            .count();
    assertEquals(
        approval.state() == State.GRANTED,
        different >= required && approval.decisions().stream().allMatch(Decision::yes));
  }
}
