package dev.snapclone.request;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.snapclone.cloud.Clouds;
import dev.snapclone.cloud.InMemoryCloud;
import dev.snapclone.cloud.InMemorySeed;
import dev.snapclone.cloud.Instance;
import dev.snapclone.cloud.Rigging;
import dev.snapclone.command.Button;
import dev.snapclone.command.Choice;
import dev.snapclone.command.ChoiceNeeded;
import dev.snapclone.command.Invocation;
import dev.snapclone.command.Reply;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class InstanceResolverTest {
  private final InMemoryCloud cloud = InMemoryCloud.seeded("lab");
  private final InMemoryCloud other = InMemoryCloud.seeded("sto2");
  private final Asking.MemoryDrafts drafts = new Asking.MemoryDrafts();
  private final InstanceResolver resolver =
      new InstanceResolver(new CloudOption(new Clouds(List.of(cloud, other))), drafts);

  private static Invocation asks(String name) {
    return Asking.types("snapshot", "server-name", name);
  }

  private String found(String name) {
    return resolver.find(asks(name), "server-name").instance().name();
  }

  @Test
  void findsByNameByIdAndByTheStartOfTheId() {
    String id = cloud.idOf("web-01");
    assertEquals("web-01", found("web-01"));
    assertEquals("web-01", found(" WEB-01 "));
    assertEquals("web-01", found(id));
    assertEquals("web-01", found(id.substring(0, 8)));
    assertEquals(InMemorySeed.NASTY, found(InMemorySeed.NASTY));
  }

  @Test
  void findsInTheCloudThatTheOptionNames() {
    Invocation asked = asks("web-01").with("cloud", "STO2");
    InstanceResolver.Found found = resolver.find(asked, "server-name");
    assertEquals("sto2", found.cloud().name());
    assertEquals(other.idOf("web-01"), found.instance().id());
    String refusal =
        Asking.refused(() -> resolver.find(asks("x").with("cloud", "osl"), "server-name"));
    assertEquals("No cloud is called osl here.\nThere is: lab, sto2.", refusal);
  }

  @Test
  void anAmbiguousNameGetsAPrivateChoiceWhoseAnswerRunsTheCommandAgain() {
    ChoiceNeeded refusal =
        assertThrows(ChoiceNeeded.class, () -> resolver.find(asks("dup"), "server-name"));
    Choice choice = refusal.choice();
    assertEquals("2 instances are called dup.", Asking.read(refusal.what()));
    assertEquals("choose", choice.name());
    assertEquals("draft1:server-name", choice.target());
    assertEquals(2, choice.candidates().size());
    Choice.Candidate first = choice.candidates().get(0);
    assertTrue(
        first.label().startsWith("dup · " + first.value().substring(0, 8) + " · ACTIVE"),
        first.label());
    String about = Asking.read(Objects.requireNonNull(first.about()));
    assertTrue(about.startsWith("10.0.0."), about);
    Invocation again = drafts.find("draft1").orElseThrow().with("server-name", first.value());
    assertEquals(first.value(), resolver.find(again, "server-name").instance().id());
  }

  @Test
  void moreCandidatesThanAChoiceHoldsAreCounted() {
    Instance web = Rigging.peek(cloud, "web-01");
    for (int i = 0; i < 40; i++) {
      Rigging.instance(
          cloud, Rigging.like(web, "id-" + i, "many", "ACTIVE", null, web.launched().imageId()));
    }
    String refusal = Asking.refused(() -> resolver.find(asks("many"), "server-name"));
    assertTrue(refusal.contains("15 more fit; for one of these, give its id."), refusal);
  }

  @Test
  void anUnknownNameIsAnsweredWithTheNearestOnes() {
    String refusal = Asking.refused(() -> resolver.find(asks("weeb-01"), "server-name"));
    assertTrue(refusal.startsWith("No instance is called weeb-01 in cloud lab."), refusal);
    assertTrue(refusal.contains("Did you mean web-01?"), refusal);
    Button only =
        Reply.of(
                assertThrows(
                    ChoiceNeeded.class, () -> resolver.find(asks("weeb-01"), "server-name")))
            .buttons()
            .get(0);
    assertEquals("draft2:server-name:" + cloud.idOf("web-01"), only.target());
    ChoiceNeeded several =
        assertThrows(ChoiceNeeded.class, () -> resolver.find(asks("win"), "server-name"));
    assertEquals(
        List.of(cloud.idOf("win-ad-01"), cloud.idOf("win-sql-01")),
        several.choice().candidates().stream().map(Choice.Candidate::value).toList());
    String far = Asking.refused(() -> resolver.find(asks("zzzzzz"), "server-name"));
    assertTrue(!far.contains("Did you mean"), far);
    assertTrue(far.contains("/instances"), far);
  }

  @Test
  void anIdOfAnotherProjectOrCloudGetsAClearSentence() {
    String refusal = Asking.refused(() -> resolver.find(asks(other.idOf("web-01")), "server-name"));
    assertTrue(refusal.contains("in this project of cloud lab"), refusal);
    assertTrue(refusal.contains("another project or cloud"), refusal);
  }

  @Test
  void nothingGivenIsAskedFor() {
    assertTrue(
        Asking.refused(() -> resolver.find(Asking.types("snapshot"), "server-name"))
            .startsWith("Which instance?"));
  }

  @Test
  void nearestNamesBearAnyInput() {
    List<String> names = List.of("web-01", "", "x".repeat(10_000), InMemorySeed.NASTY);
    assertEquals(List.of("web-01"), NearestNames.of("web", names));
    assertEquals(List.of(), NearestNames.of("\u202e".repeat(300), names));
  }
}
