package dev.snapclone.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.snapclone.audit.AuditAnchor;
import dev.snapclone.audit.AuditEntry;
import dev.snapclone.audit.AuditFormat;
import dev.snapclone.audit.AuditVerdict;
import dev.snapclone.command.AuditWords;
import dev.snapclone.config.DiscordSettings;
import dev.snapclone.config.OpsSettings;
import dev.snapclone.config.SafetySettings;
import dev.snapclone.config.Settings;
import dev.snapclone.config.SettingsBuilder;
import dev.snapclone.config.StorageSettings;
import dev.snapclone.i18n.Messages;
import dev.snapclone.job.Job;
import dev.snapclone.sandbox.discord.chat.SeenMessage;
import dev.snapclone.sandbox.openstack.wire.LoggedRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A clone with its approval, and what the audit says of it: in Discord, and on the bot's host. */
class AuditEndToEndTest {
  @TempDir Path folder;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Launcher launcher =
      new Launcher(
          new PrintStream(out, true, StandardCharsets.UTF_8),
          new PrintStream(err, true, StandardCharsets.UTF_8),
          InstantSource.system());

  private Settings audited(Settings usual) {
    DiscordSettings chat = usual.discord();
    return SettingsBuilder.from(usual)
        .discord(
            new DiscordSettings(
                chat.token(), chat.guilds(), chat.apiUrl(), chat.gatewayUrl(), null, "audit", true))
        .safety(new SafetySettings(1000, 1000, folder.resolve("outside").resolve("anchor")))
        .build();
  }

  private static List<AuditEntry> rows(Stage stage) {
    List<AuditEntry> rows = new ArrayList<>();
    stage.bot.auditTrail().each(null, null, rows::add);
    return rows;
  }

  @Test
  void everythingIsWrittenDownShownVerifiedAndExported() throws Exception {
    Settings settings;
    try (Stage stage = Stage.open(folder, "demo", this::audited)) {
      Job snapshot = stage.snapshots("web-01");
      Job clone = stage.begins("/clone", Map.of("snapshot-id", Stage.fact(snapshot, "snapshot")));
      stage.says(stage.nina, "/jobs", Map.of());
      stage.approvedAndEnded(clone);
      stage.told(clone);
      settings = at(stage.settings, stage.bot.opsPort());
      theJobIsThereFromTheCommandToTheOutcome(stage, clone);
      adminsSeeItInDiscord(stage, clone);
      theChannelHasItInAFewMessages(stage, clone);
      besideTheRunningBot(settings);
      askingTheRunningBot(stage, settings);
    }
    afterTheBot(settings);
  }

  private static Settings at(Settings usual, int opsPort) {
    return SettingsBuilder.from(usual)
        .ops(new OpsSettings("127.0.0.1:" + opsPort, List.of()))
        .build();
  }

  private static void theJobIsThereFromTheCommandToTheOutcome(Stage stage, Job clone) {
    List<AuditEntry> of =
        rows(stage).stream().filter(r -> r.event().subject().equals(clone.id())).toList();
    List<String> actions = of.stream().map(r -> r.event().action()).toList();
    List<String> inOrder =
        List.of("command.clone", "approval.approve", "job.start", "cloud.create", "job.end");
    int at = -1;
    for (String action : inOrder) {
      int next = actions.indexOf(action);
      assertTrue(next > at, action + " after what came before it, in " + actions);
      at = next;
    }
    assertEquals(1, actions.stream().filter("job.start"::equals).count());
    assertEquals(1, actions.stream().filter("job.end"::equals).count());
    List<AuditEntry> nobodys =
        rows(stage).stream()
            .filter(r -> r.event().action().startsWith("cloud."))
            .filter(r -> !r.event().details().containsKey("requester"))
            .toList();
    assertEquals(List.of(), nobodys, "every change is some job's");
    Set<String> ids =
        stage.cloud.requests().stream()
            .filter(r -> !r.method().equals("GET"))
            .map(LoggedRequest::requestId)
            .collect(Collectors.toSet());
    for (AuditEntry row : of) {
      if (row.event().action().startsWith("cloud.")) {
        String request = row.event().details().get("request-id");
        assertTrue(ids.contains(request), () -> row + " names no request that the cloud knows");
        assertEquals(stage.anna.id(), row.event().details().get("requester"));
      }
    }
    assertTrue(
        of.stream()
            .anyMatch(
                r ->
                    r.event().action().equals("cloud.create")
                        && r.event().details().get("kind").equals("instance")
                        && r.event()
                            .details()
                            .get("id")
                            .equals(Stage.fact(ended(stage, clone), "instance"))));
    AuditWords words = new AuditWords(Messages.load()::has);
    List<String> wordless =
        rows(stage).stream()
            .map(r -> r.event().action())
            .filter(action -> words.plainly(action).key().equals("audit.action.other"))
            .toList();
    assertEquals(List.of(), wordless, "every action has words");
    AuditEntry refused =
        rows(stage).stream()
            .filter(r -> r.event().actorId().equals(stage.nina.id()))
            .findFirst()
            .orElseThrow();
    assertEquals("refused", refused.event().result());
  }

  private static Job ended(Stage stage, Job job) {
    return stage.bot.jobs().find(job.id()).orElseThrow();
  }

  private static void adminsSeeItInDiscord(Stage stage, Job clone) {
    String refused = stage.says(stage.anna, "/audit", Map.of());
    assertTrue(refused.contains("role"), refused);
    String ninas = stage.says(stage.carla, "/audit", Map.of("person", stage.nina.name()));
    assertTrue(
        ninas.contains(
            "gave /jobs: refused: “This needs the role operator, which you do not have.”"),
        ninas);
    SeenMessage page = stage.carla.types(Stage.OPS, "/audit", Map.of()).awaitMessage();
    assertTrue(page.ephemeral());
    assertTrue(page.text().contains("newest first"), page::text);
    assertTrue(
        page.text().contains("Ended in demo, for anna: Clone web-01 as web-01-clone-1: done"),
        page::text);
    assertTrue(page.text().contains("· job `" + clone.id() + "`"), page::text);
    assertEquals(List.of("Older"), page.buttons());
    stage.carla.presses(page, "Older").awaitAcknowledged();
    SeenMessage older =
        stage.carla.awaitMessage(
            Stage.OPS, m -> m.id().equals(page.id()) && !m.text().equals(page.text()));
    assertTrue(older.text().contains("newest first"), older::text);
    stage.carla.presses(older, "Newer").awaitAcknowledged();
    stage.carla.awaitMessage(
        Stage.OPS,
        m ->
            m.id().equals(page.id()) && m.text().contains("Ended in demo, for anna: Clone web-01"));
    String bens = stage.says(stage.carla, "/audit", Map.of("person", "ben", "since", "1h"));
    assertTrue(
        bens.contains("ben approved in demo: Clone web-01 as web-01-clone-1")
            && !bens.contains("anna"),
        bens);
    assertFalse(bens.contains("pressed Approve"), "that is the same: " + bens);
    String annas = annasPages(stage);
    assertTrue(annas.contains("anna asked to clone web-01 as web-01-clone-1 in demo"), annas);
    assertTrue(annas.contains("anna asked for a snapshot of web-01 in demo"), annas);
    assertTrue(annas.contains("The bot made the instance web-01-clone-1 in demo"), annas);
    String own = stage.says(stage.carla, "/audit", Map.of("person", "carla"));
    assertTrue(own.contains("carla gave /audit") && !own.contains("Older"), own);
    String web = stage.says(stage.carla, "/audit", Map.of("instance", "web-01"));
    assertTrue(web.contains("Ended in demo, for anna: "), web);
    assertFalse(web.contains("/jobs"), web);
    String none = stage.says(stage.carla, "/audit", Map.of("instance", "no-such"));
    assertTrue(none.contains("nothing like that"), none);
    String time = stage.says(stage.carla, "/audit", Map.of("since", "yesterday-ish"));
    assertTrue(time.contains("24h"), time);
    assertTrue(clone.id().length() > 3);
  }

  private static String annasPages(Stage stage) {
    StringBuilder all = new StringBuilder();
    SeenMessage shown =
        stage.carla.types(Stage.OPS, "/audit", Map.of("person", "anna")).awaitMessage();
    all.append(shown.text());
    while (shown.buttons().contains("Older")) {
      SeenMessage before = shown;
      stage.carla.presses(shown, "Older").awaitAcknowledged();
      shown =
          stage.carla.awaitMessage(
              Stage.OPS, m -> m.id().equals(before.id()) && !m.text().equals(before.text()));
      all.append(shown.text());
    }
    return all.toString();
  }

  private static void theChannelHasItInAFewMessages(Stage stage, Job clone) {
    SeenMessage last =
        stage.carla.awaitMessage(
            "audit",
            m ->
                m.text().contains("Ended in demo, for anna: Clone web-01 as web-01-clone-1: done")
                    && m.text().contains(clone.id()));
    assertTrue(last.text().contains("audit row "), last::text);
    List<SeenMessage> all = stage.carla.sees("audit");
    assertTrue(
        all.stream().anyMatch(m -> m.text().contains("made the instance web-01-clone-1")),
        all::toString);
    assertTrue(all.size() <= rows(stage).size() / 2 + 3, all.size() + " messages");
  }

  private void besideTheRunningBot(Settings settings) throws Exception {
    assertEquals(0, launcher.auditVerify(settings, List.of()), this::said);
    assertTrue(said().contains("The audit is whole"), this::said);
    out.reset();
    assertEquals(0, launcher.auditExport(settings, AuditFormat.JSONL, null, null), this::said);
    List<String> lines = out.toString(StandardCharsets.UTF_8).lines().toList();
    ObjectMapper json = new ObjectMapper();
    for (int i = 0; i < lines.size(); i++) {
      JsonNode line = json.readTree(lines.get(i));
      assertEquals(i + 1, line.path("seq").asInt());
    }
    assertTrue(lines.size() > 10, this::said);
    out.reset();
    Awaitility.await().until(() -> Files.exists(folder.resolve("outside").resolve("anchor")));
  }

  /** As the command line of another process does, which finds the file locked. */
  private static void askingTheRunningBot(Stage stage, Settings settings) throws Exception {
    int port = stage.bot.opsPort();
    RunningAudit running = new RunningAudit(port, OpsKey.of(settings));
    AuditVerdict verdict = running.verify(List.of(new AuditAnchor(1, "0".repeat(64))));
    assertTrue(verdict.problems().get(0).startsWith("row 1 is not the one"), verdict::toString);
    assertEquals(List.of(), running.verify(List.of()).problems());
    StringWriter all = new StringWriter();
    running.export(AuditFormat.CSV, null, null, all);
    assertEquals(verdict.rows(), all.toString().split("\r\n").length - 1);
    StringWriter none = new StringWriter();
    running.export(AuditFormat.JSONL, null, Instant.EPOCH, none);
    assertEquals("", none.toString());
    IOException refused =
        assertThrows(IOException.class, () -> new RunningAudit(port, "guessed").verify(List.of()));
    assertTrue(refused.getMessage().contains("DISCORD_TOKEN"), refused::getMessage);
  }

  private void afterTheBot(Settings settings) throws Exception {
    out.reset();
    assertEquals(0, launcher.auditVerify(settings, List.of()), this::said);
    out.reset();
    assertEquals(0, launcher.auditExport(settings, AuditFormat.CSV, null, null));
    assertTrue(said().startsWith("seq,at,actor_id"), this::said);
    out.reset();
    AuditAnchor anchor =
        AuditAnchor.parse(Files.readString(folder.resolve("outside").resolve("anchor")))
            .orElseThrow();
    forget(settings.host().storage(), anchor.seq());
    assertEquals(1, launcher.auditVerify(settings, List.of()), this::said);
    assertTrue(said().contains("row " + anchor.seq()), this::said);
  }

  /** Takes the newest rows away, and sets the head back to what is left. */
  private static void forget(StorageSettings storage, long from) throws Exception {
    try (Connection connection =
            DriverManager.getConnection(
                storage.url() + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE",
                storage.user(),
                storage.password().reveal());
        Statement statement = connection.createStatement()) {
      statement.execute("delete from audit where seq >= " + from);
      statement.execute(
          "update audit_head set seq = "
              + (from - 1)
              + ", hash = (select hash from audit where seq = "
              + (from - 1)
              + ")");
    }
  }

  private String said() {
    return out.toString(StandardCharsets.UTF_8) + err.toString(StandardCharsets.UTF_8);
  }
}
