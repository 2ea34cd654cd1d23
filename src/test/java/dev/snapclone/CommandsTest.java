package dev.snapclone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.snapclone.app.Launch;
import dev.snapclone.app.StopSignal;
import dev.snapclone.audit.AuditAnchor;
import dev.snapclone.audit.AuditFormat;
import dev.snapclone.config.Environment;
import dev.snapclone.config.Settings;
import dev.snapclone.config.SettingsReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandsTest {
  @TempDir Path root;
  private final List<String> launched = new ArrayList<>();
  private final Map<String, String> variables = new HashMap<>();
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private int exitCode = 0;

  @BeforeEach
  void aUsableEnvironment() {
    variables.putAll(
        Map.of(
            "DISCORD_TOKEN", "secret-token",
            "DISCORD_GUILDS", "1",
            "OS_AUTH_URL", "https://k",
            "OS_USERNAME", "u",
            "OS_PASSWORD", "p",
            "OS_PROJECT_ID", "i"));
  }

  private int snapclone(String... args) {
    SettingsReader reader = new SettingsReader(new Environment(variables, root, root, null));
    return new Commands(
            new Recording(), reader, new StopSignal(), new BuildInfo("1.2.3", "6.5.0", "3.12"))
        .commandLine(new PrintWriter(out, true), new PrintWriter(err, true))
        .execute(args);
  }

  @Test
  void runStartsTheBotAndLeavesWithItsCode() {
    assertEquals(0, snapclone("run"));
    exitCode = 1;
    assertEquals(1, snapclone("run"));
    assertEquals(List.of("run with Discord", "run with Discord"), launched);
  }

  @Test
  void runReadsTheNamedFile() throws IOException {
    Files.writeString(root.resolve("my.conf"), "jobs.takeover = 1s");

    assertEquals(2, snapclone("run", "--config", "my.conf"));

    assertEquals(
        """
        snapclone cannot start: 1 problem in its configuration
        - ROOT/my.conf:1: jobs.takeover is not a key of snapclone
          Remove it; here may stand poll-interval, settle-time, stalled-after, takeover-after
        """,
        err.toString().replace(root.toString(), "ROOT"));
    assertEquals(List.of(), launched);
  }

  @Test
  void runTellsEveryProblemOnStandardErrorAndNothingStarts() {
    variables.remove("DISCORD_TOKEN");
    variables.put("DISCORD_GUILDS", "x");
    variables.remove("OS_PASSWORD");

    assertEquals(2, snapclone("run"));

    assertTrue(err.toString().startsWith("snapclone cannot start: 3 problems"), err.toString());
    assertEquals("", out.toString());
    assertEquals(List.of(), launched);
  }

  @Test
  void checkNeedsNoTokenAndLeavesWithOneWhenThereAreProblems() {
    variables.remove("DISCORD_TOKEN");
    exitCode = 1;

    assertEquals(1, snapclone("check"));

    assertEquals(List.of("check without Discord"), launched);
  }

  @Test
  void theDemoNeedsNothing() {
    variables.clear();

    assertEquals(0, snapclone("demo"));
    assertEquals(0, snapclone("demo", "--port", "8123"));
    assertEquals(0, snapclone("demo", "--tour"));

    assertEquals(List.of("demo on 0", "demo on 8123", "tour"), launched);
  }

  @Test
  void versionSaysWhatItIsMadeOf() {
    assertEquals(0, snapclone("version"));
    assertEquals("snapclone 1.2.3\nJDA 6.5.0\nopenstack4j 3.12\n", out.toString());
    assertFalse(BuildInfo.load().version().isEmpty());
    assertFalse(BuildInfo.load().jda().equals("unknown"));
    assertFalse(BuildInfo.load().openstack4j().equals("unknown"));
  }

  @Test
  void versionIsAnOptionToo() {
    assertEquals(0, snapclone("--version"));
    assertEquals("snapclone 1.2.3\nJDA 6.5.0\nopenstack4j 3.12\n", out.toString());
    assertEquals("", err.toString());
  }

  @Test
  void theAuditNeedsNoTokenNoGuildAndNoCloud() {
    variables.clear();
    assertEquals(0, snapclone("audit", "verify"), err.toString());
    assertEquals(0, snapclone("audit", "export"), err.toString());
    assertEquals(List.of("audit verify with 0 anchors", "audit export JSONL null null"), launched);
  }

  @Test
  void anEmptyCheckSaysAllThatIsMissing() {
    variables.clear();
    assertEquals(2, snapclone("check"));
    for (String missing : List.of("discord.token", "discord.guilds", "cloud")) {
      assertTrue(err.toString().contains(missing), missing + " in " + err);
    }
    assertEquals(List.of(), launched);
  }

  @Test
  void aCheckWithATokenAloneTriesItAndSaysWhatElseIsMissing() {
    variables.keySet().removeIf(name -> !name.equals("DISCORD_TOKEN"));
    assertEquals(2, snapclone("check"));
    assertTrue(err.toString().contains("discord.guilds"), err.toString());
    assertFalse(err.toString().contains("discord.token is not set"), err.toString());
    assertEquals(1, launched.size(), launched.toString());
    assertTrue(launched.get(0).startsWith("the token of "), launched.toString());
    assertFalse(launched.toString().contains("secret-token"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "rum|snapclone has no command 'rum'. Did you mean run? There is demo, check, run, version,"
            + " audit, help.",
        "frobnicate|snapclone has no command 'frobnicate'. There is demo, check, run, version,"
            + " audit, help.",
        "audit verfy|snapclone audit has no command 'verfy'. Did you mean verify? There is",
        "run now|snapclone run takes no 'now'.",
      })
  void aWordThatIsNoCommandIsNamedWithWhatThereIs(String typed, String said) {
    assertEquals(2, snapclone(typed.split(" ")));
    assertTrue(err.toString().startsWith(said), err.toString());
  }

  @Test
  void whatCannotBeUnderstoodShowsTheUsage() {
    assertEquals(2, snapclone());
    assertEquals(2, snapclone("rum"));
    assertEquals(2, snapclone("demo", "--port", "99999"));
    assertEquals(2, snapclone("run", "--config"));
    assertTrue(err.toString().contains("Usage: snapclone"));
    assertEquals(0, snapclone("help"));
    assertTrue(out.toString().contains("Usage: snapclone"));
    assertEquals(List.of(), launched);
  }

  @Test
  void aBugIsSaidInOneLine() {
    exitCode = -1;

    assertEquals(1, snapclone("run"));

    assertEquals("snapclone failed: java.lang.IllegalStateException: a bug\n", err.toString());
  }

  /** Remembers what was started. */
  private final class Recording implements Launch {
    private int started(String what) {
      launched.add(what);
      if (exitCode < 0) {
        throw new IllegalStateException("a bug");
      }
      return exitCode;
    }

    @Override
    public int run(Settings settings, StopSignal stop) {
      return started("run with" + (settings.discord() == null ? "out" : "") + " Discord");
    }

    @Override
    public void checkDiscord(Settings settings) {
      launched.add("the token of " + settings.discord());
    }

    @Override
    public int demo(int port, StopSignal stop) {
      return started("demo on " + port);
    }

    @Override
    public int tour() {
      return started("tour");
    }

    @Override
    public int auditVerify(Settings settings, List<AuditAnchor> anchors) {
      return started("audit verify with " + anchors.size() + " anchors");
    }

    @Override
    public int auditExport(
        Settings settings, AuditFormat format, @Nullable Instant since, @Nullable Instant until) {
      return started("audit export " + format + " " + since + " " + until);
    }

    @Override
    public int check(Settings settings) {
      return started("check with" + (settings.discord() == null ? "out" : "") + " Discord");
    }
  }
}
