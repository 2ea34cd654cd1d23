package dev.snapclone.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.snapclone.job.Job;
import dev.snapclone.sandbox.discord.BotAnswer;
import dev.snapclone.sandbox.discord.DiscordSandboxOptions;
import dev.snapclone.sandbox.discord.DiscordSandboxOptions.GuildPlan;
import dev.snapclone.sandbox.discord.DiscordSandboxOptions.PersonPlan;
import dev.snapclone.sandbox.discord.Person;
import dev.snapclone.sandbox.discord.chat.SeenMessage;
import dev.snapclone.sandbox.openstack.OpenStackSandbox;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** In one English guild a Swede and a Norwegian are each answered in their own language. */
class LanguagesEndToEndTest {
  private static final Duration PATIENCE = Duration.ofSeconds(40);
  private static final Map<String, String> CLIENTS = Map.of("anna", "sv-SE", "olaf", "no");

  @TempDir Path folder;

  private static DiscordSandboxOptions people() {
    DiscordSandboxOptions usual = DiscordSandboxOptions.standard(InstantSource.system());
    GuildPlan acme = usual.guilds().get(0);
    return DiscordSandboxOptions.empty(InstantSource.system())
        .with(
            new GuildPlan(
                acme.name(),
                acme.locale(),
                acme.channels(),
                acme.roles(),
                acme.people().stream().map(LanguagesEndToEndTest::withLocale).toList()));
  }

  private static PersonPlan withLocale(PersonPlan person) {
    return new PersonPlan(
        person.name(),
        person.roles(),
        CLIENTS.getOrDefault(person.name(), person.locale()),
        person.administrator());
  }

  private static Job begins(Stage stage, Person who, String button, Map<String, String> options) {
    Set<String> before = stage.jobIds();
    SeenMessage said = who.types(Stage.OPS, "/copy", options).awaitMessage();
    if (said.buttons().contains(button)) {
      who.presses(said, button).awaitAcknowledged();
    }
    return stage.newJob(before);
  }

  private static String room(Person who, Job copy) {
    return Awaitility.await("the thread")
        .atMost(PATIENCE)
        .until(
            () ->
                who.seesChannels().stream().filter(c -> c.endsWith(" · " + copy.id())).findFirst(),
            Optional::isPresent)
        .orElseThrow();
  }

  private static long registrations(Stage stage) {
    return stage.discord.requests().stream()
        .filter(r -> r.method().equals("PUT") && r.path().endsWith("/commands"))
        .count();
  }

  private static SeenMessage guide(Person who, String room, String words) {
    return who.awaitMessage(room, m -> m.fromBot() && m.text().contains(words));
  }

  @Test
  void eachReadsTheirOwnLanguageAndTheCardIsTheGuilds() {
    try (Stage stage =
        Stage.open(
            folder,
            "demo",
            s -> s,
            OpenStackSandbox.start(dev.snapclone.sandbox.openstack.CloudSandboxOptions.fast()),
            people())) {
      String swedish = stage.says(stage.anna, "/instances", Map.of());
      assertTrue(swedish.contains("instanser i molnet"), swedish);
      String norwegian = stage.says(stage.olaf, "/instances", Map.of());
      assertTrue(norwegian.contains("instanser i skyen"), norwegian);

      Job hers = begins(stage, stage.anna, "Kör", Map.of("server-name", "win-ad-01"));
      SeenMessage card = stage.waitingCard(hers);
      assertTrue(card.text().contains("Waiting for approval"), card.text());
      assertFalse(card.text().contains("Väntar"), card.text());
      BotAnswer early = stage.anna.presses(card, "Approve");
      assertTrue(early.awaitMessage().text().contains("Ditt eget ja räknas inte"), early.text());
      String no = stage.anna.presses(card, "Deny").awaitMessage().text();
      assertTrue(no.contains("tryck på Details på dess kort och sedan på Avbryt"), no);
      stage.approvedAndEnded(hers);
      String room = room(stage.anna, hers);
      assertTrue(room.startsWith("Windowssteg för "), room);
      SeenMessage guide = guide(stage.anna, room, "Steg 1 av 3");
      assertTrue(guide.text().contains("Tryck på Windows-tangenten och R"), guide.text());
      stage.anna.presses(guide, "Nästa").awaitText("Hämta en IP-adress automatiskt");
      assertTrue(stage.card(hers, "private instructions").text().contains("**Done**"));

      Job his = begins(stage, stage.olaf, "Kjør", Map.of("server-name", "win-ad-01"));
      stage.approvedAndEnded(his);
      String hisRoom = room(stage.olaf, his);
      assertTrue(hisRoom.startsWith("Windows-steg for "), hisRoom);
      SeenMessage hisGuide = guide(stage.olaf, hisRoom, "Steg 1 av 3");
      assertTrue(hisGuide.text().contains("Trykk på Windows-tasten og R"), hisGuide.text());
      stage.restarts();
      stage.olaf.presses(hisGuide, "Neste").awaitText("Steg 2 av 3: gjør adressen automatisk");
      assertEquals(1, registrations(stage), "what is registered is recognised, localizations too");
      assertEquals("no", stage.bot.jobs().find(his.id()).orElseThrow().requester().locale());
    }
  }
}
