package dev.snapclone.lineage;

import static dev.snapclone.job.JobBuilder.aJob;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.snapclone.access.Actor;
import dev.snapclone.access.InstanceNames;
import dev.snapclone.access.Place;
import dev.snapclone.access.RequestedAction;
import dev.snapclone.access.Rule;
import dev.snapclone.access.RuleBook;
import dev.snapclone.access.RuleBuilder;
import dev.snapclone.cloud.Altered;
import dev.snapclone.cloud.BlockDevice;
import dev.snapclone.cloud.ImageBuilder;
import dev.snapclone.cloud.InMemoryCloud;
import dev.snapclone.cloud.MarkedName;
import dev.snapclone.cloud.Marks;
import dev.snapclone.cloud.ResourceKind;
import dev.snapclone.cloud.Rigging;
import dev.snapclone.cloud.Volume;
import dev.snapclone.cloud.VolumeAttachment;
import dev.snapclone.cloud.VolumeBuilder;
import dev.snapclone.cloud.VolumeSnapshot;
import dev.snapclone.job.MemoryJobs;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every way in which one resource is made from another, against every kind of rule. */
class LineageTest {
  private static final Instant THEN = Instant.parse("2026-11-22T19:00:00Z");
  private static final Place OPS = new Place("g", "c", "ops", "c", "en");

  private final InMemoryCloud cloud = InMemoryCloud.seeded("lab");
  private final MemoryJobs jobs = new MemoryJobs();
  private final World world = new World();

  /** The instance prod-1, image-booted or volume-booted, and what was made from it. */
  private final class World {
    final String prod = instance("prod-1", "img-ubuntu");
    final String root = volume("root", null, null, Map.of());
    final String prodOfVolume = instance("prod-1", null, root);

    String instance(String name, @Nullable String image, String... volumes) {
      String id = "i-" + name + "-" + image + List.of(volumes);
      Rigging.instance(
          cloud,
          Altered.volumes(
              Rigging.like(Rigging.peek(cloud, "web-01"), id, name, "ACTIVE", null, image),
              List.of(volumes)));
      for (String volume : volumes) {
        Rigging.volume(cloud, Altered.attached(cloud.volume(volume).orElseThrow(), id, "/dev/vda"));
        Rigging.attach(cloud, id, new VolumeAttachment(volume, "/dev/vda", false));
      }
      return id;
    }

    String volume(
        String id, @Nullable String snapshot, @Nullable String source, Map<String, String> image) {
      Rigging.volume(
          cloud,
          VolumeBuilder.aVolume(id, THEN)
              .source(new Volume.Source(snapshot, source, true, image))
              .build());
      return id;
    }

    String snapshot(String volume) {
      cloud.settle();
      String id = cloud.createVolumeSnapshot(volume, "by hand", Map.of());
      cloud.settle();
      return id;
    }

    String image(String id, Map<String, String> properties, BlockDevice... devices) {
      Rigging.image(
          cloud,
          ImageBuilder.anImage(id, THEN).properties(properties).devices(List.of(devices)).build());
      return id;
    }

    String ofInstance(String instance) {
      return image(
          "img-of-" + instance,
          Map.of(
              "image_type", "snapshot", "instance_uuid", instance, "base_image_ref", "img-ubuntu"));
    }

    /** Records that the bot made a resource from one with this lineage. */
    void madeByTheBot(String id, RequestedAction.Resource source, String... line) {
      jobs.made(
          id,
          aJob()
              .cloud("lab")
              .action(
                  RequestedAction.of("clone", "lab")
                      .on(source.kind(), source.id())
                      .with(new InstanceNames(Set.of(line), true)))
              .build());
    }
  }

  /** A resource whose complete lineage leads to prod-1. */
  enum OfProd {
    ITSELF,
    ITSELF_OF_A_VOLUME,
    IMAGE_BY_HAND,
    VOLUME_SNAPSHOT_BY_HAND,
    CLONE_OF_IMAGE,
    SNAPSHOT_OF_CLONE_OF_IMAGE,
    CLONE_OF_VOLUME_SNAPSHOT,
    SNAPSHOT_OF_CLONE_OF_VOLUME_SNAPSHOT,
    BESIDE_ANOTHER_ROOT,
    VOLUME_OF_VOLUME,
    VOLUME_OF_IMAGE,
    ZERO_BYTE_IMAGE,
    ZERO_BYTE_IMAGE_OF_CLONE,
    BASE_IMAGE_REF_ONLY,
    MARKS_SAY_OTHERWISE,
    MADE_BY_THE_BOT_AND_ITS_SOURCE_IS_GONE,
    CLONE_WHOSE_IMAGE_IS_GONE,
    CLONE_OF_A_FOREIGN_IMAGE_THAT_IS_GONE,
    RECORDED_BEFORE_A_RENAME
  }

  private RequestedAction.Resource of(OfProd what) {
    World w = world;
    return switch (what) {
      case ITSELF -> at(ResourceKind.INSTANCE, w.prod);
      case ITSELF_OF_A_VOLUME -> at(ResourceKind.INSTANCE, w.prodOfVolume);
      case IMAGE_BY_HAND -> at(ResourceKind.IMAGE, w.ofInstance(w.prod));
      case VOLUME_SNAPSHOT_BY_HAND -> at(ResourceKind.VOLUME_SNAPSHOT, w.snapshot(w.root));
      case CLONE_OF_IMAGE -> at(ResourceKind.INSTANCE, w.instance("play-1", w.ofInstance(w.prod)));
      case SNAPSHOT_OF_CLONE_OF_IMAGE ->
          at(ResourceKind.IMAGE, w.ofInstance(w.instance("play-1", w.ofInstance(w.prod))));
      case CLONE_OF_VOLUME_SNAPSHOT ->
          at(
              ResourceKind.INSTANCE,
              w.instance("play-1", null, w.volume("v", w.snapshot(w.root), null, Map.of())));
      case SNAPSHOT_OF_CLONE_OF_VOLUME_SNAPSHOT -> {
        String volume = w.volume("v", w.snapshot(w.root), null, Map.of());
        w.instance("play-1", null, volume);
        yield at(ResourceKind.VOLUME_SNAPSHOT, w.snapshot(volume));
      }
      case BESIDE_ANOTHER_ROOT ->
          at(
              ResourceKind.INSTANCE,
              w.instance("play-1", "img-ubuntu", w.volume("v", null, w.root, Map.of())));
      case VOLUME_OF_VOLUME ->
          at(
              ResourceKind.INSTANCE,
              w.instance("play-1", null, w.volume("v", null, w.root, Map.of())));
      case VOLUME_OF_IMAGE ->
          at(
              ResourceKind.INSTANCE,
              w.instance(
                  "play-1",
                  null,
                  w.volume("v", null, null, Map.of("image_id", w.ofInstance(w.prod)))));
      case ZERO_BYTE_IMAGE -> at(ResourceKind.IMAGE, zero(w.snapshot(w.root), Map.of()));
      case ZERO_BYTE_IMAGE_OF_CLONE -> {
        String volume = w.volume("v", w.snapshot(w.root), null, Map.of());
        w.instance("play-1", null, volume);
        yield at(
            ResourceKind.IMAGE,
            zero(w.snapshot(volume), Map.of("instance_uuid", "an ancestor that is gone")));
      }
      case BASE_IMAGE_REF_ONLY ->
          at(
              ResourceKind.INSTANCE,
              w.instance(
                  "play-1", w.image("copied", Map.of("base_image_ref", w.ofInstance(w.prod)))));
      case MARKS_SAY_OTHERWISE -> {
        String image = w.ofInstance(w.prod);
        cloud.setImageProperties(
            image,
            Map.of(
                Marks.SELF, image,
                Marks.ORIGINAL, cloud.idOf("web-01"),
                Marks.ORIGINAL_NAME, MarkedName.write("play-9")));
        yield at(ResourceKind.IMAGE, image);
      }
      case MADE_BY_THE_BOT_AND_ITS_SOURCE_IS_GONE -> {
        String snapshot = w.snapshot(w.root);
        w.madeByTheBot(snapshot, at(ResourceKind.INSTANCE, w.prodOfVolume), "prod-1");
        Rigging.removeInstance(cloud, w.prodOfVolume);
        Rigging.hideVolume(cloud, w.root);
        yield at(ResourceKind.VOLUME_SNAPSHOT, snapshot);
      }
      case CLONE_WHOSE_IMAGE_IS_GONE -> {
        w.madeByTheBot("gone", at(ResourceKind.INSTANCE, w.prod), "prod-1");
        yield at(ResourceKind.INSTANCE, w.instance("play-1", "gone"));
      }
      case CLONE_OF_A_FOREIGN_IMAGE_THAT_IS_GONE -> {
        String clone = w.instance("play-1", "gone");
        w.madeByTheBot(clone, at(ResourceKind.IMAGE, "gone"), "prod-1");
        yield at(ResourceKind.INSTANCE, clone);
      }
      case RECORDED_BEFORE_A_RENAME -> {
        String image = w.ofInstance(w.instance("play-5", "img-ubuntu"));
        w.madeByTheBot(image, at(ResourceKind.INSTANCE, "x"), "prod-1");
        yield at(ResourceKind.IMAGE, image);
      }
    };
  }

  private String zero(String snapshot, Map<String, String> properties) {
    return world.image(
        "zero", properties, new BlockDevice(0, "/dev/vda", "snapshot", snapshot, 2, false));
  }

  /** A resource with an incomplete lineage. */
  enum Broken {
    IMAGE_OF_AN_INSTANCE_THAT_IS_GONE,
    SNAPSHOT_IMAGE_THAT_TELLS_NOTHING,
    INSTANCE_WHOSE_IMAGE_IS_GONE,
    VOLUME_WHOSE_SNAPSHOT_IS_GONE,
    VOLUME_WHOSE_SOURCE_IS_GONE,
    SNAPSHOT_OF_A_VOLUME_THAT_IS_NOBODYS,
    SNAPSHOT_THAT_NAMES_NO_VOLUME,
    VOLUME_OF_A_SNAPSHOT_IMAGE_THAT_IS_GONE,
    FORGED_RECIPE_AND_ORIGINAL_GONE,
    BOT_MADE_AND_BUILT_ANEW_SINCE,
    NOTHING_TO_ATTACH_TO,
    GONE_ITSELF,
    LONGER_THAN_ANY
  }

  private RequestedAction.Resource of(Broken what) {
    World w = world;
    return switch (what) {
      case IMAGE_OF_AN_INSTANCE_THAT_IS_GONE -> {
        Rigging.removeInstance(cloud, w.prod);
        yield at(ResourceKind.IMAGE, w.ofInstance(w.prod));
      }
      case SNAPSHOT_IMAGE_THAT_TELLS_NOTHING ->
          at(
              ResourceKind.INSTANCE,
              w.instance("play-1", w.image("s", Map.of("image_type", "snapshot"))));
      case INSTANCE_WHOSE_IMAGE_IS_GONE -> at(ResourceKind.INSTANCE, w.instance("play-1", "gone"));
      case VOLUME_WHOSE_SNAPSHOT_IS_GONE ->
          at(
              ResourceKind.INSTANCE,
              w.instance("play-1", null, w.volume("v", "gone", null, Map.of())));
      case VOLUME_WHOSE_SOURCE_IS_GONE ->
          at(
              ResourceKind.INSTANCE,
              w.instance("play-1", null, w.volume("v", null, "gone", Map.of())));
      case SNAPSHOT_OF_A_VOLUME_THAT_IS_NOBODYS ->
          at(
              ResourceKind.VOLUME_SNAPSHOT,
              w.snapshot(w.volume("v", null, null, Map.of("image_id", "img-ubuntu"))));
      case SNAPSHOT_THAT_NAMES_NO_VOLUME -> {
        Rigging.snapshot(
            cloud,
            new VolumeSnapshot(
                "s",
                "s",
                "available",
                "",
                2,
                null,
                Map.of(Marks.ORIGINAL_NAME, MarkedName.write("play-1")),
                THEN));
        yield at(ResourceKind.VOLUME_SNAPSHOT, "s");
      }
      case VOLUME_OF_A_SNAPSHOT_IMAGE_THAT_IS_GONE ->
          at(
              ResourceKind.INSTANCE,
              w.instance(
                  "play-1",
                  null,
                  w.volume("v", null, null, Map.of("image_id", "gone", "image_type", "snapshot"))));
      case FORGED_RECIPE_AND_ORIGINAL_GONE -> {
        RequestedAction.Resource image = of(OfProd.MARKS_SAY_OTHERWISE);
        Rigging.removeInstance(cloud, w.prod);
        yield image;
      }
      case BOT_MADE_AND_BUILT_ANEW_SINCE -> {
        String clone = w.instance("play-1", "another that is gone");
        w.madeByTheBot(clone, at(ResourceKind.IMAGE, "its first image"), "play-0");
        yield at(ResourceKind.INSTANCE, clone);
      }
      case NOTHING_TO_ATTACH_TO -> at(ResourceKind.INSTANCE, w.instance("play-1", null));
      case GONE_ITSELF -> at(ResourceKind.INSTANCE, "never heard of");
      case LONGER_THAN_ANY -> {
        String last = w.root;
        for (int i = 0; i < 200; i++) {
          String next = w.volume("v" + i, null, last, Map.of());
          w.instance("play-" + i, null, next);
          last = next;
        }
        yield at(ResourceKind.VOLUME, last);
      }
    };
  }

  /** A resource with another origin. */
  static Stream<String> ordinary() {
    return Stream.of("web-01", "db-01", "win-ad-01", "win-sql-01", "legacy-01", "off-01");
  }

  private static RequestedAction.Resource at(ResourceKind kind, String id) {
    return new RequestedAction.Resource(kind.name(), id);
  }

  private RequestedAction action(RequestedAction.Resource about) {
    return Lineage.of(RequestedAction.of("clone", "lab").on(about.kind(), about.id()), cloud, jobs);
  }

  private static Rule rule(String pattern, @Nullable String denied, @Nullable Integer required) {
    return RuleBuilder.aRule(pattern, pattern).denied(denied).required(required).build();
  }

  private static Rule askedBy(String pattern, String role) {
    return RuleBuilder.aRule(pattern, pattern).askers(List.of(role)).build();
  }

  private static RuleBook.Verdict verdict(RequestedAction action, Rule... rules) {
    RuleBook usual = RuleBook.of(Map.of("clone", 0), true, Duration.ofHours(1));
    return new RuleBook(List.of(rules), usual.required(), usual.defaults())
        .judge(action, new Actor("1", "a", Set.of(), Set.of("ops"), false), OPS);
  }

  /** Every kind of rule about prod applies, whatever an earlier lax one says about play. */
  private static void assertJudgedAsProd(RequestedAction action) {
    Rule lax = rule("play-*", null, 0);
    assertEquals(2, verdict(action, lax, rule("prod-*", null, 2)).terms().required());
    assertEquals(2, verdict(action, rule("prod-1", null, 2), lax).terms().required());
    assertEquals(RuleBook.Answer.DENIED, verdict(action, lax, rule("pro?-*", "no", null)).answer());
    assertEquals(
        RuleBook.Answer.NOT_THIS_PERSON, verdict(action, lax, askedBy("*-1", "dba")).answer());
    assertEquals(RuleBook.Answer.ALLOWED, verdict(action, lax, askedBy("*-1", "ops")).answer());
  }

  @ParameterizedTest
  @EnumSource(OfProd.class)
  void theRulesOfAnInstanceApplyToWhatWasMadeFromIt(OfProd what) {
    RequestedAction action = action(of(what));
    assertTrue(action.instances().known().contains("prod-1"), action::toString);
    assertTrue(action.instances().complete(), action::toString);
    assertJudgedAsProd(action);
    assertEquals(
        0,
        verdict(action, rule("prod-*", null, 0), rule("db-*", "no", null)).terms().required(),
        "and as no other one");
  }

  @ParameterizedTest
  @EnumSource(Broken.class)
  void everyPatternMatchesAnIncompleteLineage(Broken what) {
    RequestedAction action = action(of(what));
    assertFalse(action.instances().complete(), action::toString);
    assertJudgedAsProd(action);
    assertEquals(RuleBook.Answer.DENIED, verdict(action, rule("zzz", "no", null)).answer());
  }

  @Test
  void theSystemIsThatOfTheOriginalImage() {
    world.image("base", Map.of());
    String none = world.instance("web-9", "base");
    assertEquals("", action(at(ResourceKind.INSTANCE, none)).os());
    world.image("Windows 2022", Map.of());
    String named = world.instance("web-9", "Windows 2022");
    assertEquals("windows", action(at(ResourceKind.INSTANCE, named)).os());
    String said =
        world.image(
            "linux by its name",
            Map.of(
                "image_type",
                "snapshot",
                "instance_uuid",
                named,
                "base_image_ref",
                "Windows 2022",
                Marks.SELF,
                "linux by its name",
                Marks.OS,
                "linux"));
    assertEquals("windows", action(at(ResourceKind.IMAGE, said)).os());
    String root = world.volume("bare", null, null, Map.of());
    assertEquals("", action(at(ResourceKind.INSTANCE, world.instance("web-9", null, root))).os());
    String of = world.volume("told", null, null, Map.of("image_name", "ubuntu"));
    String booted = world.instance("web-9", null, of);
    assertEquals("linux", action(at(ResourceKind.INSTANCE, booted)).os());
    String both = world.instance("web-9", "Windows 2022", of);
    assertEquals("", action(at(ResourceKind.INSTANCE, both)).os());
  }

  @ParameterizedTest
  @MethodSource("ordinary")
  void anOrdinaryInstanceIsAnOrigin(String name) {
    RequestedAction action = action(at(ResourceKind.INSTANCE, cloud.idOf(name)));
    assertEquals(InstanceNames.only(name), action.instances());
    assertEquals(Set.of("project-demo", "demo"), action.project());
    assertEquals(RuleBook.Answer.ALLOWED, verdict(action, rule("prod-*", "no", null)).answer());
  }

  @ParameterizedTest
  @MethodSource("published")
  void anInstanceOfAPublishedImageIsAnOrigin(Map<String, String> said) {
    Rigging.image(
        cloud,
        ImageBuilder.anImage("pub", THEN)
            .owner("project-admin", "public")
            .properties(said)
            .build());
    String id = world.instance("web-9", "pub");
    assertEquals(InstanceNames.only("web-9"), action(at(ResourceKind.INSTANCE, id)).instances());
    String root = world.volume("of-pub", null, null, Map.of("image_id", "withdrawn since"));
    String booted = world.instance("web-9", null, root);
    assertEquals(
        InstanceNames.only("web-9"), action(at(ResourceKind.INSTANCE, booted)).instances());
  }

  static Stream<Map<String, String>> published() {
    return Stream.of(
        Map.of(),
        Map.of("os_type", "linux"),
        Map.of("image_type", "snapshot", "instance_uuid", "in a project that we do not see"));
  }
}
