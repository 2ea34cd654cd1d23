package dev.snapclone.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.snapclone.cloud.CloudException;
import dev.snapclone.cloud.Clouds;
import dev.snapclone.cloud.InMemoryCloud;
import dev.snapclone.cloud.Verb;
import dev.snapclone.job.Subject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class CloudWatchTest {
  private final InMemoryCloud cloud = InMemoryCloud.seeded("sto1");
  private final List<String> woken = new ArrayList<>();
  private final CloudWatch watch =
      new CloudWatch(new Clouds(List.of(cloud)), woken::add, Duration.ofMillis(10));

  private String makesAnImage() {
    cloud.knobs().looksPerState(1_000_000);
    return cloud.createImage(cloud.idOf("web-01"), "snap", Map.of());
  }

  private static Subject image(String id) {
    return new Subject("sto1", "IMAGE", id);
  }

  @Test
  void wakesAJobOnceForWhatItMayHaveMissedAndThenOnlyWhenSomethingChanges() {
    String image = makesAnImage();
    watch.watch("j1", image(image));
    watch.look(cloud);
    assertEquals(
        List.of("j1"), woken, "the image may have changed between the job's look and ours");
    watch.look(cloud);
    watch.look(cloud);
    assertEquals(1, woken.size(), "nothing changed");

    assertTrue(cloud.advance());
    watch.look(cloud);
    assertEquals(2, woken.size(), "another state");
  }

  @Test
  void losesNoChangeWhileTheJobRuns() {
    String image = makesAnImage();
    watch.watch("j1", image(image));
    watch.look(cloud);
    watch.forget("j1");
    cloud.settle();
    watch.look(cloud);
    assertEquals(1, woken.size(), "not watched while it runs");
    watch.watch("j1", image(image));
    watch.look(cloud);
    assertEquals(2, woken.size(), "it changed since we last saw it");
  }

  @Test
  void wakesAJobWhoseSubjectIsGone() {
    String image = makesAnImage();
    watch.watch("j1", image(image));
    watch.look(cloud);
    cloud.deleteImage(image);
    watch.look(cloud);
    assertEquals(2, woken.size());
  }

  @Test
  void looksAtManySubjectsWithOneListAndConfirmsAnAbsenceByGet() {
    cloud.knobs().hiddenFromLists(3);
    String late = makesAnImage();
    for (int i = 0; i < 20; i++) {
      watch.watch("other" + i, image("00000000-0000-4000-8000-0000000000" + (10 + i)));
    }
    watch.watch("j1", image(late));
    watch.look(cloud);
    woken.clear();
    watch.look(cloud);
    watch.look(cloud);
    watch.look(cloud);
    assertEquals(List.of(), woken, "late in a list is not gone");
  }

  @Test
  void keepsLookingWhenTheCloudFailsForAWhile() {
    String image = makesAnImage();
    cloud.knobs().failNext(Verb.READ, Verb.Moment.BEFORE_EFFECT, CloudException.Kind.UNREACHABLE);
    watch.watch("j1", image(image));
    assertThrows(CloudException.class, () -> watch.look(cloud));
    try (CloudWatch running =
        new CloudWatch(
            new Clouds(List.of(cloud)),
            job -> {
              synchronized (woken) {
                woken.add(job);
              }
            },
            Duration.ofMillis(5))) {
      cloud.knobs().failNext(Verb.READ, Verb.Moment.BEFORE_EFFECT, CloudException.Kind.UNREACHABLE);
      running.watch("j2", image(image));
      running.start();
      Awaitility.await()
          .until(
              () -> {
                synchronized (woken) {
                  return woken.contains("j2");
                }
              });
    }
  }

  @Test
  void wakesAJobAgainThatCouldNotBeWoken() {
    String image = makesAnImage();
    List<String> storage = new ArrayList<>(List.of("down"));
    CloudWatch watching =
        new CloudWatch(
            new Clouds(List.of(cloud)),
            job -> {
              if (!storage.isEmpty()) {
                throw new IllegalStateException(storage.remove(0));
              }
              woken.add(job);
            },
            Duration.ofMillis(10));
    watching.watch("j1", image(image));
    assertThrows(IllegalStateException.class, () -> watching.look(cloud));
    watching.look(cloud);
    assertEquals(List.of("j1"), woken, "nothing has changed since, but nobody was woken");
  }

  @Test
  void aFailureForOneSubjectDoesNotAffectOthers() {
    String image = makesAnImage();
    String volume = cloud.volumes().get(0).id();
    watch.watch("j1", image(image));
    watch.watch("j2", image("00000000-0000-4000-8000-000000000010"));
    watch.watch("j3", new Subject("sto1", "VOLUME", volume));
    watch.watch("j4", new Subject("sto1", "INSTANCE", cloud.idOf("web-01")));
    cloud.knobs().failNext(Verb.READ, Verb.Moment.BEFORE_EFFECT, CloudException.Kind.UNREACHABLE);
    assertThrows(CloudException.class, () -> watch.look(cloud));
    assertEquals(3, woken.size(), woken::toString);
    watch.look(cloud);
    assertEquals(
        List.of("j1", "j2", "j3", "j4"), woken.stream().sorted().toList(), "and each once");
  }
}
