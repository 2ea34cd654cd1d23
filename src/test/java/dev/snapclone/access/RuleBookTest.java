package dev.snapclone.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.snapclone.access.Rule.Match;
import dev.snapclone.access.RuleBook.Answer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The first rule that fits counts. */
class RuleBookTest {
  private static final Actor ANNA = new Actor("1", "Anna", Set.of("r1"), Set.of("ops"), false);
  private static final Place OPS = new Place("g1", "c1", "ops", "c1", "en");
  private static final Place THREAD = new Place("g1", "t1", "ops", "c1", "en");

  private static Rule rule(String name, Match match, @Nullable Integer required) {
    return RuleBuilder.aRule(name, match).required(required).build();
  }

  private static Match match(String command, String instance) {
    return new Match(
        command.isEmpty() ? List.of() : List.of(command),
        List.of(),
        List.of(),
        instance.isEmpty() ? List.of() : List.of(instance),
        0,
        0,
        0,
        List.of());
  }

  private static RequestedAction action(String command, String instance, int vcpus) {
    return action(command, "sto1", Set.of("p1", "Production"), instance, vcpus, 4096, 40, "linux");
  }

  private static RequestedAction action(
      String command,
      String cloud,
      Set<String> project,
      String instance,
      int vcpus,
      int ramMb,
      int diskGb,
      String os) {
    return new RequestedAction(
        command, cloud, project, List.of(), InstanceNames.only(instance), vcpus, ramMb, diskGb, os);
  }

  /** Whether a rule for a kind counts for a job. */
  private static boolean fits(Match kind, RequestedAction action) {
    return action.instances().known().stream()
        .allMatch(name -> kind.fit(action, name) == NamePattern.Fit.FITS);
  }

  private static RuleBook book(Rule... rules) {
    return new RuleBook(
        List.of(rules),
        Map.of("snapshot", 0, "clone", 1),
        RuleBook.of(Map.of(), true, Duration.ofHours(24)).defaults());
  }

  @Test
  void theDefaultsApplyWhenNoRuleMatches() {
    RuleBook book = book(rule("prod", match("", "prod-*"), 2));
    assertEquals(1, book.judge(action("clone", "web", 1), ANNA, OPS).terms().required());
    assertEquals(0, book.judge(action("snapshot", "web", 1), ANNA, OPS).terms().required());
    assertEquals(0, book.judge(action("unheard-of", "web", 1), ANNA, OPS).terms().required());
    assertTrue(book.judge(action("clone", "web", 1), ANNA, OPS).terms().fourEyes());
  }

  @Test
  void aScheduleNeedsWhatItsSnapshotsAndItsDeletionsNeed() {
    RuleBook book =
        new RuleBook(
            List.of(
                rule("prod", match("delete", "prod-*"), 3),
                rule("db", match("snapshot", "db-*"), 2)),
            Map.of("snapshot", 0, "delete", 1),
            RuleBook.of(Map.of(), true, Duration.ofHours(24)).defaults());
    assertEquals(1, book.judge(action("schedule", "web", 1), ANNA, OPS).terms().required());
    assertEquals(3, book.judge(action("schedule", "prod-1", 1), ANNA, OPS).terms().required());
    assertEquals(2, book.judge(action("schedule", "db-1", 1), ANNA, OPS).terms().required());
    assertEquals(1, book.defaultsFor("schedule").required(), "as help says it");
  }

  @Test
  void theFirstMatchAppliesAndTheDefaultsCompleteIt() {
    RuleBook book =
        book(rule("db", match("", "prod-db*"), null), rule("prod", match("", "prod-*"), 2));
    assertEquals("db", book.judge(action("clone", "prod-db1", 1), ANNA, OPS).terms().rule());
    assertEquals(1, book.judge(action("clone", "prod-db1", 1), ANNA, OPS).terms().required());
    assertEquals(2, book.judge(action("clone", "PROD-web", 1), ANNA, OPS).terms().required());
  }

  @ParameterizedTest
  @CsvSource({
    "prod-*, prod-, true",
    "prod-*, PROD-web, true",
    "prod-*, a-prod-web, false",
    "*db*, mydb01, true",
    "web-?, web-1, true",
    "web-?, web-12, false",
    "a.b, aXb, false",
    "[x], x, false",
    "'(a|b)', a, false"
  })
  void patternsKnowStarAndQuestionMarkOnly(String pattern, String name, boolean fits) {
    assertEquals(fits, fits(match("", pattern), action("clone", name, 1)));
  }

  @Test
  void everyConditionMustBeMet() {
    Match all =
        new Match(
            List.of("clone", "copy"),
            List.of("sto1"),
            List.of("Production"),
            List.of("web-*"),
            2,
            4,
            40,
            List.of("linux"));
    assertTrue(fits(all, action("copy", "web-1", 2)));
    assertFalse(fits(all, action("delete", "web-1", 2)), "command");
    assertFalse(fits(all, action("copy", "db-1", 2)), "name");
    assertFalse(fits(all, action("copy", "web-1", 1)), "size");
    assertFalse(
        fits(all, action("copy", "sto2", Set.of("p1"), "web-1", 9, 9999, 99, "linux")), "cloud");
    assertFalse(
        fits(all, action("copy", "sto1", Set.of("Production"), "web-1", 9, 9999, 99, "windows")),
        "os");
    assertFalse(
        fits(all, action("copy", "sto1", Set.of("Lab"), "web-1", 9, 9999, 99, "linux")), "project");
  }

  @ParameterizedTest
  @CsvSource({
    // command and instance of the earlier rule, of the later one
    "'', '', '', ''",
    "'', '', clone, prod-*",
    "clone, '', clone, prod-*",
    "'', PROD-*, '', prod-*",
    "'', prod-*, '', Prod-db1",
    "'', **, '', ''",
    "'', *, '', web-?"
  })
  void aRuleBehindOneThatFitsWhateverItFitsNeverCounts(
      String command, String instance, String laterCommand, String laterInstance) {
    RuleBook book =
        book(
            rule("other", match("delete", "x-*"), 1),
            rule("wide", match(command, instance), 1),
            rule("late", match(laterCommand, laterInstance), 2));
    assertEquals(List.of(new RuleBook.Shadowed(2, 1)), book.shadowed());
  }

  @ParameterizedTest
  @CsvSource({
    "clone, '', '', ''",
    "clone, '', copy, ''",
    "'', prod-*, '', ''",
    "'', prod-db*, '', prod-*",
    "'', prod-?, '', prod-*",
    "'', prod-1, '', prod-?"
  })
  void aRuleThatMayStillCountIsNotCalledIdle(
      String command, String instance, String laterCommand, String laterInstance) {
    RuleBook book =
        book(
            rule("first", match(command, instance), 1),
            rule("late", match(laterCommand, laterInstance), 2));
    assertEquals(List.of(), book.shadowed());
  }

  @Test
  void sizesSystemsCloudsAndProjectsAreConditionsToo() {
    Match narrow =
        new Match(List.of(), List.of("a"), List.of("p"), List.of(), 8, 16, 100, List.of("linux"));
    Match wide =
        new Match(
            List.of(),
            List.of("a", "b"),
            List.of("p", "q"),
            List.of(),
            8,
            0,
            50,
            List.of("linux", "windows"));
    assertTrue(wide.covers(narrow));
    assertFalse(narrow.covers(wide));
    Match bigger = new Match(List.of(), List.of(), List.of(), List.of(), 9, 0, 0, List.of());
    assertFalse(bigger.covers(narrow), "8 vcpus are fewer than 9");
    Match systems =
        new Match(List.of(), List.of(), List.of(), List.of(), 0, 0, 0, List.of("linux", "windows"));
    assertFalse(systems.covers(Match.ALL), "of some nobody knows the system");
  }

  @Test
  void anUnknownSizeCountsAsLarge() {
    Match big = new Match(List.of(), List.of(), List.of(), List.of(), 64, 512, 9999, List.of());
    assertEquals(NamePattern.Fit.FITS, big.fit(RequestedAction.of("delete", "sto1"), "x"));
  }

  @Test
  void aRuleSaysWhoMayRequestAndWhere() {
    Rule theirs = RuleBuilder.aRule("theirs", Match.ALL).askers(List.of("r9", "2")).build();
    Rule here =
        RuleBuilder.aRule("here", match("clone", ""))
            .askers(List.of("ops"))
            .channels(List.of("ops"))
            .build();
    RuleBook book = book(here, theirs);
    Place elsewhere = new Place("g1", "c2", "general", "c2", "en");
    assertEquals(Answer.ALLOWED, book.judge(action("clone", "x", 1), ANNA, OPS).answer());
    assertEquals(Answer.ALLOWED, book.judge(action("clone", "x", 1), ANNA, THREAD).answer());
    assertEquals(
        Answer.NOT_THIS_CHANNEL, book.judge(action("clone", "x", 1), ANNA, elsewhere).answer());
    assertEquals(Answer.NOT_THIS_PERSON, book.judge(action("copy", "x", 1), ANNA, OPS).answer());
    Actor two = new Actor("2", "Two", Set.of(), Set.of(), false);
    assertEquals(Answer.ALLOWED, book.judge(action("copy", "x", 1), two, OPS).answer());
    assertEquals(Answer.NOT_THIS_PERSON, book.judge(action("clone", "x", 1), two, OPS).answer());
  }

  @Test
  void whatIsDeniedIsDeniedToAdministratorsToo() {
    Rule never = RuleBuilder.aRule("never", match("delete", "")).denied("").build();
    Actor boss = new Actor("3", "Boss", Set.of(), Set.of(), true);
    assertEquals(Answer.DENIED, book(never).judge(action("delete", "x", 1), boss, OPS).answer());
  }

  private static RequestedAction line(boolean complete, String... names) {
    return RequestedAction.of("clone", "sto1").with(new InstanceNames(Set.of(names), complete));
  }

  @Test
  void theStrictestRuleOfSeveralNamesApplies() {
    RuleBook book =
        book(
            rule("play", match("", "play-*"), 0),
            rule("prod", match("", "prod-*"), 2),
            rule("db", match("", "db-*"), 3));
    assertEquals(2, book.judge(line(true, "play-1", "prod-1"), ANNA, OPS).terms().required());
    assertEquals(3, book.judge(line(true, "db-1", "prod-1"), ANNA, OPS).terms().required());
    assertEquals(1, book.judge(line(true, "play-1", "web-1"), ANNA, OPS).terms().required());
    assertEquals(0, book.judge(line(true, "play-1", "play-2"), ANNA, OPS).terms().required());
    assertEquals(3, book.judge(line(false, "play-1"), ANNA, OPS).terms().required());
    assertEquals(3, book.judge(line(false), ANNA, OPS).terms().required());
  }

  @Test
  void anUnknownSystemMayBeAny() {
    Rule linux = of("linux", 0);
    Rule windows = of("windows", 2);
    RequestedAction unknown = line(true, "web-1").running("");
    for (RuleBook book : List.of(book(linux, windows), book(windows, linux))) {
      assertEquals(2, book.judge(unknown, ANNA, OPS).terms().required());
      assertEquals(0, book.judge(unknown.running("linux"), ANNA, OPS).terms().required());
      assertEquals(2, book.judge(line(false).running("windows"), ANNA, OPS).terms().required());
    }
    assertEquals(1, book(linux).judge(unknown, ANNA, OPS).terms().required());
  }

  private static Rule of(String os, int required) {
    Match match = new Match(List.of(), List.of(), List.of(), List.of(), 0, 0, 0, List.of(os));
    return RuleBuilder.aRule(os, match).required(required).build();
  }

  @Test
  void aLookAlikeMatchOfALaxRuleDoesNotHideTheNextRules() {
    RuleBook book = book(rule("play", match("", "play-*"), 0), rule("prod", match("", "*-1"), 2));
    assertEquals(2, book.judge(line(true, "pl\u0430y-1"), ANNA, OPS).terms().required());
    assertEquals(0, book.judge(line(true, "play-1"), ANNA, OPS).terms().required());
  }

  @Test
  void anApproverMustBeOnTheListOfEachRule() {
    Rule dba = approvedBy("dba", 1, "db-*", false, Reasons.DENIAL);
    Rule security = approvedBy("security", 2, "vault-*", true, Reasons.APPROVAL);
    Rule anybody = rule("prod", match("", "prod-*"), 1);
    Terms all =
        book(dba, security, anybody)
            .judge(line(true, "db-1", "vault-1", "prod-1"), ANNA, OPS)
            .terms();
    assertEquals(2, all.required());
    assertTrue(all.fourEyes());
    assertEquals(Reasons.BOTH, all.reasons());
    assertEquals(Duration.ofHours(1), all.expireAfter());
    assertEquals(
        Set.of(List.of("dba"), List.of("security"), List.<String>of()),
        Set.copyOf(all.approverLists()));
    assertFalse(all.approvers().isEmpty(), "one with names is shown first");
    assertTrue(all.approversInWords().endsWith(" + approver"), all::approversInWords);
    assertTrue(all.covers(all.and(all)));
    assertFalse(dba.withDefaults(all).covers(all));
  }

  private static Rule approvedBy(
      String role, int required, String instance, boolean fourEyes, Reasons reasons) {
    return RuleBuilder.aRule(role, match("", instance))
        .required(required)
        .approvers(List.of(role))
        .fourEyes(fourEyes)
        .expireAfter(Duration.ofHours(required))
        .reasons(reasons)
        .build();
  }

  @Test
  void noRuleLoosensTheDeletionOfWhatOthersMadeUnlessItNamesIt() {
    RuleBook without =
        new RuleBook(
            List.of(
                rule("play", match("", "play-*"), 0),
                rule("old", match("delete", "old-*"), 0),
                rule("vault", match("delete", "vault-*"), 4)),
            Map.of("delete", 1, "delete-foreign", 2),
            RuleBook.of(Map.of(), true, Duration.ofHours(24)).defaults());
    Map.of("web", 2, "play-1", 2, "old-1", 2, "vault-1", 4)
        .forEach(
            (name, required) ->
                assertEquals(
                    required,
                    without.judge(action("delete-foreign", name, 1), ANNA, OPS).terms().required(),
                    name));
    assertEquals(0, without.judge(action("delete", "play-1", 1), ANNA, OPS).terms().required());
    RuleBook named =
        new RuleBook(
            List.of(rule("play", match("", "*"), 1), rule("ours", match("delete-foreign", "*"), 3)),
            Map.of("delete-foreign", 2),
            RuleBook.of(Map.of(), true, Duration.ofHours(24)).defaults());
    assertEquals(3, named.judge(action("delete-foreign", "web", 1), ANNA, OPS).terms().required());
    assertEquals(List.of(), named.shadowed());
  }
}
