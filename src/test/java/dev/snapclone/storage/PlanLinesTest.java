package dev.snapclone.storage;

import static dev.snapclone.job.JobBuilder.aJob;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.snapclone.i18n.Text;
import dev.snapclone.i18n.Text.Arg;
import dev.snapclone.job.PlanLine;
import dev.snapclone.job.PlanLine.Section;
import dev.snapclone.job.engine.TestDatabases;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The lines of a plan keep their sections; those of earlier versions had none. */
class PlanLinesTest {
  private static final String OLD =
      "[{\"args\":[{\"kind\":\"NAME\",\"text\":null,\"value\":\"db-01\"}],\"key\":\"clone.plan.name\"}]";

  @ParameterizedTest
  @EnumSource(TestDatabases.Kind.class)
  void theyAreReadAsTheyWereStored(TestDatabases.Kind kind) throws Exception {
    Text text = Text.of("clone.plan.name", Arg.name("db-01"));
    List<PlanLine> lines =
        Arrays.stream(Section.values()).map(section -> new PlanLine(section, text)).toList();
    try (Database database = Database.open(kind.fresh(), InstantSource.system())) {
      database
          .jobs()
          .insert(aJob().id("j1").created(Instant.EPOCH).lines(lines).build(), job -> {});
      assertEquals(lines, database.jobs().find("j1").orElseThrow().plan().lines());
      try (Connection connection = database.jobs().schedulerTable().dataSource().getConnection();
          Statement sql = connection.createStatement()) {
        assertEquals(1, sql.executeUpdate("update jobs set plan_text = '" + OLD + "'"));
      }
      assertEquals(
          List.of(PlanLine.makes(text)), database.jobs().find("j1").orElseThrow().plan().lines());
    }
  }
}
