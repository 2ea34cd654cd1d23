package dev.snapclone.app;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.snapclone.i18n.Text;
import dev.snapclone.job.NewJob;
import dev.snapclone.job.PlanLine;
import dev.snapclone.job.PlanLine.Section;
import dev.snapclone.request.Asking;
import dev.snapclone.windows.GoldenText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What plans say, word by word, and how many of these words a card shows. Beside them a card says
 * who asks and why, how long it waits, and its id: {@link #REST} words at most.
 */
class PlanWordsTest {
  private static final int REST = 28;
  private static final int LINUX_CARD = 60;
  private static final int WINDOWS_CARD = 90;

  private static final Map<String, Supplier<PlannedJob>> PLANS = new LinkedHashMap<>();

  static {
    PLANS.put("snapshot-image", () -> PlannedJob.snapshot("web-01"));
    PLANS.put("snapshot-volume", () -> PlannedJob.snapshot("db-01"));
    PLANS.put("clone-linux", () -> PlannedJob.cloneOf("web-01"));
    PLANS.put("clone-linux-volume", () -> PlannedJob.cloneOf("db-01"));
    PLANS.put("clone-three", () -> PlannedJob.threeClonesOf("db-01"));
    PLANS.put("clone-two-nics", () -> PlannedJob.cloneOfTwoNics("web-01"));
    PLANS.put("clone-windows-isolated", () -> PlannedJob.isolatedCloneOf("win-sql-01"));
    PLANS.put("copy-windows-image", () -> PlannedJob.copy("win-ad-01"));
    PLANS.put("copy-windows-volume", () -> PlannedJob.copy("win-sql-01"));
    PLANS.put("verify-image", () -> PlannedJob.verification("web-01"));
    PLANS.put("verify-volume", () -> PlannedJob.verification("db-01"));
    PLANS.put("delete", () -> PlannedJob.deletion("db-01"));
    PLANS.put("delete-several", () -> PlannedJob.deletionOfSeveral("db-01"));
    PLANS.put("lift-windows", () -> PlannedJob.lift("win-sql-01"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "sv", "no"})
  void areFewAndAsTheyWereRead(String language) {
    StringBuilder all = new StringBuilder();
    PLANS.forEach(
        (name, planned) -> {
          NewJob job = planned.get().job();
          List<String> card = card(language, job);
          int words = card.stream().mapToInt(line -> line.split("\\s+").length).sum();
          int most = (name.contains("windows") ? WINDOWS_CARD : LINUX_CARD) - REST;
          assertTrue(words <= most, name + " has " + words + " words: " + card);
          all.append("== ").append(name).append(", ").append(words).append(" words on the card\n");
          all.append(read(language, job.work().title())).append('\n');
          for (Section section : Section.values()) {
            PlanLine.of(section, job.lines())
                .forEach(
                    text ->
                        all.append(section).append(": ").append(read(language, text)).append('\n'));
          }
          all.append('\n');
        });
    GoldenText.check("plans/" + language, all.toString());
  }

  private static List<String> card(String language, NewJob job) {
    return Stream.of(
            List.of(job.work().title()),
            PlanLine.of(Section.COST, job.lines()),
            PlanLine.of(Section.WARNING, job.lines()).stream().limit(3).toList())
        .flatMap(List::stream)
        .map(text -> read(language, text))
        .toList();
  }

  private static String read(String language, Text text) {
    return Asking.read(language, text)
        .replaceAll("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "<id>")
        .replaceAll("\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z", "<time>");
  }
}
