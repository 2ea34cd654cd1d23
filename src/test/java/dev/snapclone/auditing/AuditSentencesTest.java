package dev.snapclone.auditing;

import static dev.snapclone.job.JobBuilder.aJob;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.snapclone.approval.Answered;
import dev.snapclone.audit.AuditEvent;
import dev.snapclone.cloud.Effect;
import dev.snapclone.i18n.Messages;
import dev.snapclone.i18n.Text;
import dev.snapclone.i18n.Text.Arg;
import dev.snapclone.job.JobState;
import dev.snapclone.job.LockKey;
import dev.snapclone.job.MemoryJobs;
import dev.snapclone.job.Outcome;
import dev.snapclone.request.Asking;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a manager reads of the audit. */
class AuditSentencesTest {
  private final MemoryJobs jobs = new MemoryJobs();
  private final Messages messages = Messages.load();
  private final AuditSentences sentences = new AuditSentences(jobs::find, messages::has);

  private String in(String language, String action, String subject, String result, String... more) {
    Map<String, String> details = new TreeMap<>();
    for (int i = 0; i < more.length; i += 2) {
      details.put(more[i], more[i + 1]);
    }
    AuditEvent event =
        new AuditEvent(Asking.NOW, "100", "anna", "g1", action, subject, result, details);
    return Asking.read(language, sentences.line(event)).replace("2026-11-23T09:30:00Z · ", "");
  }

  private String read(String action, String subject, String result, String... more) {
    return in("en", action, subject, result, more);
  }

  private void job(String id, String workflow, Text title, JobState state) {
    jobs.put(
        aJob()
            .id(id)
            .cloud("prod")
            .workflow(workflow)
            .title(title)
            .invocation("i1")
            .state(state)
            .build());
  }

  private void clone(JobState state) {
    job("k3j9x2", "clone-v1", Text.of("clone.title", Arg.name("db-01"), Arg.name("db-02")), state);
  }

  @ParameterizedTest
  @CsvSource({
    "en, anna asked to clone db-01 as db-02 in prod · job k3j9x2",
    "sv, anna begärde att klona db-01 som db-02 i prod · jobb k3j9x2",
    "no, anna ba om å klone db-01 som db-02 i prod · jobb k3j9x2",
  })
  void aRequestSaysWhatHappenedThenAndNotWhatBecameOfIt(String language, String line) {
    for (JobState state : JobState.values()) {
      clone(state);
      assertEquals(line, in(language, "command.clone", "k3j9x2", "ok", "snapshot-id", "s"));
      assertEquals(line, in(language, "press.clone-this", "k3j9x2", "ok", "target", "j-other"));
      assertEquals(line, in(language, "press.go-ahead", "k3j9x2", "ok", "target", "draft1"));
    }
  }

  @Test
  void everyKindOfJobHasItsSentence() {
    List<String> said = new ArrayList<>();
    Map<String, String> titles =
        new TreeMap<>(
            Map.of(
                "snapshot", "snapshot.title",
                "clone", "clone.title",
                "copy", "clone.copy-title",
                "delete", "clone.delete-title",
                "delete-snapshot", "snapshot.delete.title",
                "cleanup", "approval.cleanup.title",
                "lift", "clone.lift-title",
                "later-kind", "clone.title"));
    titles.forEach(
        (kind, title) -> {
          job(
              "j1",
              kind + "-v1",
              Text.of(title, Arg.name("db-01"), Arg.name("db-02")),
              JobState.DONE);
          said.add(read("command.x", "j1", "ok", "reason", "INC-1"));
        });
    assertEquals(
        List.of(
            "anna asked to clean up after db-01 in prod, because “INC-1” · job j1",
            "anna asked to clone db-01 as db-02 in prod, because “INC-1” · job j1",
            "anna asked to copy db-01 as db-02 in prod, because “INC-1” · job j1",
            "anna asked to delete the clone db-01 in prod, because “INC-1” · job j1",
            "anna asked to delete the snapshot db-01 in prod, because “INC-1” · job j1",
            "anna asked: Clone db-01 as db-02 in prod, because “INC-1” · job j1",
            "anna asked to lift the isolation of db-01 in prod, because “INC-1” · job j1",
            "anna asked for a snapshot of db-01 in prod, because “INC-1” · job j1"),
        said);
  }

  @Test
  void whatPeopleAndTheBotDidOtherwise() {
    clone(JobState.DONE);
    assertEquals(
        List.of(
            "anna approved in prod: Clone db-01 as db-02 · job k3j9x2",
            "anna denied in prod: Clone db-01 as db-02, because “no” · job k3j9x2",
            "anna answered in prod without effect: Clone db-01 as db-02:"
                + " their own yes does not count · job k3j9x2",
            "Began in prod, for Alice: Clone db-01 as db-02 · job k3j9x2",
            "Ended in prod, for Alice: Clone db-01 as db-02: done · job k3j9x2",
            "anna got a link to the console of i-1 · job k3j9x2",
            "The bot made the instance db-02 in prod · job k3j9x2",
            "The bot could not delete the volume v-1 in prod · job k3j9x2",
            "anna pressed Cancel: Clone db-01 as db-02 · job k3j9x2",
            "anna pressed Delete clone: Clone db-01 as db-02: refused · job k3j9x2",
            "anna gave /instances",
            "anna gave /snapshot web-01: refused",
            "anna thing.done: x: odd"),
        List.of(
            read("approval.approve", "k3j9x2", "granted"),
            read("approval.deny", "k3j9x2", "denied", "reason", "no"),
            read("approval.approve", "k3j9x2", "own_yes"),
            read("job.start", "k3j9x2", "ok"),
            read("job.end", "k3j9x2", "done"),
            read("console.open", "i-1", "ok", "job", "k3j9x2"),
            read(
                "cloud.create",
                "k3j9x2",
                "ok",
                "kind",
                "instance",
                "name",
                "db-02",
                "cloud",
                "prod",
                "request-id",
                "req-1"),
            read(
                "cloud.delete", "k3j9x2", "failed", "kind", "volume", "id", "v-1", "cloud", "prod"),
            read("press.cancel-job", "k3j9x2", "ok", "target", "k3j9x2"),
            read("press.delete-clone", "k3j9x2", "refused", "target", "k3j9x2"),
            read("command.instances", "", "ok", "cloud", "prod"),
            read("command.snapshot", "", "refused", "server-name", "web-01"),
            read("thing.done", "x", "odd")));
  }

  @Test
  void aDeniedJobEndedAsDenied() {
    Outcome denied =
        new Outcome(
            Text.of("approval.outcome.denied", Arg.name("ben")),
            List.of(),
            List.of(),
            List.of(),
            Map.of());
    jobs.put(
        aJob()
            .id("k3j9x2")
            .cloud("prod")
            .title(Text.of("clone.title", Arg.name("db-01"), Arg.name("db-02")))
            .state(JobState.CANCELLED)
            .outcome(denied)
            .build());
    assertEquals(
        "Ended in prod, for Alice: Clone db-01 as db-02: denied · job k3j9x2",
        read("job.end", "k3j9x2", "cancelled"));
  }

  @ParameterizedTest
  @CsvSource({
    "en, anna gave /clone db-01: refused: “This needs the role *approver*; which you do not have.”",
    "sv, anna gav /clone db-01: avvisat: ”Det här kräver rollen *approver*; som du inte har.”",
    "no, anna ga /clone db-01: avvist: «Dette krever rollen *approver*; som du ikke har.»",
  })
  void aRefusalSaysWhy(String language, String line) {
    String why =
        "[{\"key\":\"common.not-allowed.role\",\"args\":"
            + "[{\"kind\":\"NAME\",\"value\":\"*approver*\",\"text\":null}]}]";
    assertEquals(
        line.replace(';', ','),
        in(
            language,
            "command.clone",
            "",
            "refused",
            "snapshot-id",
            "db-01",
            "answer",
            "common.not-allowed.role",
            "answer-texts",
            why));
  }

  @Test
  void aRefusedPressNamesWhatItIsAboutAndRowsOfOlderVersionsSayWhatTheyCan() {
    assertEquals(
        "anna pressed Go ahead: /snapshot web-01: refused:"
            + " “This question was put to somebody else.”",
        read(
            "press.go-ahead",
            "01hx",
            "refused",
            "command",
            "snapshot",
            "server-name",
            "web-01",
            "answer",
            "common.not-your-question"));
    clone(JobState.DONE);
    assertEquals(
        "anna pressed Retry: Clone db-01 as db-02: refused:"
            + " “Job … did not fail, so there is nothing to try again.” · job k3j9x2",
        read(
            "press.retry",
            "k3j9x2",
            "refused",
            "target",
            "k3j9x2:why",
            "answer",
            "approval.retry.not-failed"));
    assertEquals(
        "anna gave /jobs: failed",
        read("command.jobs", "", "failed", "answer", "key.of.another.version"));
  }

  @Test
  void whatAJobIsAboutIsNamedThoughTheCloudToldOnlyItsId() {
    jobs.put(
        aJob()
            .id("del1")
            .cloud("prod")
            .workflow("delete-v1")
            .title(Text.of("clone.delete-title", Arg.name("db-02")))
            .locks(new LockKey("prod", "i-7"))
            .build());
    assertEquals(
        "The bot deleted the instance db-02 in prod · job del1",
        read("cloud.delete", "del1", "ok", "kind", "instance", "id", "i-7", "cloud", "prod"));
    assertEquals(
        "The bot deleted the volume v-8 in prod · job del1",
        read("cloud.delete", "del1", "ok", "kind", "volume", "id", "v-8", "cloud", "prod"));
  }

  @Test
  void whatIsStoredAsAResultHasItsWord() {
    List<String> results =
        Stream.of(JobState.values(), Answered.values(), Effect.Result.values())
            .flatMap(Stream::of)
            .map(value -> ((Enum<?>) value).name().toLowerCase(Locale.ROOT))
            .flatMap(word -> Stream.of(word, word.replace('_', '-')))
            .distinct()
            .toList();
    for (String result : results) {
      assertTrue(
          messages.has("audit.result." + result)
              || messages.has("audit.result." + result.replace('-', '_'))
              || messages.has("audit.result." + result.replace('_', '-')),
          result);
    }
  }

  @Test
  void tenLinesOfTheLongestNamesFitOneMessage() {
    String evil = "@_*`|~<".repeat(40);
    job(
        "k3j9x2",
        "clone-v1",
        Text.of("clone.title", Arg.name(evil), Arg.name(evil)),
        JobState.DONE);
    AuditEvent event =
        new AuditEvent(
            Asking.NOW,
            "100",
            evil,
            "g1",
            "command.clone",
            "k3j9x2",
            "ok",
            Map.of("reason", evil, "request-id", evil));
    // Escaping can double each character.
    assertTrue(Asking.read(sentences.line(event)).length() < 400, "ten of them in 4,000");
  }
}
