package dev.snapclone.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.snapclone.access.Actor;
import dev.snapclone.access.Place;
import dev.snapclone.access.ReasonDemand;
import dev.snapclone.access.Reasons;
import dev.snapclone.access.RequestReasons;
import dev.snapclone.access.Role;
import dev.snapclone.access.Rule;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rules and scopes in the configuration, and the messages about mistakes. */
class RulesTest {
  @TempDir Path root;

  @Test
  void aRuleIsRead() {
    Settings settings =
        new Folder(root)
            .usable()
            .file(
                "conf/snapclone.conf",
                """
                approvals.rules = [
                  { name = vaults, match { command = clone, instance = ["vault-*"] }, deny = "No." }
                  { match { vcpus = 16, ram = 64, disk = 500, os = windows, project = [p1] }
                    ask { roles = [ops], people = ["165511591545143296"], channels = ["#prod"] }
                    required = 2, from = [dba], four-eyes = false, expire-after = 4h
                    remind-after = 30m, reason = both }
                  { reason = [request, denial], reason-pattern = "OPS-[0-9]+" }
                ]
                approvals.reason = [request]
                approvals.reason-hint = "Say which ticket."
                approvals.tickets = "https://tickets.example/browse/{1}"
                access.per-channel { "#test" { roles.operator = [developers] } }
                """)
            .read();
    Rule vaults = settings.approvals().rules().get(0);
    assertEquals("vaults", vaults.name());
    assertEquals("No.", vaults.ask().denied());
    assertEquals(List.of("clone"), vaults.match().commands());
    Rule big = settings.approvals().rules().get(1);
    assertEquals("rule 2", big.name());
    assertEquals(List.of("ops", "165511591545143296"), big.ask().askers());
    assertEquals(List.of("prod"), big.ask().channels());
    assertEquals(2, big.needs().required());
    assertEquals(Duration.ofHours(4), big.needs().expireAfter());
    assertEquals(Reasons.BOTH, big.needs().reasons());
    assertEquals(64, big.match().ramGb());
    Rule third = settings.approvals().rules().get(2);
    assertEquals(Reasons.DENIAL, third.needs().reasons());
    assertEquals(new ReasonDemand("rule 3", true, "OPS-[0-9]+", ""), third.ask().reason());
    assertEquals(
        new RequestReasons(
            new ReasonDemand("", true, "", "Say which ticket."),
            "https://tickets.example/browse/{1}"),
        settings.approvals().request());
    assertEquals(Reasons.NONE, settings.approvals().reasons());
    Actor dev = new Actor("1", "D", Set.of(), Set.of("developers"), false);
    String guild = settings.access().guilds().iterator().next();
    assertEquals(
        Role.OPERATOR, settings.access().roleOf(dev, new Place(guild, "9", "test", "9", "en"), ""));
    assertEquals(
        Role.NONE, settings.access().roleOf(dev, new Place(guild, "8", "prod", "8", "en"), ""));
  }

  @Test
  void allMistakesAreReportedAtOnceWithTheirLines() {
    ConfigException told =
        assertThrows(
            ConfigException.class,
            () ->
                new Folder(root)
                    .usable()
                    .file(
                        "conf/snapclone.conf",
                        """
                        approvals.rules = [
                          { match { comand = clone } }
                          { match { command = [klone] }, required = many }
                          { match { cloud = nowhere }, required = 0, from = [dba] }
                          { deny = true, required = 2, expire-after = soon, reason = why }
                          7
                          { match { instance = "" }, ask.roles = [], from = [], required = 0.5 }
                          { reason = [request, perhaps], reason-pattern = "(A-" }
                          { reason-pattern = "OPS-[0-9]+" }
                          { reason = request, reason-pattern = "(.*a){20}b" }
                        ]
                        approvals.clone.required = 0.5
                        approvals.tickets = "https://{1}.example/"
                        access.per-guild { "12345" { clouds = [nowhere], colour = blue } }
                        access.per-cloud.nowhere.roles.operator = ["<@&165511591545143296>"]
                        """)
                    .read());
    String all = told.problems().toString();
    for (String part :
        List.of(
            "snapclone.conf:2",
            "comand is not a key of snapclone",
            "Did you mean command?",
            "holds \"klone\"",
            "Did you mean clone?",
            "approvals.rules[2].required must be a whole number",
            "snapclone.conf:4",
            "is no configured cloud",
            "but required = 0 asks nobody",
            "stands beside what approval needs",
            "expire-after must be a duration",
            "reason holds \"why\"",
            "approvals.rules[5] must be a block in braces",
            "approvals.rules[6].match.instance is empty",
            "approvals.rules[6].ask.roles is empty",
            "approvals.rules[6].from is empty",
            "approvals.rules[6].required must be a whole number",
            "approvals.rules[7].reason holds \"perhaps\"",
            "approvals.rules[7].reason-pattern is no regular expression",
            "approvals.rules[8].reason-pattern stands without reason = request",
            "approvals.rules[9].reason-pattern takes too long",
            "approvals.tickets must be a web address with {1} behind its host",
            "approvals.clone.required must be a whole number",
            "is not in discord.guilds",
            "colour is not a key",
            "holds a mention")) {
      assertTrue(all.contains(part), () -> part + " is not in " + all);
    }
  }
}
