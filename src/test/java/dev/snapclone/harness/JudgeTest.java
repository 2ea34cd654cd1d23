package dev.snapclone.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.snapclone.harness.ChatReading.Card;
import dev.snapclone.harness.UserAction.Promise;
import dev.snapclone.sandbox.discord.chat.SeenMessage;
import dev.snapclone.sandbox.openstack.CloudSandboxOptions;
import dev.snapclone.sandbox.openstack.CloudView;
import dev.snapclone.sandbox.openstack.InstanceSpec;
import dev.snapclone.sandbox.openstack.OpenStackSandbox;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The judge finds every kind of problem: each is planted here. */
class JudgeTest {
  private static final String JOB = "abc";

  private final OpenStackSandbox cloud = OpenStackSandbox.start(CloudSandboxOptions.fast());
  private final CloudView before = cloud.view();
  private final List<Promise> asked = new ArrayList<>();
  private final Map<String, List<Card>> cards = new LinkedHashMap<>();
  private final Map<String, List<SeenMessage>> outcomes = new LinkedHashMap<>();
  private String clone = "";

  @BeforeEach
  void aCloneThatWentWell() {
    clone = plant(JOB, "instance");
    asked.add(new Promise("anna", "/clone", null, JOB));
    cards.put(JOB, List.of(card(JOB, "Done", "1")));
    outcomes.put(JOB, List.of(outcome("2", "anna", "1")));
  }

  @AfterEach
  void stop() {
    cloud.close();
  }

  @Test
  void findsNothingWhereNothingIsWrong() {
    assertEquals(List.of(), verdict());
  }

  @Test
  void findsADuplicate() {
    plant(JOB, "instance");
    finds("made twice in step instance");
  }

  @Test
  void findsWhatIsMissing() {
    cloud.backstage().removeInstance(clone);
    finds("clone abc (Done) made []");
  }

  @Test
  void findsWhatIsBroken() {
    cloud.backstage().setError(clone, "No valid host was found.");
    finds("clone abc (Done) left");
  }

  @Test
  void findsWhatAFailedOrCancelledJobLeftBehind() {
    cards.put(JOB, List.of(card(JOB, "Cancelled", "1")));
    finds("left behind", "and nobody did it");
    cards.put(JOB, List.of(card(JOB, "Failed", "1")));
    finds("left behind", "and nothing made it");
  }

  @Test
  void findsResourcesWithoutAJob() {
    cloud.backstage().addVolume("demo", "orphan", 1, null);
    finds("nobody's: VolumeView");
  }

  @Test
  void findsTheMarkOfAnUnknownJob() {
    plant("xyz", "instance");
    finds("no card tells of job xyz");
  }

  @Test
  void findsAChangedOriginal() {
    cloud.backstage().rename(cloud.backstage().instanceId("demo", "web-01"), "other");
    finds("an original was changed");
  }

  @Test
  void findsWhatADeletionLeft() {
    asked.add(new Promise("carla", "Delete clone", JOB, "del"));
    Card deletion = new Card("del", "Done", "deletion", message("3", Set.of(), null));
    cards.put("del", List.of(deletion));
    outcomes.put("del", List.of(outcome("4", "carla", "3")));
    finds("was deleted, and there is");
    cloud.backstage().removeInstance(clone);
    assertEquals(List.of(), verdict());
  }

  @Test
  void findsAJobWithoutACardAndACardWithoutAnAnswer() {
    asked.clear();
    asked.add(new Promise("anna", "/clone", null, "lost"));
    finds("job lost was promised, and has no card", "job abc was made, and no answer names it");
  }

  @Test
  void findsASecondCard() {
    cards.put(JOB, List.of(card(JOB, "Done", "1"), card(JOB, "Done", "3")));
    finds("has 2 cards");
  }

  @Test
  void findsACardWithoutTheFinalState() {
    cards.put(JOB, List.of(card(JOB, "Running", "1")));
    finds("the card of job abc says Running");
    cards.put(JOB, List.of(card(JOB, "Needs attention", "1")));
    finds("needs attention");
  }

  @Test
  void findsAMissingADuplicateAndAMisdirectedOutcome() {
    outcomes.put(JOB, List.of());
    finds("was told of 0 times");
    outcomes.put(JOB, List.of(outcome("2", "anna", "1"), outcome("3", "anna", "1")));
    finds("was told of 2 times");
    outcomes.put(JOB, List.of(outcome("2", "ben", "9")));
    finds("mentions [ben]", "is no reply to its card");
  }

  private String plant(String job, String step) {
    return cloud
        .backstage()
        .addInstance(
            InstanceSpec.of("clone")
                .in("demo", before.ports().get(0).networkId())
                .metadata("snapclone_job", job)
                .metadata("snapclone_step", step));
  }

  private static Card card(String job, String state, String id) {
    return new Card(job, state, "clone", message(id, Set.of(), null));
  }

  private static SeenMessage outcome(String id, String to, String replyTo) {
    return message(id, Set.of(to), replyTo);
  }

  private static SeenMessage message(String id, Set<String> pinged, String replyTo) {
    return new SeenMessage(
        id,
        "snapclone",
        true,
        new SeenMessage.Shown("", List.of(), List.of(), List.of(), List.of()),
        pinged,
        0,
        null,
        false,
        replyTo,
        Instant.EPOCH);
  }

  private List<String> verdict() {
    return new Judge(
            before, cloud.view(), new ChatReading(cards, outcomes, Set.of()), asked, Set.of())
        .verdict();
  }

  private void finds(String... parts) {
    List<String> wrong = verdict();
    for (String part : parts) {
      assertTrue(wrong.stream().anyMatch(w -> w.contains(part)), () -> part + " in " + wrong);
    }
  }
}
