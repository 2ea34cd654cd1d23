package dev.snapclone.app;

import dev.snapclone.access.Actor;
import dev.snapclone.access.Place;
import dev.snapclone.i18n.Text;
import dev.snapclone.i18n.Text.Arg;
import dev.snapclone.job.JobOrigin;
import dev.snapclone.job.JobWork;
import dev.snapclone.job.NewJob;
import dev.snapclone.sandbox.openstack.InstanceSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * How long people wait for a list when there is much to list: typed in the sandbox Discord, until
 * the answer can be read. {@code -Dsnapclone.lists.entries=1000} runs it, as the profile {@code
 * load} does; the figures are in {@code target/lists-load.txt}. It judges no time.
 */
@EnabledIfSystemProperty(named = "snapclone.lists.entries", matches = "\\d+")
class ListsLoadTest {
  private static final int ENTRIES = Integer.getInteger("snapclone.lists.entries", 0);
  private static final int TIMES = 40;

  /** Of the addresses of a subnet. */
  private static final int PER_NETWORK = 200;

  private static final List<String> LISTS = List.of("/instances", "/snapshots", "/jobs");

  @TempDir Path folder;

  /** Milliseconds, sorted, and what the last answer says. */
  private record Measured(List<Double> times, String text) {
    double at(double part) {
      return times.get((int) Math.min(times.size() - 1.0, part * times.size()));
    }
  }

  @Test
  void listsOfManyThings() throws IOException {
    StringBuilder figures = new StringBuilder();
    try (Stage stage = Stage.open(folder)) {
      stage.snapshots("db-01");
      Map<String, Measured> few = measured(stage);
      fill(stage);
      for (String list : LISTS) {
        Awaitility.await(list + " with everything")
            .atMost(Duration.ofMinutes(1))
            .until(() -> stage.says(list, Map.of()).contains("many-"));
      }
      Map<String, Measured> many = measured(stage);
      many.forEach(
          (list, now) -> {
            Measured before = few.get(list);
            figures.append(
                String.format(
                    Locale.ROOT,
                    "%s: %d entries p50 %.1f ms, p99 %.1f ms, slowest %.1f ms; few p50 %.1f ms;"
                        + " ratio %.2f%n  %s%n",
                    list,
                    ENTRIES,
                    now.at(0.5),
                    now.at(0.99),
                    now.at(1),
                    before.at(0.5),
                    now.at(0.5) / before.at(0.5),
                    now.text().lines().findFirst().orElse("")));
          });
    }
    Files.createDirectories(Path.of("target"));
    Files.writeString(Path.of("target", "lists-load.txt"), figures);
  }

  private static Map<String, Measured> measured(Stage stage) {
    Map<String, Measured> all = new LinkedHashMap<>();
    for (String list : LISTS) {
      List<Double> times = new ArrayList<>();
      String text = "";
      for (int i = 0; i < TIMES; i++) {
        long begun = System.nanoTime();
        text = stage.says(list, Map.of());
        times.add((System.nanoTime() - begun) / 1e6);
      }
      Collections.sort(times);
      all.put(list, new Measured(times, text));
    }
    return all;
  }

  private static void fill(Stage stage) {
    String guild = stage.discord.guildId();
    Actor anna = new Actor("1", "anna", Set.of(), Set.of(), false);
    Place place = new Place(guild, "1", "ops", "1", "en-US");
    NewJob like = PlannedJob.cloneOf("db-01").job();
    String cloud = stage.bot.jobs().recent(guild, false, 1).get(0).cloud();
    String network = "";
    for (int i = 0; i < ENTRIES; i++) {
      String name = "many-" + i;
      if (i % PER_NETWORK == 0) {
        String prefix = "10." + (100 + i / PER_NETWORK) + ".0.";
        network = stage.cloud.backstage().addNetwork("demo", "net-" + i, prefix, false, false);
      }
      stage.cloud.backstage().addInstance(InstanceSpec.of(name).in("demo", network));
      stage.cloud.backstage().addImage("demo", name, "private", Map.of("image_type", "snapshot"));
      JobWork work =
          new JobWork(
              like.work().workflow(),
              cloud,
              Text.of("clone.title", Arg.name(name), Arg.name(name + "-clone-1")),
              List.of(),
              null);
      stage
          .bot
          .jobs()
          .submit(
              new NewJob(
                  new JobOrigin(name, name, anna, place), work, like.lines(), like.plan(), true));
    }
  }
}
