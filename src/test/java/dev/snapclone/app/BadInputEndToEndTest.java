package dev.snapclone.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.snapclone.job.Job;
import dev.snapclone.job.JobState;
import dev.snapclone.sandbox.discord.BotAnswer;
import dev.snapclone.sandbox.discord.chat.SeenMessage;
import dev.snapclone.sandbox.openstack.CloudView;
import dev.snapclone.sandbox.openstack.InstanceSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Texts that nobody in their right mind types, in every option. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadInputEndToEndTest {
  /** A name with markup, a mention and a path in it. */
  private static final String WORST =
      "nasty `@everyone` <@123> **\u00e9t\u00e9** \u4e2d\u6587 /../x";

  private static final List<String> NASTY =
      List.of(
          "a".repeat(255),
          "x".repeat(3000),
          "``` `rm -rf` ```",
          "@everyone @here <@123> <@&1>",
          "\uD83D\uDE00 fine",
          "line\nbreak",
          "\u202Eevil",
          "*b* _i_ ||s|| # h [x](http://e.vil)",
          " ",
          "../../etc?b=c&d%2e",
          "nul\u0000",
          "\u00e9t\u00e9 \u4e2d\u6587",
          "'; drop table jobs; --",
          "<t:0>",
          "\u200b");

  @TempDir static Path folder;

  private Stage stage;
  private String image;

  @BeforeAll
  void opens() {
    stage = Stage.open(folder);
    image = Stage.fact(stage.snapshots("web-01"), "snapshot");
  }

  @AfterAll
  void closes() {
    stage.close();
  }

  /**
   * Nothing that the bot ever says may notify anybody but the one whose job it is, of its outcome,
   * and those who may approve a clone, by its card.
   */
  private void nobodyWasMentioned() {
    for (SeenMessage seen : stage.anna.sees(Stage.OPS)) {
      Set<String> allowed = seen.replyTo() == null ? byCard(seen) : Set.of("anna");
      assertTrue(allowed.containsAll(seen.pinged()), () -> seen.pinged() + " by " + seen.text());
    }
  }

  private static Set<String> byCard(SeenMessage seen) {
    return !seen.ephemeral() && seen.text().contains("### Clone ") ? Set.of("ben") : Set.of();
  }

  @ParameterizedTest
  @CsvSource({"/snapshot,server-name", "/copy,server-name", "/clone,snapshot-id"})
  void aNameThatNothingHasGetsAClearSentence(String command, String option) {
    String before = stage.inventory();
    Set<String> jobs = stage.jobIds();
    for (String nasty : NASTY) {
      String said = stage.says(command, Map.of(option, nasty));
      assertTrue(
          said.contains("No instance ") || said.contains("No snapshot ") || said.contains("Which "),
          said);
      assertTrue(said.contains("Type a part of its name"), said);
      assertTrue(said.length() < 500, said);
      assertFalse(said.contains("@everyone") || said.contains("<@123>"), said);
    }
    assertEquals(before, stage.inventory());
    assertEquals(jobs, stage.jobIds());
    nobodyWasMentioned();
  }

  @ParameterizedTest
  @CsvSource({"flavor", "network", "keypair", "security-groups", "cloud"})
  void anOptionThatNothingFitsIsNamedWithWhatThereIs(String option) {
    String before = stage.inventory();
    for (String nasty : NASTY) {
      if (nasty.isBlank()) {
        continue; // as if it were not given
      }
      String said = stage.says("/clone", Map.of("snapshot-id", image, option, nasty));
      assertTrue(
          option.equals("cloud")
              ? said.contains("No cloud is called") && said.contains("There is: demo.")
              : said.contains(" called ") && said.contains("Leave out `" + option + "`"),
          said);
    }
    assertEquals(before, stage.inventory());
    nobodyWasMentioned();
  }

  @Test
  void whatIsChosenForANewThingIsTakenLiterallyOrRefused() {
    String said = stage.says("/clone", Map.of("snapshot-id", image, "name", "x".repeat(256)));
    assertTrue(said.contains("The name has 256 characters; at most 255"), said);
    said = stage.says("/clone", Map.of("snapshot-id", image, "name", "\u200b"));
    assertTrue(said.contains("The name is empty"), said);
    for (String bad : List.of("\uD83D\uDE00", "a\nb", "\u202Ea")) {
      said = stage.says("/clone", Map.of("snapshot-id", image, "name", bad));
      assertTrue(said.contains("that OpenStack does not take"), said);
      said = stage.says("/snapshot", Map.of("server-name", stage.idOf("off-01"), "name", bad));
      assertTrue(said.contains("that OpenStack does not take"), said);
    }
    for (String good : List.of("`rm` @everyone <@123>", "a".repeat(255), "../x?y=%2e", "\u4e2d")) {
      Job clone = stage.clones(image, Map.of("name", good));
      assertEquals(JobState.DONE, clone.state());
      assertEquals(1, stage.cloud.view().named(good).size());
    }
    nobodyWasMentioned();
  }

  @Test
  void anInstanceOfTheWorstNameGoesTheWholeWay() {
    stage.cloud.backstage().addInstance(InstanceSpec.of(WORST));
    Job snapshot = stage.snapshots(WORST);
    assertEquals(JobState.DONE, snapshot.state());
    String told = stage.told(snapshot).text();
    assertTrue(told.contains("\\`@\u200beveryone\\` \\<@\u200b123> \\*\\*"), told);
    Job clone = stage.clones(Stage.fact(snapshot, "snapshot"), Map.of());
    assertEquals(JobState.DONE, clone.state());
    CloudView view = stage.cloud.view();
    assertEquals(
        WORST + "-clone-1", view.instance(Stage.fact(clone, "instance")).orElseThrow().name());
    stage.told(clone);
    stage.anna.types(Stage.OPS, "/instances").awaitText("-clone-1");
    stage.anna.types(Stage.OPS, "/snapshots").awaitText("nasty");
    stage.anna.types(Stage.OPS, "/jobs").awaitText("nasty");
    nobodyWasMentioned();
  }

  @Test
  void aPressThatNobodyCouldMakeIsAnsweredInWords() {
    Job job = stage.begins("/clone", Map.of("snapshot-id", image));
    SeenMessage card = stage.waitingCard(job);
    String said = stage.nina.presses(card, "Approve").awaitMessage().text();
    assertTrue(said.contains("This needs the role approver"), said);
    BotAnswer twice = stage.cancels(stage.anna, card);
    twice.awaitText("Nothing had been started");
    stage.ended(job);
  }
}
