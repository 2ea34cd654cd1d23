package dev.snapclone.procedure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.snapclone.cloud.InMemoryCloud;
import dev.snapclone.cloud.Instance;
import dev.snapclone.cloud.MarkedName;
import dev.snapclone.cloud.Marks;
import dev.snapclone.cloud.Port;
import dev.snapclone.cloud.Rigging;
import dev.snapclone.job.ImmediateSteps;
import dev.snapclone.job.Mark;
import dev.snapclone.job.engine.Json;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecipeTest {
  private static final Mark MARK = new Mark("j1", "snapshot");

  private static List<String> ids(int n) {
    return IntStream.range(0, n).mapToObj(i -> new UUID(7, i).toString()).toList();
  }

  private static Recipe recipe(
      int networks, int groups, @Nullable String keypair, @Nullable String zone, Os os) {
    return new Recipe(
        "original",
        null,
        BootSource.Kind.VOLUME,
        "f-1",
        new Recipe.Networking(
            List.of(), ids(networks), ids(groups), List.of("10.0.0.5", "fd00::5")),
        keypair,
        zone,
        os);
  }

  private static Nic nic(int network, int groups, boolean portSecurity) {
    return new Nic(new UUID(9, network).toString(), ids(groups), portSecurity, List.of());
  }

  private static Recipe withNics(Nic... nics) {
    return new Recipe(
        "original",
        "db-01",
        BootSource.Kind.IMAGE,
        "f-1",
        new Recipe.Networking(List.of(nics), List.of()),
        null,
        null,
        Os.LINUX);
  }

  static Stream<Recipe> recipes() {
    return Stream.of(
        recipe(1, 2, "demo-key", null, Os.LINUX),
        recipe(0, 0, null, null, Os.UNKNOWN),
        recipe(6, 7, "a key with blanks", "zone 1", Os.WINDOWS),
        recipe(13, 60, "k", "nova", Os.LINUX),
        withNics(nic(1, 0, true)),
        withNics(nic(1, 2, true), nic(2, 0, false), nic(1, 0, true)),
        withNics(
            new Nic(ids(1).get(0), ids(9), true, List.of(Nic.Extra.VNIC_TYPE, Nic.Extra.QOS)),
            new Nic(
                ids(2).get(1),
                List.of(),
                false,
                List.of(Nic.Extra.ADDRESS_PAIRS, Nic.Extra.MORE_ADDRESSES))),
        withNics(nic(1, 20, true), nic(2, 20, true)),
        new Recipe(
            "o",
            null,
            BootSource.Kind.IMAGE,
            null,
            new Recipe.Networking(List.of(), List.of()),
            null,
            null,
            Os.LINUX));
  }

  @ParameterizedTest
  @ValueSource(strings = {"db-01", "none", "100% sure + more", "b\u00e5t \ud83d\udea2", "  "})
  void theOriginalsNameIsReadAgain(String name) {
    String mark = MarkedName.write(name);
    assertTrue(mark.matches("[\\x21-\\x7e]+"), mark);
    assertEquals(name, MarkedName.read(mark));
  }

  @Test
  void aLongNameKeepsItsBeginning() {
    String name = "b\u00e5t-".repeat(63);
    String mark = MarkedName.write(name);
    assertTrue(mark.length() <= Marks.MAX_VALUE, mark);
    String read = String.valueOf(MarkedName.read(mark));
    assertTrue(read.length() > 100 && name.startsWith(read), read);
    assertEquals(null, MarkedName.read("%zz"), "somebody else's");
    assertEquals(null, MarkedName.read(MarkedName.write(null)));
  }

  @ParameterizedTest
  @MethodSource("recipes")
  void whatIsWrittenIsReadAgain(Recipe recipe) {
    Map<String, String> marks = new HashMap<>(recipe.toMarks(MARK));
    assertEquals(Optional.empty(), Recipe.read(marks, "own"), "before the snapshot is ready");
    marks.put(Marks.SELF, "own");
    assertEquals(Optional.of(recipe), Recipe.read(marks, "own"));
    assertEquals(recipe, ImmediateSteps.throughJson(recipe, Recipe.class));
  }

  @ParameterizedTest
  @MethodSource("recipes")
  void everyValueIsShortAsciiAndEveryKeyIsThere(Recipe recipe) {
    Map<String, String> marks = recipe.toMarks(MARK);
    assertTrue(marks.size() < 100, "nova takes 128 keys");
    marks.forEach(
        (key, value) -> {
          assertTrue(key.matches("[a-z_0-9]+"), key);
          assertTrue(value.length() <= Marks.MAX_VALUE && !value.isEmpty(), key);
          assertTrue(value.codePoints().allMatch(c -> c >= 32 && c < 127), key);
        });
    assertTrue(
        marks
            .keySet()
            .containsAll(
                List.of(
                    Marks.JOB,
                    Marks.STEP,
                    Marks.SELF,
                    Marks.ORIGINAL,
                    Marks.BOOT_SOURCE,
                    Marks.FLAVOR,
                    Marks.NICS,
                    Marks.NETWORKS,
                    Marks.SECURITY_GROUPS,
                    Marks.KEYPAIR,
                    Marks.AVAILABILITY_ZONE,
                    Marks.OS,
                    Marks.FIXED_IPS)));
  }

  @Test
  void nothingInheritedShinesThrough() {
    Map<String, String> image =
        new HashMap<>(recipe(20, 20, "old", "old-zone", Os.WINDOWS).toMarks(MARK));
    Recipe younger = recipe(1, 0, null, null, Os.UNKNOWN);
    image.putAll(younger.toMarks(new Mark("j2", "snapshot")));
    image.put(Marks.SELF, "own");
    assertEquals(Optional.of(younger), Recipe.read(image, "own"));
  }

  @Test
  void anInheritedRecipeIsNotBelieved() {
    Map<String, String> marks = new HashMap<>(recipe(1, 1, null, null, Os.LINUX).toMarks(MARK));
    marks.put(Marks.SELF, "the ancestor");
    assertEquals(Optional.empty(), Recipe.read(marks, "own"));
    assertEquals(Optional.empty(), Recipe.read(Map.of(), "own"));
  }

  @Test
  void forgedOrBrokenValuesReadAsNotKnown() {
    Map<String, String> marks = new HashMap<>(recipe(13, 1, "k", "z", Os.LINUX).toMarks(MARK));
    marks.put(Marks.SELF, "own");
    marks.put(Marks.FLAVOR, "../../flavor?x");
    marks.put(Marks.SECURITY_GROUPS, "a,,b");
    marks.put(Marks.OS, "solaris");
    marks.put(Marks.FIXED_IPS, "10.0.0.1,@everyone");
    marks.remove(Marks.NETWORKS + "_2");
    Recipe read = Recipe.read(marks, "own").orElseThrow();
    assertEquals(
        new Recipe(
            "original",
            null,
            BootSource.Kind.VOLUME,
            null,
            new Recipe.Networking(List.of(), List.of()),
            "k",
            "z",
            Os.UNKNOWN),
        read);
    marks.put(Marks.BOOT_SOURCE, "tape");
    assertEquals(Optional.empty(), Recipe.read(marks, "own"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2,n:net-a",
        "1",
        "1,g:sg-1",
        "1,n:net-a,g:../x",
        "1,n:",
        "n:net-a",
        "1,n:net-a,q:1",
        "chunks:2"
      })
  void nicsOfAnotherVersionOrBrokenOnesReadAsNotKnown(String mark) {
    Map<String, String> marks = new HashMap<>(withNics(nic(1, 1, true)).toMarks(MARK));
    marks.put(Marks.SELF, "own");
    marks.put(Marks.NICS, mark);
    assertEquals(List.of(), Recipe.read(marks, "own").orElseThrow().networking().nics());
  }

  @Test
  void aRecipeThatAnOlderVersionStoredIsRead() {
    String old =
        """
        {"originalId":"o","originalName":"web","bootSource":"IMAGE","flavorId":"f","networkIds":\
        ["net-a","net-b"],"securityGroupIds":["sg-1"],"keypair":null,"availabilityZone":null,\
        "os":"LINUX","fixedIps":["10.0.0.5"]}""";
    Recipe read = new Json().read(old, Recipe.class);
    assertEquals(List.of(), read.networking().nics());
    assertEquals(List.of("net-a", "net-b"), read.networking().networkIds());
    assertEquals(List.of("sg-1"), read.networking().securityGroupIds());
  }

  @Test
  void whatNoServiceTakesIsLeftOutRatherThanMangled() {
    Map<String, String> marks = recipe(61, 1, "schlüssel", "z", Os.LINUX).toMarks(MARK);
    assertEquals(Marks.NONE, marks.get(Marks.KEYPAIR));
    assertEquals(Marks.NONE, marks.get(Marks.NETWORKS), "half a list would be a lie");
  }

  @Test
  void isComputedFromThePortsSinceGroupNamesCanBeAmbiguous() {
    InMemoryCloud cloud = InMemoryCloud.seeded("lab");
    Instance db = Rigging.peek(cloud, "db-01");
    Rigging.ports(
        cloud,
        db.id(),
        new Port("p1", "net-b", db.id(), "m", List.of("10.0.0.9"), List.of("sg-1"), true),
        new Port("p2", "net-a", db.id(), "m", List.of("fd00::9"), List.of("sg-1", "sg-2"), true));
    Recipe recipe = Recipes.of(cloud, db, new BootSources(cloud).of(db, null), Os.LINUX);
    assertEquals(
        List.of(
            new Nic("net-b", List.of("sg-1"), true, List.of()),
            new Nic("net-a", List.of("sg-1", "sg-2"), true, List.of())),
        recipe.networking().nics());
    assertEquals(List.of(), recipe.networking().networkIds());
    assertEquals(List.of("10.0.0.9", "fd00::9"), recipe.networking().fixedIps());
    assertEquals("demo-key", recipe.keypair());
    assertEquals(null, recipe.availabilityZone(), "one zone: nothing to choose");
    Rigging.zones(cloud, "nova", "north");
    assertEquals(
        "nova",
        Recipes.of(cloud, db, new BootSources(cloud).of(db, null), Os.LINUX).availabilityZone());
  }
}
