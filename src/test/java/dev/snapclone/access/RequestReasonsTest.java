package dev.snapclone.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.snapclone.access.RuleBook.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which reason a request needs: by every name in the line of what it is about. */
class RequestReasonsTest {
  private static final Actor ANNA = new Actor("1", "Anna", Set.of("r1"), Set.of("ops"), false);
  private static final Place OPS = new Place("g1", "c1", "ops", "c1", "en");
  private static final String TICKETS = "https://tickets.example/browse/{1}";

  private static Rule rule(String pattern, ReasonDemand reason) {
    return RuleBuilder.aRule(reason.rule(), pattern).reason(reason).build();
  }

  private static RuleBook book(RequestReasons usual) {
    return new RuleBook(
        List.of(
            rule("prod-*", new ReasonDemand("production", true, "OPS-([0-9]+)", "Which ticket?")),
            rule("db-*", new ReasonDemand("databases", true, "DBA-[0-9]+", "")),
            rule("any-*", new ReasonDemand("any", true, "", "")),
            rule("free-*", new ReasonDemand("free", false, "", ""))),
        Map.of("clone", 1),
        RuleBook.of(Map.of(), true, Duration.ofHours(24)).defaults(),
        usual);
  }

  private static Verdict judge(RuleBook book, boolean complete, String... names) {
    RequestedAction action =
        RequestedAction.of("clone", "sto1").with(new InstanceNames(Set.of(names), complete));
    return book.judge(action, ANNA, OPS);
  }

  private static String unmet(Verdict verdict, String reason) {
    return verdict.unmet(reason).map(ReasonDemand::rule).orElse("-");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "web-1         | ''                      | -",
        "prod-1        | ''                      | production",
        "prod-1        | because                 | production",
        "prod-1        | OPS-12 because          | -",
        "any-1         | ''                      | any",
        "any-1         | because                 | -",
        "web-1,prod-1  | ''                      | production",
        "web-1,prod-1  | for OPS-12              | -",
        "prod-1,db-1   | OPS-12                  | databases",
        "prod-1,db-1   | DBA-7                   | production",
        "prod-1,db-1   | OPS-12 and DBA-7        | -",
        "free-1,prod-1 | ''                      | production",
      })
  void everyNameInTheLineCounts(String names, String reason, String lacking) {
    Verdict verdict = judge(book(RequestReasons.NONE), true, names.strip().split(","));
    assertEquals(lacking, unmet(verdict, reason));
  }

  /** Of each thing the strictest counts by itself, whichever rule of the line says it. */
  @ParameterizedTest
  @CsvSource({
    "a-1,           true,  2, alone",
    "b-1,           true,  1, -",
    "c-1,           false, 1, -",
    "'a-1,c-1',     true,  2, alone",
    "'b-1,c-1',     true,  1, -",
    "'c-1,d-1',     false, 1, late",
    "'b-1,d-1',     true,  1, late",
    "'a-1,b-1',     true,  2, alone",
  })
  void aReasonIsDemandedWhateverTheLineSaysOfFourEyes(
      String names, boolean fourEyes, int required, String lacking) {
    RuleBook book =
        new RuleBook(
            List.of(
                RuleBuilder.aRule("two", "a-*")
                    .required(2)
                    .fourEyes(true)
                    .reason(new ReasonDemand("alone", true, "", ""))
                    .build(),
                RuleBuilder.aRule("eyes", "b-*").required(1).fourEyes(true).build(),
                RuleBuilder.aRule("own", "c-*").required(1).fourEyes(false).build(),
                RuleBuilder.aRule("own too", "d-*")
                    .required(1)
                    .fourEyes(false)
                    .reason(new ReasonDemand("late", true, "", ""))
                    .build()),
            Map.of(),
            RuleBook.of(Map.of(), true, Duration.ofHours(24)).defaults());
    Verdict verdict = judge(book, true, names.split(","));
    assertEquals(fourEyes, verdict.terms().fourEyes());
    assertEquals(required, verdict.terms().required());
    assertEquals(lacking, unmet(verdict, ""));
    assertEquals("-", unmet(verdict, "because"));
  }

  @Test
  void aLineThatIsNotKnownToItsBeginningMayHoldAnyName() {
    RuleBook book = book(RequestReasons.NONE);
    assertEquals("-", unmet(judge(book, true, "web-1"), ""));
    assertTrue(judge(book, false, "web-1").unmet("").isPresent());
    assertEquals("-", unmet(judge(book, false, "web-1"), "OPS-1, DBA-1"));
  }

  @Test
  void whatARuleLeavesOpenIsAsTheDefaultsSay() {
    RequestReasons usual =
        new RequestReasons(new ReasonDemand("", true, "TT[0-9]+", "A TT number."), TICKETS);
    assertEquals("", unmet(judge(book(usual), true, "web-1"), "because"));
    assertEquals("-", unmet(judge(book(usual), true, "web-1"), "TT5"));
    assertEquals("-", unmet(judge(book(usual), true, "free-1"), ""));
    ReasonDemand any = judge(book(usual), true, "any-1").unmet("because").orElseThrow();
    assertEquals("A TT number.", any.hint());
    ReasonDemand own = judge(book(usual), true, "db-1").unmet("TT5").orElseThrow();
    assertEquals("", own.hint(), "the defaults' hint is about another pattern");
  }

  @Test
  void aTicketIsLinkedByWhatThePatternFoundAndByNothingElse() {
    RuleBook book = book(new RequestReasons(ReasonDemand.NONE, TICKETS));
    Verdict verdict = judge(book, true, "prod-1");
    assertEquals(
        Optional.of("https://tickets.example/browse/12"),
        book.ticket(verdict, "see https://evil.example OPS-12"));
    assertEquals(Optional.empty(), book.ticket(verdict, "because"));
    Verdict whole = judge(book, true, "db-1");
    assertEquals(
        Optional.of("https://tickets.example/browse/DBA-7"), book.ticket(whole, "DBA-7 please"));
    RequestReasons wide = new RequestReasons(new ReasonDemand("", false, "#(.*)", ""), TICKETS);
    assertEquals(
        Optional.of("https://tickets.example/browse/..%2F%29%5B%5D%3Fa%3Db%23%20%3C%40everyone%3E"),
        book(wide).ticket(judge(book(wide), true, "web-1"), "#../)[]?a=b# <@everyone>"));
    assertEquals(
        Optional.empty(),
        book(RequestReasons.NONE)
            .ticket(judge(book(RequestReasons.NONE), true, "prod-1"), "OPS-12"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"(.*a){20}b", "(a+)+\\1$", "((a|a)+)+\\2b", "(.*)*\\1x"})
  void anExpressionThatNeverEndsIsFoundOutAndStopped(String bad) {
    assertTrue(BoundedPattern.problem(bad).orElse("").contains("too long"), bad);
    String text = "aA".repeat(20) + "a".repeat(60) + "A".repeat(80) + "!?";
    assertTimeout(Duration.ofSeconds(5), () -> BoundedPattern.find(bad, text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"OPS-[0-9]+", "\\b([A-Z]{2,10}-[0-9]+)\\b", "^(INC|CHG)\\d{7}", "#(\\d+)", ".+"})
  void ordinaryExpressionsAreTaken(String good) {
    assertEquals(Optional.empty(), BoundedPattern.problem(good));
  }
}
